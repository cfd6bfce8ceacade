import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EarshotError } from '../../../src/core/errors.js';
import { canMove, OUTBOX_STATES, type OutboxState } from '../../../src/core/outbox.js';
import type { NewReply } from '../../../src/store/outbox.js';
import { act, deskStore, inbound, NOW, prepared, stored } from './support.js';

let desk: Awaited<ReturnType<typeof deskStore>>;
beforeEach(async () => {
  desk = await deskStore();
  await desk.commit({ mentions: [prepared(inbound('m1')), prepared(inbound('m2'))] });
});
afterEach(() => desk.store.close());

let keys = 0;
function create(given: Partial<Pick<NewReply, 'mentionId' | 'private' | 'again' | 'origin'>> = {}) {
  keys += 1;
  const reply = {
    mentionId: 1,
    private: false,
    again: false,
    text: 'Hello',
    idempotencyKey: `k${keys}`,
    ...given,
  };
  return desk.store.outbox.create({ ...reply, accountId: desk.accountId }, act());
}
const outcome = { nativeId: 'p1', url: null, sentAt: NOW + 5 };

/** DESIGN's rule in full: what each doing does in each state; absent is refused. */
const RULES: Record<string, Partial<Record<OutboxState, OutboxState>>> = {
  claim: { approved: 'sending' },
  sent: { sending: 'sent', unknown: 'sent' },
  seen: { sending: 'sent', unknown: 'sent' },
  failed: { approved: 'failed', sending: 'failed', unknown: 'failed' },
  unknown: { sending: 'unknown' },
  approved: { draft: 'approved', failed: 'approved' },
  cancelled: { draft: 'cancelled', approved: 'cancelled', failed: 'cancelled' },
  crash: { sending: 'unknown' },
};

async function perform(doing: string, id: number): Promise<void> {
  const { outbox } = desk.store;
  if (doing === 'claim') await outbox.claim(id, act());
  else if (doing === 'sent') await outbox.sent(id, outcome, act());
  else if (doing === 'seen') await outbox.seen(id, act());
  else if (doing === 'crash') await outbox.abandonOrphans(act());
  else await outbox.move(id, doing as OutboxState, `it ${doing}`, act());
}

describe('the outbox', () => {
  it('makes no move that the rules do not have, whatever is tried in whatever order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...Object.keys(RULES)), { maxLength: 25 }),
        async (doings) => {
          const id = await create({ again: true });
          let state: OutboxState = 'approved';
          let attempts = 0;
          for (const doing of doings) {
            const next: OutboxState | undefined = RULES[doing]?.[state];
            const before = await desk.store.outbox.get(id);
            const tried = await perform(doing, id).then(
              () => null,
              (error: unknown) => error,
            );
            if (next === undefined && doing !== 'crash') {
              expect(tried).toBeInstanceOf(EarshotError);
              expect(await desk.store.outbox.get(id)).toEqual(before);
              continue;
            }
            expect(tried).toBeNull();
            state = next ?? state;
            if (doing === 'claim') attempts += 1;
            expect(await desk.store.outbox.get(id)).toMatchObject({ state, attempts });
          }
          // Out of the way of the next run's crashes.
          if (state === 'sending') await desk.store.outbox.abandonOrphans(act());
        },
      ),
      { numRuns: 150 },
    );
  });

  it.each(OUTBOX_STATES)('moves from %s as the rules have it, and no other way', (from) => {
    const may = OUTBOX_STATES.filter((to) => canMove(from, to));
    const ruled = new Set(Object.values(RULES).flatMap((rule) => rule[from] ?? []));
    expect(new Set(may)).toEqual(ruled);
  });

  it('has the claim on disk, with the time and the number of the attempt', async () => {
    const id = await create();
    await desk.store.outbox.claim(id, act(NOW + 1));
    await desk.store.outbox.move(id, 'failed', 'refused', act(NOW + 2));
    await desk.store.outbox.move(id, 'approved', null, act(NOW + 3));
    await desk.store.outbox.claim(id, act(NOW + 4));
    const times = { attempts: 2, firstAttemptAt: NOW + 1, lastAttemptAt: NOW + 4, error: null };
    expect(await desk.store.outbox.get(id)).toMatchObject(times);
  });

  it.each<[OutboxState, string[]]>([
    ['approved', []],
    ['sending', ['claim']],
    ['unknown', ['claim', 'unknown']],
    ['sent', ['claim', 'sent']],
  ])('has no second public reply beside one that is %s, unless asked for', async (state, doings) => {
    const id = await create();
    for (const doing of doings) await perform(doing, id);
    expect(await desk.store.outbox.get(id)).toMatchObject({ state });
    await expect(create()).rejects.toMatchObject({ code: 'already-replied' });
    expect(await desk.store.outbox.ofMention(1)).toHaveLength(1);
    await create({ again: true });
    await create({ private: true });
    await expect(create({ private: true })).rejects.toMatchObject({ code: 'already-replied' });
    await create({ mentionId: 2 });
    expect(await desk.store.outbox.ofMention(1)).toHaveLength(3);
  });

  it.each<[OutboxState, string[]]>([
    ['failed', ['claim', 'failed']],
    ['cancelled', ['cancelled']],
  ])('has a new reply beside one that %s', async (_, doings) => {
    const id = await create();
    for (const doing of doings) await perform(doing, id);
    const second = await create();
    // The first cannot come back then: there would be two.
    await expect(desk.store.outbox.move(id, 'approved', null, act())).rejects.toBeInstanceOf(EarshotError);
    expect((await desk.store.outbox.list(['approved'])).map((entry) => entry.id)).toEqual([second]);
  });

  it('has a reply beside one that was asked for again, and beside an automatic one, and the other way round', async () => {
    const automatic = { origin: { automatic: true } };
    await create({ again: true });
    await create(automatic);
    await create();
    await expect(create()).rejects.toMatchObject({ code: 'already-replied' });
    await create({ mentionId: 2 });
    await create({ mentionId: 2, ...automatic });
    expect(await desk.store.outbox.list(['approved'])).toHaveLength(5);
  });

  it('stops the clock of its mention at the time of the network, once', async () => {
    const id = await create();
    await desk.store.outbox.claim(id, act());
    await desk.store.outbox.sent(id, outcome, act());
    await expect(desk.store.outbox.sent(id, { ...outcome, sentAt: NOW + 99 }, act())).rejects.toThrow();
    expect(await stored(desk.store, 'm1')).toMatchObject({ answeredAt: NOW + 5, status: 'done' });
    expect(await desk.store.outbox.get(id)).toMatchObject({ sentAt: NOW + 5, nativeId: 'p1' });
  });

  it('leaves only what was being sent unknown after a crash', async () => {
    const [approved, sending] = [await create(), await create({ mentionId: 2 })];
    await desk.store.outbox.claim(sending, act());
    expect(await desk.store.outbox.abandonOrphans(act())).toBe(1);
    expect(await desk.store.outbox.abandonOrphans(act())).toBe(0);
    expect(await desk.store.outbox.get(approved)).toMatchObject({ state: 'approved', error: null });
    expect(await desk.store.outbox.get(sending)).toMatchObject({
      state: 'unknown',
      error: expect.any(String),
    });
  });

  it('knows no reply that is not there', async () => {
    await expect(desk.store.outbox.claim(9, act())).rejects.toMatchObject({ code: 'outbox-not-found' });
    await expect(desk.store.outbox.move(9, 'cancelled', null, act())).rejects.toMatchObject({
      code: 'outbox-not-found',
    });
    expect(await desk.store.outbox.get(9)).toBeNull();
  });
});

