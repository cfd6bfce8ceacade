import { realpath } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { writeFileAtomic } from '../config/atomic-file.js';
import { credentialsPath } from '../config/credentials-file.js';
import { EarshotError } from '../core/errors.js';
import type { Context } from './context.js';

const OWNER_ONLY = 0o600;

/**
 * Writes what a command made into the file of --out: all of it or nothing. Only its owner can read it, for it holds
 * what customers wrote.
 *
 * @throws EarshotError `out-unwritable` where the file cannot be written; (usage) `out-own` where it is the
 *   database, the configuration or the keys
 */
export async function writeOut(
  context: Context,
  file: string,
  text: string | AsyncIterable<string>,
): Promise<void> {
  const path = resolve(context.cwd, file);
  await refuseOwn(context, path);
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

/** A slip must not put a page of text in place of years of mentions. */
async function refuseOwn(context: Context, path: string): Promise<void> {
  const target = await realpath(path).catch(() => null);
  if (target === null) return;
  const config = await context.configPath();
  const own = [
    (await context.desk()).store.path,
    ...(config === null ? [] : [config, credentialsPath(dirname(config))]),
  ];
  const places = await Promise.all(own.map((each) => realpath(each).catch(() => null)));
  if (!places.includes(target)) return;
  throw new EarshotError(`${path} holds what earshot itself works with.`, {
    code: 'out-own',
    kind: 'usage',
    hint: 'Name another file with --out. Nothing was written.',
  });
}
