import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../../src/core/clock.js';
import { poll, request, stored } from '../../helpers/adapter.js';
import { onTelegram } from './support.js';

const NOW = Date.UTC(2026, 10, 21, 12);

/** What happens to a desk, one after the other. */
const steps = fc.array(
  fc.oneof(
    fc.record({ act: fc.constant('arrive' as const), count: fc.integer({ min: 1, max: 6 }) }),
    fc.record({
      act: fc.constant('poll' as const),
      /** Pages committed before the run ends; what it has in its hands then is lost. */
      commits: fc.integer({ min: 0, max: 4 }),
      between: fc.nat({ max: 2 }),
    }),
    fc.record({ act: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 10 }) }),
    fc.record({ act: fc.constant('silent week' as const), next: fc.integer({ min: 1, max: 2_000_000_000 }) }),
  ),
  { maxLength: 12 },
);

it('loses nothing that was polled for within a day, whatever the numbering and wherever it is killed', async () => {
  await fc.assert(
    fc.asyncProperty(steps, fc.integer({ min: 1, max: 4 }), async (plan, pageSize) => {
      let now = NOW;
      const { fake, world, restart } = await onTelegram({ pageSize, clock: () => now });
      const kept = { ids: new Set<string>(), cursor: stored(null), gaps: 0 };
      const arrived: string[] = [];
      const arrive = (count: number) => {
        for (let made = 0; made < count; made += 1) {
          arrived.push(fake.arrive({ by: 'ana', kind: 'message', text: `${arrived.length}` }));
        }
      };
      const run = async (commits: number, between: number) => {
        let left = commits;
        for await (const page of restart().fetch(request('mentions', { cursor: kept.cursor }))) {
          if (left === 0) return;
          left -= 1;
          for (const { nativeId } of page.mentions) kept.ids.add(nativeId);
          kept.cursor = stored(page.cursor);
          kept.gaps += page.gaps.length;
          arrive(between);
        }
      };
      const all = async () => {
        await run(Number.POSITIVE_INFINITY, 0);
        expect(arrived.filter((id) => !kept.ids.has(id))).toEqual([]);
      };
      for (const step of plan) {
        if (step.act === 'arrive') arrive(step.count);
        if (step.act === 'poll') await run(step.commits, step.between);
        if (step.act === 'wait') {
          await all();
          now += step.hours * HOUR;
        }
        if (step.act === 'silent week') {
          // Polled at least daily, so that nothing is lost: Telegram numbers anew after a week without updates.
          await all();
          for (let day = 0; day < 8; day += 1) {
            now += DAY - HOUR;
            await all();
          }
          world.renumber(step.next);
        }
      }
      await all();
      expect(kept.gaps).toBe(0);
    }),
    { numRuns: 60 },
  );
}, 240_000);

it('never confirms a page before the next one is asked for', async () => {
  const { fake, world, network, restart } = await onTelegram({ pageSize: 2 });
  const ids = [1, 2, 3].map((index) => fake.arrive({ by: 'ana', kind: 'message', text: `${index}` }));
  const pages = network.fetch(request('mentions'))[Symbol.asyncIterator]();
  const first = await pages.next();
  expect(world.pending()).toBe(3);
  // Here the process dies; nothing of the first page was committed.
  const again = await poll(restart(), request('mentions'));
  expect(again.mentions.map(({ nativeId }) => nativeId)).toEqual(ids);
  expect(first.done).toBe(false);
});

it('records what Telegram threw away, once, and only that', async () => {
  let now = NOW;
  const { fake, restart } = await onTelegram({ clock: () => now });
  fake.arrive({ by: 'ana', kind: 'message', text: 'in time' });
  const first = await poll(restart(), request('mentions'));
  now += HOUR;
  fake.arrive({ by: 'ana', kind: 'message', text: 'lost' });
  now += 30 * HOUR;
  fake.arrive({ by: 'ana', kind: 'message', text: 'kept' });
  const second = await poll(restart(), request('mentions', { cursor: first.cursor }));
  expect(second.mentions.map(({ text }) => text)).toEqual(['kept']);
  expect(second.gaps).toEqual([{ stream: 'mentions', from: NOW, to: now - DAY, code: 'over-a-day' }]);
  expect((await poll(restart(), request('mentions', { cursor: second.cursor }))).gaps).toEqual([]);
});

