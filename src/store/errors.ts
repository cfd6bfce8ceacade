import Sqlite from 'better-sqlite3';
import { EarshotError } from '../core/errors.js';

interface Remedy {
  code: string;
  message: string;
  hint: string;
  kind?: 'locked';
}

const REMEDIES: readonly [prefix: string, Remedy][] = [
  [
    'SQLITE_BUSY',
    {
      code: 'database-locked',
      kind: 'locked',
      message: 'the database is locked by another program',
      hint: 'Wait for the other run to end, or close the program that has the file open, then try again.',
    },
  ],
  [
    'SQLITE_FULL',
    {
      code: 'disk-full',
      message: 'the disk is full',
      hint: 'Free some space and run the same command again: nothing that was stored is lost.',
    },
  ],
  [
    'SQLITE_READONLY',
    {
      code: 'database-read-only',
      message: 'the database or its folder cannot be written',
      hint: 'Check who owns the file and its folder, or point --db at a place you can write.',
    },
  ],
  [
    'SQLITE_CANTOPEN',
    {
      code: 'database-cannot-open',
      message: 'the database cannot be opened',
      hint: 'Check that its folder exists and that you may write there, or point --db elsewhere.',
    },
  ],
  [
    'SQLITE_NOTADB',
    {
      code: 'database-not-sqlite',
      message: 'the file is not a database',
      hint: 'Point --db at an earshot database, or move this file away to start a new one.',
    },
  ],
  [
    'SQLITE_CORRUPT',
    {
      code: 'database-corrupt',
      message: 'the database is damaged',
      hint: 'Restore it from a backup, or move it away and poll again: `earshot doctor` says more.',
    },
  ],
  [
    'SQLITE_IOERR',
    {
      code: 'database-io',
      message: 'the disk failed while the database was read or written',
      hint: 'Check the disk (`earshot doctor`), then run the same command again.',
    },
  ],
];

const STRANGE: readonly [prefix: string, Remedy] = [
  '',
  {
    code: 'database-corrupt',
    message: 'the database is not as earshot left it',
    hint: 'Restore it from a backup, or move it away and poll again.',
  },
];

/**
 * What a database failure means for the user.
 *
 * @param error anything thrown by better-sqlite3
 * @param path the database file, named in the message
 * @param opening whether it came while the file was opened and brought up to date: what is unknown then lies in the file
 * @returns an EarshotError for the failures a user can mend; anything else as it came
 */
export function explainSqliteError(error: unknown, path: string, opening = false): unknown {
  if (isMissingDriver(error)) return missingDriver(error);
  if (!(error instanceof Sqlite.SqliteError)) return error;
  const found = REMEDIES.find(([prefix]) => error.code.startsWith(prefix)) ?? (opening ? STRANGE : undefined);
  if (!found) return error;
  const { code, message, hint, kind } = found[1];
  return new EarshotError(`${path}: ${message}.`, { code, kind: kind ?? 'failed', hint, cause: error });
}

/** The driver is compiled code: an install that runs no scripts does not build it, and another Node wants another. */
function isMissingDriver(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return (
    ('code' in error && error.code === 'ERR_DLOPEN_FAILED') ||
    error.message.startsWith('Could not locate the bindings file')
  );
}

function missingDriver(cause: unknown): EarshotError {
  return new EarshotError("The database driver, better-sqlite3, is not built for this machine's Node.js.", {
    code: 'driver-missing',
    kind: 'failed',
    hint: 'Install earshot again with this Node.js; where npm runs no install scripts, allow that of better-sqlite3.',
    cause,
  });
}
