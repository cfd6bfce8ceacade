import { resolve } from 'node:path';
import { writeFileAtomic } from '../config/atomic-file.js';
import { EarshotError } from '../core/errors.js';
import type { Context } from './context.js';

/**
 * Writes what a command made into the file of --out: all of it or nothing.
 *
 * @param mode permissions of the file
 * @throws EarshotError `out-unwritable` where the file cannot be written
 */
export async function writeOut(
  context: Context,
  file: string,
  text: string | AsyncIterable<string>,
  mode = 0o644,
): Promise<void> {
  const path = resolve(context.cwd, file);
  try {
    await writeFileAtomic(path, text, mode);
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
