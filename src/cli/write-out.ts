import { resolve } from 'node:path';
import { writeFileAtomic } from '../config/atomic-file.js';
import { EarshotError } from '../core/errors.js';
import type { Context } from './context.js';

const OWNER_ONLY = 0o600;

/**
 * Writes what a command made into the file of --out: all of it or nothing. Only its owner can read it, for it holds
 * what customers wrote.
 *
 * @throws EarshotError `out-unwritable` where the file cannot be written
 */
export async function writeOut(
  context: Context,
  file: string,
  text: string | AsyncIterable<string>,
): Promise<void> {
  const path = resolve(context.cwd, file);
  try {
    await writeFileAtomic(path, text, OWNER_ONLY);
  } catch (cause) {
    // What went wrong in the making of the text is not the file's fault.
    if (!(cause instanceof Error && 'syscall' in cause)) throw cause;
    throw new EarshotError(`${path} cannot be written.`, {
      code: 'out-unwritable',
      hint: 'Check that its folder exists and can be written, or name another file with --out.',
      cause,
    });
  }
}
