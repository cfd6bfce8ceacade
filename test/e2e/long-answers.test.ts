import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { LedgerEntry, ScenePost } from '../../src/sandbox/index.js';
import { ahead } from '../helpers/clock.js';
import { type Desk, openDesk } from '../helpers/desk.js';
import { jsonOf } from '../helpers/earshot.js';

/** Until something has happened, ms: a busy machine takes its time. */
const PATIENCE = 120_000;
const SEND = { method: 'POST', path: '/2/' } as const;

/** A desk with so many mentions brought in. */
async function deskWith(count: number): Promise<Desk> {
  const posts = Array.from(
    { length: count },
    (_, index): ScenePost => ({
      by: `guest${index}`,
      text: `@cafenar what became of my letter? (${index})`,
      createdAt: Date.now() - (count - index) * 60_000,
    }),
  );
  const desk = await openDesk({ posts });
  expect((await desk.run(['poll'])).code).toBe(0);
  return desk;
}

const written = (desk: Desk): LedgerEntry[] =>
  desk.sandbox.ledger().filter(({ action }) => action === 'reply');

describe('a long answer', () => {
  const LONG = Array.from({ length: 14 }, (_, index) => `We looked into point ${index} of your letter.`).join(
    ' ',
  );
  const parts = (desk: Desk) =>
    desk.rows<{ id: number; state: string; part: number; native_id: string | null }>(
      'SELECT id, state, part, native_id FROM outbox ORDER BY part',
    );

  it('is killed between its parts and goes on where it was, each part once and in order', async () => {
    const desk = await deskWith(1);
    const args = ['reply', '1', LONG, '--split', '--yes'];
    const dry = jsonOf<{ reply: { parts: string[] } }>(await desk.run([...args, '--dry-run', '--json']));
    expect(dry.reply.parts.length).toBeGreaterThan(2);
    const onItsWay = () => parts(desk).some(({ state }) => state === 'sending');
    for (let attempt = 0; written(desk).length < dry.reply.parts.length; attempt += 1) {
      const known = written(desk).length;
      // The answer never comes: whether the part arrived nobody has told when the kill falls.
      const arrives = attempt % 2 === 0;
      desk.sandbox.faults.add([{ ...SEND, action: 'timeout', afterAccept: arrives }]);
      const run = desk.start(attempt === 0 ? args : ['outbox', 'retry']);
      await vi.waitFor(() => expect(arrives ? written(desk).length > known : onItsWay()).toBe(true), {
        timeout: PATIENCE,
        interval: 2,
      });
      expect(await run.stop('SIGKILL')).toMatchObject({ signal: 'SIGKILL' });
      desk.sandbox.faults.clear();
      // Late enough that what is not listed is surely not there.
      await desk.run(['outbox', 'settle'], { env: ahead(60_000) });
      expect(parts(desk).filter(({ state }) => state === 'sending' || state === 'unknown')).toEqual([]);
    }
    await desk.run(['outbox', 'retry']);
    expect(parts(desk).map(({ state }) => state)).toEqual(dry.reply.parts.map(() => 'sent'));
    const texts = written(desk).map(({ text }) => text?.replace(/^@\w+ /, ''));
    expect(texts).toEqual(dry.reply.parts);
    expect(written(desk).map(({ id: nativeId }) => nativeId)).toEqual(
      parts(desk).map((part) => part.native_id),
    );
    const [first] = desk.rows<{ sent_at: number }>('SELECT sent_at FROM outbox WHERE part = 1');
    expect(desk.rows('SELECT answered_at AS sent_at FROM triage')).toEqual([first]);
    expect((await desk.run(args)).stderr).toContain('has a reply already');
  });

  it('says what waits, and is given up from the part that failed on', async () => {
    const desk = await deskWith(1);
    const args = ['reply', '1', LONG];
    const whole = await desk.run([...args, '--yes']);
    expect(whole).toMatchObject({ code: 2 });
    expect(whole.stderr).toContain('--split');
    desk.sandbox.faults.add([{ ...SEND, action: 'status', status: 403, times: 1 }]);
    const failed = await desk.run([...args, '--split', '--yes']);
    expect(failed.code).not.toBe(0);
    const list = await desk.run(['outbox', 'list']);
    expect(list.stdout).toContain('leaves once the part before it is sent');
    const ids = parts(desk).map((part) => String(part.id));
    expect((await desk.run(['outbox', 'retry', ids[1] ?? ''])).code).toBe(0);
    expect(parts(desk).map(({ state }) => state)).toEqual(ids.map(() => 'sent'));
  });

  it('is planned with its parts, counted and paid for, and applied once though killed', async () => {
    const desk = await deskWith(3);
    const rows = [
      { mention: 1, text: `${LONG} (1)`, split: true },
      { mention: 2, text: 'Everything is on https://cafenar.com/letters' },
      { mention: 3, text: `${LONG} (3)` },
    ];
    writeFileSync(join(desk.dir, 'long.jsonl'), rows.map((row) => JSON.stringify(row)).join('\n'));
    const { plan } = jsonOf<{
      plan: {
        rows: { parts: string[]; costUsd: number; linkUsd: number }[];
        refused: { line: number; code: string }[];
        links: { replies: number; costUsd: number };
        costUsd: number;
      };
    }>(await desk.run(['bulk', 'plan', 'long.jsonl', '--per-minute', '6000', '--json']));
    expect(plan.refused).toMatchObject([{ line: 3, code: 'reply-too-long' }]);
    const [long, linked] = plan.rows;
    const count = long?.parts.length ?? 0;
    expect(count).toBeGreaterThan(2);
    expect(long?.costUsd).toBeCloseTo(count * 0.01);
    expect(linked).toMatchObject({ costUsd: 0.2, parts: [rows[1]?.text] });
    expect(plan.links).toEqual({ replies: 1, costUsd: 0.19 });
    expect(plan.costUsd).toBeCloseTo(0.2 + count * 0.01);

    desk.sandbox.faults.add([
      { ...SEND, action: 'slow', delayMs: 0 },
      { ...SEND, action: 'timeout', afterAccept: true },
    ]);
    const run = desk.start(['bulk', 'apply', 'long.plan.json', '--yes', '--jsonl']);
    await vi.waitFor(() => expect(written(desk)).toHaveLength(2), { timeout: PATIENCE, interval: 2 });
    await run.stop('SIGKILL');
    desk.sandbox.faults.clear();
    expect(jsonOf(await desk.run(['bulk', 'status', '--json']))).toMatchObject({ counts: { sent: 0 } });
    expect((await desk.run(['bulk', 'resume', '--per-minute', '6000'])).code).toBe(0);
    const texts = written(desk).map(({ text }) => text?.replace(/^@\w+ /, ''));
    expect(texts).toEqual([...(long?.parts ?? []), rows[1]?.text]);
    expect(jsonOf(await desk.run(['bulk', 'status', '--json']))).toMatchObject({ counts: { sent: 2 } });
  });
});
