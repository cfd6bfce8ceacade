import { randomBytes } from 'node:crypto';
import { chmodSync } from 'node:fs';
import { copyFile, open, readdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { EarshotError } from '../core/errors.js';
import type { Plan, PlanRow } from '../core/plan.js';
import { SCRATCH } from '../core/scratch.js';
import { readDeskFile, stopped } from './desk-file-reader.js';
import { explainSqliteError } from './errors.js';
import { migrate } from './migrate.js';
import { INTO_SEARCH } from './search-index.js';
import { columnsOf, countOf, tablesOf } from './tables.js';

export interface ImportReport {
  mentions: number;
  replies: number;
  /** Replies that were on their way: they are `unknown` now, and nothing sends them by itself. */
  held: number;
  /** Rows of bulk plans that had not been sent: they are refused now. */
  refusedRows: number;
}

export interface ImportOptions {
  now: number;
  author: string;
  batch: string;
  signal: AbortSignal;
  onProgress?(rows: number): void;
}

const SQLITE_MAGIC = 'SQLite format 3\0';
/** What a desk has before it has heard anything: it gives way to what is imported. */
const GIVES_WAY = new Set([
  'account',
  'alert_mark',
  'backup',
  'cursor',
  'run',
  'salt',
  'stream_delay',
  'upkeep',
  'watch',
]);
const WHY_HELD = 'imported: it may have been sent after the copy was made';

/**
 * Takes in a whole desk, from a backup or from JSON lines, in one transaction. It is read, checked and brought to
 * this schema in a file of its own first, so that nothing is half taken in.
 *
 * @param raw the database it goes into: one that has heard nothing yet
 * @param path its file; the scratch file lies beside it
 * @throws EarshotError `import-not-empty` (usage), `import-missing` (usage), `import-broken`, `import-newer`
 */
export async function importDesk(
  raw: Sqlite.Database,
  path: string,
  file: string,
  options: ImportOptions,
): Promise<ImportReport> {
  await dropScratch(path);
  requireEmpty(raw);
  const scratch = join(dirname(path), SCRATCH.import(basename(path), randomBytes(6).toString('hex')));
  try {
    await (await open(scratch, 'wx', 0o600)).close();
    if (await isDatabase(file)) await loadBackup(file, scratch);
    else await loadLines(file, scratch, options);
    return takeIn(raw, scratch, options);
  } catch (error) {
    throw explainSqliteError(error, path);
  } finally {
    await dropScratch(path);
  }
}

function requireEmpty(raw: Sqlite.Database): void {
  for (const table of tablesOf(raw).filter((name) => !GIVES_WAY.has(name))) {
    if (raw.prepare(`SELECT 1 FROM "${table}" LIMIT 1`).get() === undefined) continue;
    throw new EarshotError('This desk holds data already, and two desks cannot be made one.', {
      code: 'import-not-empty',
      kind: 'usage',
      hint: 'Import into a fresh one: move earshot.db away first, or name another file with --db.',
    });
  }
}

async function isDatabase(file: string): Promise<boolean> {
  const handle = await open(file, 'r').catch((cause: unknown) => {
    throw new EarshotError(`${file} cannot be read.`, {
      code: 'import-missing',
      kind: 'usage',
      hint: 'Give the file that `earshot export --format desk` or `earshot backup` wrote.',
      cause,
    });
  });
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(16), 0, 16, 0);
    return buffer.toString('latin1', 0, bytesRead) === SQLITE_MAGIC;
  } finally {
    await handle.close();
  }
}

async function loadBackup(file: string, scratch: string): Promise<void> {
  await copyFile(file, scratch);
  chmodSync(scratch, 0o600);
  const raw = new Sqlite(scratch);
  try {
    raw.pragma('journal_mode = MEMORY');
    if (raw.pragma('integrity_check(1)', { simple: true }) !== 'ok') throw damaged();
    migrate(raw, file);
    if ((raw.pragma('foreign_key_check') as unknown[]).length > 0) throw damaged();
  } finally {
    raw.close();
  }
}

async function loadLines(file: string, scratch: string, options: ImportOptions): Promise<void> {
  const raw = new Sqlite(scratch);
  try {
    // Thrown away where it fails: it needs no safety of its own.
    raw.pragma('journal_mode = MEMORY');
    raw.pragma('synchronous = OFF');
    raw.pragma('foreign_keys = OFF');
    await readDeskFile(raw, file, options);
    migrate(raw, file);
    if ((raw.pragma('foreign_key_check') as unknown[]).length > 0) throw damaged();
  } finally {
    raw.close();
  }
}