it('knows how far a walk came that was cut short, so that a later loss is told', async () => {
  let now = NOW;
  const { fake, restart } = await onTelegram({ clock: () => now, pageSize: 1 });
  const createdAt = NOW - 20 * HOUR;
  fake.arrive({ by: 'ana', kind: 'message', text: 'read', createdAt });
  fake.arrive({ by: 'ana', kind: 'message', text: 'not read', createdAt: NOW - 19 * HOUR });
  const { cursor } = await poll(restart(), request('mentions', { maxItems: 1 }));
  now += 10 * HOUR;
  const { mentions, gaps } = await poll(restart(), request('mentions', { cursor }));
  expect([mentions, gaps.map(({ from }) => from)]).toEqual([[], [createdAt]]);
});

it('waits a while for a message that cannot be read, then leaves it out and says so', async () => {
  let now = NOW;
  const { fake, world, restart } = await onTelegram({ clock: () => now });
  world.enqueue('message', { message_id: 'x', text: 'odd' });
  world.enqueue('message', 'not even an object');
  const id = fake.arrive({ by: 'ana', kind: 'message', text: 'well' });
  const first = await poll(restart(), request('mentions'));
  expect(first.mentions.map(({ nativeId }) => nativeId)).toEqual([id]);
  expect(first.gaps).toEqual([]);
  now += 9 * MINUTE;
  const second = await poll(restart(), request('mentions', { cursor: first.cursor }));
  expect([second.mentions.length, second.gaps]).toEqual([1, []]);
  now += 2 * MINUTE;
  const third = await poll(restart(), request('mentions', { cursor: second.cursor }));
  expect(third.gaps).toEqual([
    { stream: 'mentions', from: null, to: expect.any(Number), code: 'unreadable', count: 2 },
  ]);
  const fourth = await poll(restart(), request('mentions', { cursor: third.cursor }));
  expect([fourth.mentions, fourth.gaps]).toEqual([[], []]);
});

it.each(['message', 'message.from', 'message.chat', 'message.text', 'message.from.is_bot'])(
  'hears a message that first came without its %s',
  async (path) => {
    const { fake, deps, restart } = await onTelegram();
    const id = fake.arrive({ by: 'ana', kind: 'message', text: 'well' });
    const { fetch } = deps;
    deps.fetch = async (input, init) => {
      const answer = await fetch(input, init);
      if (!String(input).endsWith('getUpdates')) return answer;
      const body = (await answer.json()) as { result: Record<string, unknown>[] };
      const keys = path.split('.');
      const last = keys.pop() ?? '';
      const owner = keys.reduce<Record<string, unknown> | undefined>(
        (object, key) => object?.[key] as Record<string, unknown> | undefined,
        body.result[0],
      );
      if (owner) delete owner[last];
      return Response.json(body);
    };
    const damaged = await poll(restart(), request('mentions'));
    expect(damaged.mentions).toEqual([]);
    deps.fetch = fetch;
    const { mentions } = await poll(restart(), request('mentions', { cursor: damaged.cursor }));
    expect(mentions.map(({ nativeId }) => nativeId)).toEqual([id]);
  },
);

it('gives up on a server that sends what was confirmed, instead of asking for ever', async () => {
  const from = { id: 3, is_bot: false, first_name: 'Ana' };
  const message = { message_id: 1, date: 1, chat: { id: 3, type: 'private' }, from, text: 'well' };
  const stuck = { update_id: 5, message };
  let asked = 0;
  const { deps, restart } = await onTelegram();
  deps.fetch = async (input) => {
    asked += 1;
    const me = { id: 1, is_bot: true, first_name: 'a', username: 'a' };
    return Response.json({ ok: true, result: String(input).endsWith('getMe') ? me : [stuck] });
  };
  await expect(poll(restart(), request('mentions'))).rejects.toMatchObject({ networkKind: 'server' });
  expect(asked).toBeLessThan(5);
});
