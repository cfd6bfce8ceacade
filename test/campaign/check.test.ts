import { copyFileSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { randomFrom, SEED } from '../helpers/random.js';
import { type Counted, check } from './check.js';
import { type CampaignDesk, openCampaignDesk } from './desk.js';
import { arrive, newWishes, type Wishes } from './errands.js';
import { type Resident, startResident } from './program.js';
import { recover } from './recover.js';

let resident: Resident;
let desk: CampaignDesk;
let wishes: Wishes;

// A desk to which nothing happened.
beforeAll(async () => {
  resident = await startResident(process.cwd());
  desk = await openCampaignDesk(process.cwd(), resident, false);
  wishes = newWishes(Date.now());
  const random = randomFrom(SEED);
  const purposes = ['bulk', 'reply', 'mark', 'note', 'alarm'];
  do arrive(desk, wishes, random);
  while (!purposes.every((purpose) => wishes.messages.some((message) => message.purpose === purpose)));
  await recover(desk, wishes, () => {});
  copyFileSync(desk.database, `${desk.database}.sound`);
});
afterAll(async () => {
  await desk.close();
  resident.stop();
});

const found = () => new Set(check(desk, wishes, true).map(({ what }) => what));
const first = (purpose: string) => wishes.messages.find((message) => message.purpose === purpose);

/** Damages the desk behind the program's back, looks, and puts it right again. */
function damage(sql: string, ...parameters: unknown[]): ReadonlySet<Counted> {
  const db = new Sqlite(desk.database);
  db.pragma('foreign_keys = OFF');
  expect(db.prepare(sql).run(...parameters).changes).toBeGreaterThan(0);
  db.close();
  const findings = found();
  copyFileSync(`${desk.database}.sound`, desk.database);
  return findings;
}

it('finds nothing where nothing happened', () => {
  expect(check(desk, wishes, true)).toEqual([]);
});

it('notices what is gone', () => {
  const { network, nativeId } = first('mark') ?? {};
  const gone = damage('DELETE FROM mention WHERE network = ? AND native_id = ?', network, nativeId);
  expect(gone).toContain('mentions lost');
  expect(gone).toContain('triage lost');
  expect(gone).toContain('databases damaged');
  expect(damage("DELETE FROM tag WHERE tag = 'regular'")).toEqual(new Set(['triage lost']));
  expect(damage('DELETE FROM customer_note')).toEqual(new Set(['triage lost']));
  expect(damage("UPDATE outbox SET state = 'failed'")).toEqual(new Set(['replies lost']));
  expect(damage("UPDATE outbox SET native_id = 'another'")).toEqual(new Set(['replies lost']));
  expect(damage('DELETE FROM alert')).toEqual(new Set(['alarms lost']));
});

it('notices what is there twice', async () => {
  expect(
    damage(`INSERT INTO mention SELECT * FROM (SELECT * FROM mention LIMIT 0)
      UNION ALL SELECT ${columnsOfAnother()} FROM mention LIMIT 1`),
  ).toContain('mentions doubled');

  const message = first('reply');
  if (!message) throw new Error('there is no reply');
  const fake = desk.fakes.get(message.network);
  const written = fake?.written() ?? [];
  if (fake) fake.written = () => [...written, ...written.filter(({ text }) => text.includes(message.mark))];
  expect(found()).toEqual(new Set(['replies doubled']));
  if (fake) fake.written = () => written;

  const arrived = desk.mailbox.arrived();
  const digest = arrived.find(({ channel }) => channel === 'digest');
  const alarm = arrived.find(({ channel }) => channel === 'alerts');
  if (!digest || !alarm) throw new Error('the owner was not told');
  desk.mailbox.arrived = () => [...arrived, digest, alarm];
  expect(found()).toEqual(new Set(['digests sent twice', 'alarms sent twice']));
  desk.mailbox.arrived = () => arrived.filter((one) => one !== digest);
  expect(found()).toEqual(new Set(['digests lost']));
  desk.mailbox.arrived = () => arrived;
});

it('takes no id of another alarm for a mark', () => {
  const { mark } = first('alarm') ?? {};
  const arrived = desk.mailbox.arrived();
  const alarms = [{ mention: { versionId: `bafyrei2${mark}7` } }];
  const body = JSON.stringify({ document: { alerts: alarms } });
  desk.mailbox.arrived = () => [...arrived, { channel: 'hook', id: 'another', body }];
  expect(found()).toEqual(new Set());
  desk.mailbox.arrived = () => arrived;
});

/** The columns of a mention, but with other keys. */
function columnsOfAnother(): string {
  const columns = desk.rows<{ name: string }>("SELECT name FROM pragma_table_info('mention')");
  const other: Record<string, string> = {
    id: 'id + 1000000',
    native_id: "native_id || 'x'",
    search_key: 'search_key + 1000000',
  };
  return columns.map(({ name }) => other[name] ?? name).join(', ');
}