describe('an answer in parts', () => {
  /** The numbers of an answer's three parts. */
  async function inParts(): Promise<number[]> {
    keys += 1;
    const part = (number: number) => ({ text: `Hello (${number}/3)`, idempotencyKey: `k${keys}.${number}` });
    const reply = { mentionId: 1, accountId: desk.accountId, private: false, again: false, ...part(1) };
    const first = await desk.store.outbox.create({ ...reply, rest: [part(2), part(3)] }, act());
    return (await desk.store.outbox.answerOf(first)).map(({ id }) => id);
  }
  const statesOf = async (ids: readonly number[]) =>
    Promise.all(ids.map(async (id) => (await desk.store.outbox.get(id))?.state));

  it('leaves part by part: none before the one before it is sent', async () => {
    const { outbox } = desk.store;
    const [first = 0, second = 0, third = 0] = await inParts();
    const waits = (id: number, hint: string) =>
      expect(outbox.claim(id, act())).rejects.toMatchObject({
        code: 'outbox-waits',
        hint: expect.stringContaining(hint),
      });
    await waits(second, `outbox retry ${first}`);
    await outbox.claim(first, act());
    await waits(second, `outbox retry ${first}`);
    await outbox.move(first, 'unknown', 'no answer', act());
    await waits(second, `outbox settle ${first}`);
    await outbox.sent(first, outcome, act());
    await waits(third, `outbox retry ${second}`);
    await outbox.claim(second, act());
    expect(await statesOf([first, second, third])).toEqual(['sent', 'sending', 'approved']);
  });

  it('is given up from a part on, with what follows it and nothing before it', async () => {
    const [first = 0, second = 0, third = 0] = await inParts();
    expect(await desk.store.outbox.cancel(second, act())).toEqual([second, third]);
    expect(await statesOf([first, second, third])).toEqual(['approved', 'cancelled', 'cancelled']);
    expect(await desk.store.outbox.cancel(first, act())).toEqual([first]);
    expect(await statesOf([first])).toEqual(['cancelled']);
  });

  it('is one answer: a second is refused while its first part stands', async () => {
    const [first = 0] = await inParts();
    await expect(create()).rejects.toMatchObject({ code: 'already-replied' });
    await desk.store.outbox.cancel(first, act());
    expect(await create()).toBeGreaterThan(first);
  });
});
