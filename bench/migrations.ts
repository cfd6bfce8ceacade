import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { applyMigrations } from '../src/store/migrate.js';
import { MIGRATIONS } from '../src/store/migrations/index.js';
import { machine, printTable, round } from './figures.js';
import { inFolder, numberOption } from './folder.js';
import { storedDesk } from './stored-desk.js';

/** What a large desk is made of, as far as migrations go over it. */
const TABLES = ['account', 'author', 'thread', 'mention', 'triage', 'tag', 'watch', 'mention_watch'] as const;

/**
 * Every migration over a large desk, one after the other: the rows of a stored desk are put into the first schema, and
 * each step is timed with its commit, as the program runs it when it opens an older database.
 */
export async function main(args: readonly string[]) {
  const count = numberOption(args, 'count', 1_000_000);
  const stored = await storedDesk(count);
  return inFolder(async (folder) => {
    const raw = new Sqlite(join(folder, 'old.db'));
    raw.pragma('journal_mode = WAL');
    raw.pragma('synchronous = FULL');
    applyMigrations(raw, 0, 1);
    raw.prepare('ATTACH ? AS stored').run(stored);
    for (const table of TABLES) {
      const columns = columnsOf(raw, table);
      raw.exec(`INSERT INTO main.${table} (${columns}) SELECT ${columns} FROM stored.${table}`);
    }
    raw.exec('DETACH stored');
    raw.pragma('wal_checkpoint(TRUNCATE)');
    const steps = MIGRATIONS.slice(1).map((_, index) => {
      const cpu = process.cpuUsage();
      const started = performance.now();
      raw.transaction(() => applyMigrations(raw, index + 1, index + 2)).immediate();
      const wallMs = round(performance.now() - started, 0);
      const { user, system } = process.cpuUsage(cpu);
      return { version: index + 2, wallMs, cpuMs: round((user + system) / 1_000, 0) };
    });
    raw.close();
    printTable([
      ['migration', 'ms', 'of it CPU'],
      ...steps.map(({ version, wallMs, cpuMs }) => [`to schema ${version}`, wallMs, cpuMs]),
    ]);
    return { bench: 'migrations', machine: machine(), mentions: count, steps };
  });
}

/** What a table has in the first schema and is given a value for; generated columns fill themselves. */
function columnsOf(raw: Sqlite.Database, table: string): string[] {
  return (raw.pragma(`main.table_info(${table})`) as { name: string }[]).map(({ name }) => name);
}
