import { readFileSync, writeFileSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { expect, it, vi } from 'vitest';
import type { FaultRequest, LedgerEntry, ScenePost } from '../../src/sandbox/index.js';
import { ahead } from '../helpers/clock.js';
import { type Desk, openDesk } from '../helpers/desk.js';
import { type Ended, jsonOf } from '../helpers/earshot.js';
import { seeded } from '../helpers/random.js';

interface Row {
  id: number;
  mention_id: number;
  state: string;
  native_id: string | null;
}

const TRIALS = 36;
/** Until something has happened, ms: a busy machine takes its time. */
const PATIENCE = 120_000;
const SEND = { method: 'POST', path: '/2/' } as const;

/** A desk with so many mentions brought in. */
async function deskWith(
  count: number,
): Promise<{ desk: Desk; mentions: { id: number; nativeId: string }[] }> {
  const now = Date.now();
  const posts = Array.from(
    { length: count },
    (_, index): ScenePost => ({
      by: `guest${index}`,
      text: `@cafenar are you open today? (${index})`,
      createdAt: now - (count - index) * 60_000,
    }),
  );
  const desk = await openDesk({ posts });
  expect((await desk.run(['poll'])).code).toBe(0);
  const list = jsonOf<{ mentions: { id: number; nativeId: string }[] }>(
    await desk.run(['list', '--limit', '0', '--json']),
  );
  expect(list.mentions).toHaveLength(count);
  return { desk, mentions: list.mentions };
}

/** How long runs bear the silence of the network from now on. */
function bear(desk: Desk, timeout: string): void {
  const config = JSON.parse(readFileSync(desk.config, 'utf8')) as object;
  writeFileSync(desk.config, JSON.stringify({ ...config, poll: { timeout } }));
}

const outbox = (desk: Desk) =>
  desk.rows<Row>('SELECT id, mention_id, state, native_id FROM outbox ORDER BY id');
const written = (desk: Desk): LedgerEntry[] =>
  desk.sandbox.ledger().filter(({ action }) => action === 'reply' || action === 'message');

/** What the network does to the next reply. */
const FAULTS: readonly (FaultRequest | null)[] = [
  null,
  null,
  { ...SEND, action: 'reset-before' },
  { ...SEND, action: 'reset-after' },
  { ...SEND, action: 'truncate' },
  { ...SEND, action: 'timeout' },
  { ...SEND, action: 'timeout', afterAccept: true },
  { ...SEND, action: 'empty', afterAccept: true },
  { ...SEND, action: 'not-json', afterAccept: true },
  { ...SEND, action: 'slow', delayMs: 150 },
  { ...SEND, action: 'status', status: 429 },
  { ...SEND, action: 'status', status: 503 },
  { ...SEND, action: 'status', status: 500, afterAccept: true },
];
/**
 * When the process is killed: not at all, some time after its start, some time after its claim, or while the network
 * has its request and says nothing.
 */
const KILLS = ['never', 'started', 'claimed', 'asked'] as const;

it(`sends each of ${TRIALS} replies exactly once, whatever kills them on the way`, {
  timeout: 600_000,
}, async () => {
  const random = seeded('outbox-kill');
  const { desk, mentions } = await deskWith(TRIALS);
  const text = (index: number) => `Yes, until six. (answer ${index})`;
  const raw = new Sqlite(desk.db, { readonly: true });
  const claim = raw
    .prepare("SELECT count(*) FROM outbox WHERE mention_id = ? AND state <> 'approved'")
    .pluck();
  const isPrivate = mentions.map(() => random.below(5) === 0);
  const told: string[] = [];
  let usual = 500;
  for (const [index, { id }] of mentions.entries()) {
    const when = random.pick(KILLS);
    const silence: FaultRequest = { ...SEND, action: 'timeout', afterAccept: random.below(2) === 0 };
    const fault = when === 'asked' ? silence : random.pick(FAULTS);
    bear(desk, when === 'asked' ? '10m' : '1s');
    desk.sandbox.faults.clear();
    if (fault) desk.sandbox.faults.add([fault]);
    // Sometimes the reply cannot even be looked for.
    if (random.below(6) === 0)
      desk.sandbox.faults.add([{ method: 'GET', path: '/2/', action: 'status', times: 4 }]);
    const began = performance.now();
    const flags = isPrivate[index] ? ['--private', '--yes'] : ['--yes'];
    const reply = desk.start(['reply', String(id), text(index), ...flags]);
    let over = false;
    void reply.ended.then(() => {
      over = true;
    });
    const pause = when === 'started' ? random.below(usual * 1.2) : random.below(40);
    if (when === 'claimed' || when === 'asked') {
      await vi.waitFor(() => expect(over || claim.get(id)).toBeTruthy(), { timeout: PATIENCE, interval: 1 });
    }
    if (when !== 'never') {
      await new Promise((resolve) => setTimeout(resolve, pause));
      reply.child.kill('SIGKILL');
    }
    const ended: Ended = await reply.ended;
    // Nothing but the kill ends these.
    if (when === 'asked') expect(ended).toMatchObject({ signal: 'SIGKILL' });
    if (when === 'never' && !fault) usual = performance.now() - began;
    const how = ended.signal ? `killed ${pause} ms after it ${when}` : `exit ${ended.code}`;
    told.push(`${fault?.action ?? 'no fault'}${fault?.afterAccept ? ' after accepting' : ''}, ${how}`);
  }
  raw.close();
  desk.sandbox.faults.clear();
  const left = outbox(desk).map(({ state }) => state);
  const states = [...new Set(left)].map((state) => `${state} ${left.filter((one) => one === state).length}`);
  const killed = told.filter((how) => how.includes('killed')).length;
  console.log(`${TRIALS} replies, ${killed} killed: ${states.join(', ')}, none ${TRIALS - left.length}`);
  expect(killed).toBeGreaterThan(0);

  // What a person does a minute later: settle what is unknown, send what failed, and answer what was never begun.
  bear(desk, '10m');
  await desk.run(['outbox', 'settle'], { env: ahead(60_000) });
  expect(outbox(desk).filter(({ state }) => state === 'sending' || state === 'unknown')).toEqual([]);
  expect(await desk.run(['outbox', 'retry'])).toMatchObject({ code: 0, stderr: '' });
  const begun = new Set(outbox(desk).map((row) => row.mention_id));
  for (const [index, { id }] of mentions.entries()) {
    if (begun.has(id)) continue;
    const flags = isPrivate[index] ? ['--private', '--yes'] : ['--yes'];
    expect((await desk.run(['reply', String(id), text(index), ...flags])).code).toBe(0);
  }

  const rows = outbox(desk);
  expect(rows.map(({ state }) => state)).toEqual(mentions.map(() => 'sent'));
  const byMention = new Map(rows.map((row) => [row.mention_id, row.native_id]));
  const onNetwork = written(desk).map(({ id, text: sent }) => [
    Number(/answer (\d+)\)$/.exec(sent ?? '')?.[1]),
    id,
  ]);
  const wanted = mentions.map(({ id }, index) => [index, byMention.get(id)]);
  expect(
    onNetwork.toSorted(([a], [b]) => Number(a) - Number(b)),
    told.join('\n'),
  ).toEqual(wanted);
  expect(desk.rows('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
});

it('never sends again what was on its way when it was killed', async () => {
  const { desk, mentions } = await deskWith(1);
  const id = String(mentions[0]?.id);
  desk.sandbox.faults.add([{ ...SEND, action: 'timeout', afterAccept: true }]);
  const first = desk.start(['reply', id, 'Yes, until six.', '--yes']);
  await vi.waitFor(() => expect(written(desk)).toHaveLength(1), { timeout: PATIENCE, interval: 5 });
  await first.stop('SIGKILL');
  expect(outbox(desk)).toMatchObject([{ state: 'sending' }]);

  const second = await desk.run(['reply', id, 'Yes, until six!', '--yes']);
  expect(second).toMatchObject({ code: 1, stdout: '' });
  expect(second.stderr).toContain('earshot outbox settle 1');
  expect(outbox(desk)).toMatchObject([{ state: 'unknown' }]);
  expect((await desk.run(['outbox', 'cancel', '1'])).code).toBe(1);

  desk.sandbox.faults.add([{ method: 'GET', path: '/2/', action: 'status', times: 20 }]);
  expect((await desk.run(['outbox', 'retry', '1'])).code).toBe(1);
  expect(outbox(desk)).toMatchObject([{ state: 'unknown' }]);
  desk.sandbox.faults.clear();
  expect((await desk.run(['outbox', 'retry', '1'])).code).toBe(0);
  expect(outbox(desk)).toMatchObject([{ state: 'sent', native_id: written(desk)[0]?.id }]);
  expect(written(desk)).toHaveLength(1);
});

it('knows what it does not know when it is interrupted in the middle of a reply', async () => {
  const { desk, mentions } = await deskWith(1);
  desk.sandbox.faults.add([{ ...SEND, action: 'timeout', afterAccept: true }]);
  const reply = desk.start(['reply', String(mentions[0]?.id), 'Yes, until six.', '--yes']);
  await vi.waitFor(() => expect(written(desk)).toHaveLength(1), { timeout: PATIENCE, interval: 5 });
  const ended = await reply.stop('SIGINT');
  expect(ended).toMatchObject({ code: 130, signal: null, stdout: '' });
  expect(outbox(desk)).toMatchObject([{ state: 'unknown' }]);
  expect((await desk.run(['outbox', 'settle'])).code).toBe(0);
  expect(outbox(desk)).toMatchObject([{ state: 'sent', native_id: written(desk)[0]?.id }]);
  expect(written(desk)).toHaveLength(1);
});

it('takes the refusal of a duplicate for what it is, even when a person was mistaken', async () => {
  const { desk, mentions } = await deskWith(1);
  desk.sandbox.faults.add([
    { ...SEND, action: 'reset-after' },
    { method: 'GET', path: '/2/', action: 'status', times: 20 },
  ]);
  const lost = await desk.run(['reply', String(mentions[0]?.id), 'Yes, until six.', '--yes']);
  expect(lost).toMatchObject({ code: 1, stdout: '' });
  expect(outbox(desk)).toMatchObject([{ state: 'unknown' }]);
  desk.sandbox.faults.clear();
  desk.sandbox.faults.add([{ method: 'GET', path: '/2/', action: 'status', times: 20 }]);
  expect((await desk.run(['outbox', 'settle', '1', '--not-sent'])).code).toBe(0);
  desk.sandbox.faults.clear();
  expect((await desk.run(['outbox', 'retry', '1'])).code).toBe(0);
  expect(outbox(desk)).toMatchObject([{ state: 'sent' }]);
  expect(desk.sandbox.ledger().map(({ action }) => action)).toEqual(['reply', 'refused']);
});

it('lets one of two answers to the same mention through', async () => {
  const { desk, mentions } = await deskWith(4);
  for (const { id } of mentions) {
    desk.sandbox.faults.clear();
    desk.sandbox.faults.add([{ ...SEND, action: 'slow', delayMs: 200 }]);
    const both = await Promise.all(
      ['Yes!', 'No!'].map((text) => desk.run(['reply', String(id), `${text} (${id})`, '--yes'])),
    );
    expect(both.map(({ code }) => code).toSorted()).toEqual([0, 1]);
    expect(both.map(({ stderr }) => stderr).join('')).toContain('has a reply already');
  }
  expect(written(desk)).toHaveLength(mentions.length);
  expect(new Set(written(desk).map(({ replyTo }) => replyTo)).size).toBe(mentions.length);
});
