import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import Sqlite from 'better-sqlite3';
import { afterAll, expect, it } from 'vitest';
import { folder, makeFolder } from '../helpers/desk.js';
import { randomFrom, SEED } from '../helpers/random.js';
import { buildDisk, losePower } from './disk.js';

const ROWS = 40;
const place = makeFolder();
afterAll(place.remove);
const library = buildDisk(process.cwd(), place.dir);
if (library === null) console.log('no library under the disk on this machine: power losses are not tried');

/** Commits rows until the power goes. @returns how many it was told are kept, and how many are there afterwards */
async function commitsUntilPowerLoss(synchronous: 'OFF' | 'FULL', seed: number) {
  const dir = folder();
  const database = join(dir, 'earshot.db');
  const log = join(dir, 'unsynced.log');
  const driver = pathToFileURL(join(process.cwd(), 'node_modules/better-sqlite3/lib/index.js')).href;
  const program = `
    const { default: Sqlite } = await import(${JSON.stringify(driver)});
    const db = new Sqlite(${JSON.stringify(database)});
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.exec('CREATE TABLE kept (number INTEGER)');
    db.pragma('synchronous = ${synchronous}');
    for (let number = 1; number <= ${ROWS}; number += 1) {
      db.prepare('INSERT INTO kept VALUES (?)').run(number);
      process.stdout.write('.');
    }
    setInterval(() => {}, 1_000);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    env: { LD_PRELOAD: library ?? '', CAMPAIGN_DISK_DIR: dir, CAMPAIGN_DISK_LOG: log },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const closed = once(child, 'close');
  let told = 0;
  const wanted = 1 + randomFrom(seed).below(ROWS);
  for await (const dots of child.stdout) {
    told += String(dots).length;
    if (told >= wanted) break;
  }
  child.kill('SIGKILL');
  await closed;
  losePower(database, log, randomFrom(seed));
  const db = new Sqlite(database, { readonly: true });
  const there = Number(db.prepare('SELECT count(*) FROM kept').pluck().get());
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  db.close();
  return { told, there };
}

it.skipIf(library === null)('takes nothing back that was synced when the power goes', async () => {
  for (let turn = 0; turn < 5; turn += 1) {
    const { told, there } = await commitsUntilPowerLoss('FULL', SEED + turn);
    expect(there).toBeGreaterThanOrEqual(told);
  }
});

it.skipIf(library === null)('takes back what was not synced', async () => {
  const losses: number[] = [];
  for (let turn = 0; turn < 5; turn += 1) {
    const { told, there } = await commitsUntilPowerLoss('OFF', SEED + turn);
    losses.push(told - there);
  }
  expect(Math.max(...losses)).toBeGreaterThan(0);
});