function damaged(): EarshotError {
  return new EarshotError('The file is damaged: what it holds does not fit together.', {
    code: 'import-broken',
    hint: 'Nothing was taken in. Use another backup.',
  });
}

function takeIn(raw: Sqlite.Database, scratch: string, options: ImportOptions): ImportReport {
  raw.prepare('ATTACH ? AS incoming').run(scratch);
  try {
    return raw
      .transaction(() => {
        // Once more: somebody may have polled meanwhile.
        requireEmpty(raw);
        raw.pragma('defer_foreign_keys = ON');
        const tables = tablesOf(raw);
        for (const table of tables) {
          const columns = columnsOf(raw, table)
            .map((name) => `"${name}"`)
            .join(', ');
          raw.exec(`DELETE FROM "${table}"`);
          raw.exec(`INSERT INTO "${table}" (${columns}) SELECT ${columns} FROM incoming."${table}"`);
        }
        if (options.signal.aborted) throw stopped();
        indexMentions(raw);
        return {
          mentions: countOf(raw, 'mention'),
          replies: countOf(raw, 'outbox'),
          held: holdReplies(raw, options),
          refusedRows: refuseUnsentRows(raw, options.now),
        };
      })
      .immediate();
  } finally {
    raw.exec('DETACH incoming');
  }
}

function indexMentions(raw: Sqlite.Database): void {
  raw.exec(`INSERT INTO mention_search (mention_search) VALUES ('delete-all')`);
  // In the order of its keys, which the index takes fastest.
  raw.exec(`${INTO_SEARCH} ORDER BY search_key`);
}

/**
 * A copy cannot know what was sent after it was made. What was on its way is `unknown`: nothing sends that by
 * itself, and `outbox settle` looks for it from the time it was written.
 */
function holdReplies(raw: Sqlite.Database, { now, author, batch }: ImportOptions): number {
  raw
    .prepare(
      `INSERT INTO event (at, kind, mention_id, outbox_id, batch, before, after, author)
      SELECT ?, 'outbox', mention_id, id, ?, json_object('state', state), json_object('state', 'unknown'), ?
      FROM outbox WHERE state IN ('approved', 'sending')`,
    )
    .run(now, batch, author);
  return raw
    .prepare(
      `UPDATE outbox SET state = 'unknown', error = ?, held_until = NULL,
        first_attempt_at = coalesce(first_attempt_at, created_at), last_attempt_at = coalesce(last_attempt_at, created_at)
      WHERE state IN ('approved', 'sending')`,
    )
    .run(WHY_HELD).changes;
}

/** The same for rows of bulk plans that no reply had been made of. */
function refuseUnsentRows(raw: Sqlite.Database, now: number): number {
  const plans = raw.prepare('SELECT hash, document FROM plan').all() as { hash: string; document: string }[];
  const refuse = raw.prepare(
    `INSERT INTO plan_refusal (plan, row, code, reason, at) SELECT :plan, :row, 'imported', :why, :now
      WHERE NOT EXISTS (SELECT 1 FROM outbox WHERE plan = :plan AND plan_row = :row)
      ON CONFLICT DO NOTHING`,
  );
  let refused = 0;
  for (const { hash, document } of plans) {
    for (const row of rowNumbers(document))
      refused += refuse.run({ plan: hash, row, why: WHY_HELD, now }).changes;
  }
  return refused;
}

function rowNumbers(document: string): number[] {
  const plan = JSON.parse(document) as Partial<Plan> | null;
  if (!Array.isArray(plan?.rows)) throw damaged();
  return plan.rows.map((row: Partial<PlanRow> | null) => {
    if (typeof row?.row !== 'number') throw damaged();
    return row.row;
  });
}

/**
 * Removes scratch files beside the database: that of an import which ends, and those of killed ones. Only while nobody
 * imports.
 */
export async function dropScratch(path: string): Promise<void> {
  const dir = dirname(path);
  const mine = SCRATCH.import(basename(path), '');
  for (const name of await readdir(dir)) {
    if (name.startsWith(mine)) await rm(join(dir, name), { force: true });
  }
}
