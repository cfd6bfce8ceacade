import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { onTestFinished } from 'vitest';
import {
  type Sandbox,
  type SandboxOptions,
  startSandbox,
  writeSandboxConfig,
} from '../../src/sandbox/index.js';
import { type Ended, type Running, type RunOptions, run, start } from './earshot.js';

/** A folder of its own. The caller removes it. */
export function makeFolder(): { dir: string; remove(): void } {
  const dir = mkdtempSync(join(realpathSync(tmpdir()), 'earshot-e2e-'));
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) };
}

/** A folder that goes away with the test. */
export function folder(): string {
  const { dir, remove } = makeFolder();
  onTestFinished(remove);
  return dir;
}

/** Rows of a database, read beside whatever is running. */
export function rowsOf<T>(database: string, sql: string): T[] {
  const raw = new Sqlite(database, { readonly: true, fileMustExist: true });
  try {
    return raw.prepare(sql).all() as T[];
  } finally {
    raw.close();
  }
}

type Own = Partial<Omit<RunOptions, 'cwd'>>;

/** A configured desk in a folder of its own, and the sandbox it talks to, served by the test itself. */
export interface Desk {
  dir: string;
  config: string;
  db: string;
  sandbox: Sandbox;
  run(args: readonly string[], own?: Own): Promise<Ended>;
  start(args: readonly string[], own?: Own): Running;
  /** Rows of its database, read beside whatever is running. */
  rows<T>(sql: string): T[];
  /** One number out of its database. */
  count(sql: string): number;
  close(): Promise<void>;
}

/** Makes a desk; the caller closes it. */
export async function makeDesk(options: Partial<SandboxOptions> = {}): Promise<Desk> {
  const { dir, remove } = makeFolder();
  const sandbox = await startSandbox({ clock: Date.now, handle: 'cafenar', limits: false, ...options });
  const { url, account, credentials } = sandbox;
  const config = writeSandboxConfig(dir, {
    url,
    handle: account.handle,
    credentials,
    businessName: 'Café Nar',
    watches: options.watches ?? [],
  });
  const db = join(dir, 'earshot.db');
  const rows = <T>(sql: string): T[] => rowsOf<T>(db, sql);
  return {
    dir,
    config,
    db,
    sandbox,
    run: (args, own) => run(args, { cwd: dir, ...own }),
    start: (args, own) => start(args, { cwd: dir, ...own }),
    rows,
    count: (sql) => Number(Object.values(rows<Record<string, unknown>>(sql)[0] ?? {})[0]),
    async close() {
      await sandbox.stop();
      remove();
    },
  };
}

/** A desk that goes away with the test. */
export async function openDesk(options: Partial<SandboxOptions> = {}): Promise<Desk> {
  const desk = await makeDesk(options);
  onTestFinished(() => desk.close());
  return desk;
}
