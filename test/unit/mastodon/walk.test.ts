import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY, HOUR } from '../../../src/core/clock.js';
import { NetworkError } from '../../../src/core/errors.js';
import { type Position, readPosition } from '../../../src/networks/mastodon/position.js';
import { type Bounds, type Item, type Source, walk } from '../../../src/networks/mastodon/walk.js';

const NOW = Date.UTC(2026, 10, 21, 12);

/** A list as servers keep it: ids that say nothing of their order, pages by bounds that they know. */
class Server {
  items: Item<string>[] = [];
  asked: Bounds[] = [];
  refuses: (bounds: Bounds) => boolean = () => false;
  /** Places of all ids ever given: a bound may be an item that is gone. */
  readonly #places = new Map<string, number>();
  readonly #size: number;
  readonly #links: boolean;
  readonly #byTime: boolean;

  /** @param byTime whether items take their place by the time they were written, not by that of their arrival */
  constructor(size: number, links = true, byTime = false) {
    this.#size = size;
    this.#links = links;
    this.#byTime = byTime;
  }

  arrive(count: number, createdAt = NOW): void {
    for (let left = count; left > 0; left -= 1) {
      const made = this.#places.size + 1;
      // A multiplicative hash: unlike each other, unlike their order.
      const id = ((made * 2_654_435_761) % 2 ** 32).toString(36);
      this.#places.set(id, this.#byTime ? createdAt + made / 1_000 : made);
      this.items.push({ id, value: id, odd: false, createdAt, edited: false });
      this.items.sort((a, b) => (this.#places.get(a.id) ?? 0) - (this.#places.get(b.id) ?? 0));
    }
  }

  source(lateBy = 0): Source<string> {
    return {
      lateBy,
      ask: async (bounds) => {
        this.asked.push(bounds);
        if (this.refuses(bounds))
          throw new NetworkError('unknown id', { network: 'mastodon', kind: 'not-found' });
        const at = (id: string | undefined) => this.#places.get(id ?? '') ?? 0;
        const within = this.items.filter(
          (item) =>
            (bounds.maxId === undefined || at(item.id) < at(bounds.maxId)) && at(item.id) > at(bounds.minId),
        );
        const page = bounds.minId === undefined ? within.slice(-this.#size) : within.slice(0, this.#size);
        const items = page.toReversed();
        return {
          items,
          older: items.at(-1)?.id ?? null,
          newer: this.#links ? items[0]?.id : undefined,
        };
      },
    };
  }
}

/** What earshot keeps: rows and position, committed together. */
class Desk {
  readonly ids = new Set<string>();
  gaps = 0;
  position: Position = {};

  async poll(
    source: Source<string>,
    options: {
      pages?: number;
      since?: number | null;
      maxItems?: number | null;
      now?: number;
      between?: () => void;
    } = {},
  ): Promise<string[]> {
    const got: string[] = [];
    let left = options.pages ?? Number.POSITIVE_INFINITY;
    const steps = walk({
      source,
      position: this.position,
      since: options.since ?? null,
      now: options.now ?? NOW,
      maxItems: options.maxItems ?? null,
    });
    for await (const step of steps) {
      if (left-- <= 0) break;
      got.push(...step.values);
      for (const id of step.values) this.ids.add(id);
      this.gaps += step.gaps.length;
      // Through JSON, as it is stored.
      this.position = readPosition(JSON.parse(JSON.stringify(step.position)));
      options.between?.();
    }
    return got;
  }
}

const polls = fc.array(
  fc.record({
    before: fc.nat({ max: 9 }),
    between: fc.nat({ max: 2 }),
    pages: fc.nat({ max: 3 }),
    maxItems: fc.option(fc.integer({ min: 1, max: 6 })),
    deletesNewest: fc.boolean(),
  }),
  { maxLength: 10 },
);

describe.each([
  ['with links', true],
  ['without links', false],
])('a list in the order of arrival, %s', (_, links) => {
  it('is read without a hole, whatever arrives and is deleted, and wherever the walk ends', async () => {
    await fc.assert(
      fc.asyncProperty(polls, fc.integer({ min: 1, max: 4 }), async (plan, size) => {
        const server = new Server(size, links);
        const desk = new Desk();
        for (const { before, between, pages, maxItems, deletesNewest } of plan) {
          server.arrive(before);
          await desk.poll(server.source(), { pages, maxItems, between: () => server.arrive(between) });
          if (deletesNewest && server.items.length > 0 && desk.ids.has(server.items.at(-1)?.id ?? ''))
            server.items.pop();
        }
        await desk.poll(server.source());
        await desk.poll(server.source());
        expect(server.items.map(({ id }) => id).filter((id) => !desk.ids.has(id))).toEqual([]);
        expect(desk.position.back).toBeUndefined();
        expect(desk.gaps).toBe(0);
      }),
      { numRuns: 300 },
    );
  });

  it('costs one request where nothing or little is new', async () => {
    const server = new Server(10, links);
    const desk = new Desk();
    server.arrive(35);
    await desk.poll(server.source());
    server.asked = [];
    expect(await desk.poll(server.source())).toEqual([]);
    server.arrive(3);
    expect(await desk.poll(server.source())).toHaveLength(3);
    expect(server.asked).toEqual([{}, {}]);
  });

  it('tells known items again when they were edited', async () => {
    const server = new Server(10, links);
    const desk = new Desk();
    server.arrive(4);
    await desk.poll(server.source());
    server.items = server.items.map((item, index) => ({ ...item, edited: index === 1 }));
    expect(await desk.poll(server.source())).toEqual([server.items[1]?.id]);
  });

  it('goes back no further than it is told at first, also when that poll was interrupted or found nothing', async () => {
    const server = new Server(3, links);
    server.arrive(7, NOW - 2 * DAY);
    const early = new Desk();
    await early.poll(server.source(), { since: NOW - DAY });
    expect(early.ids.size).toBe(0);
    server.arrive(8);
    const desk = new Desk();
    await desk.poll(server.source(), { since: NOW - DAY, pages: 1 });
    for (const each of [desk, early]) {
      await each.poll(server.source(), { since: NOW - DAY });
      expect(each.ids.size).toBe(8);
    }
  });

  it('keeps the place of an item that cannot be read', async () => {
    const server = new Server(2, links);
    server.arrive(5);
    server.items = server.items.map((item, index) =>
      index === 3 ? { ...item, value: null, odd: true, createdAt: null } : item,
    );
    const desk = new Desk();
    await desk.poll(server.source());
    expect(desk.ids.size).toBe(4);
  });
});

describe('a list in the order of writing', () => {
  const LATE = 2 * HOUR;
  const late = fc.array(fc.nat({ max: LATE }), { maxLength: 6 });

  it('is read without a hole, however late items come, and wherever the walk ends', async () => {
    const runs = fc.array(
      fc.record({
        pause: fc.nat({ max: 3 * HOUR }),
        before: late,
        between: late,
        pages: fc.nat({ max: 3 }),
        maxItems: fc.option(fc.integer({ min: 1, max: 6 })),
      }),
      { maxLength: 10 },
    );
    await fc.assert(
      fc.asyncProperty(runs, fc.integer({ min: 1, max: 4 }), async (plan, size) => {
        const server = new Server(size, false, true);
        const desk = new Desk();
        let now = NOW;
        const arrive = (delays: readonly number[]) => {
          for (const delay of delays) server.arrive(1, now - delay);
        };
        for (const { pause, before, between, pages, maxItems } of plan) {
          now += pause;
          arrive(before);
          const arriveOne = () => arrive(between.slice(0, 1));
          await desk.poll(server.source(LATE), { pages, maxItems, now, between: arriveOne });
        }
        for (const _ of [1, 2]) await desk.poll(server.source(LATE), { now });
        expect(server.items.map(({ id }) => id).filter((id) => !desk.ids.has(id))).toEqual([]);
        expect([desk.position.back, desk.gaps]).toEqual([undefined, 0]);
      }),
      { numRuns: 300 },
    );
  });

  it('is read again only as far as something may come late', async () => {
    const server = new Server(10, false, true);
    const desk = new Desk();
    server.arrive(35, NOW - DAY);
    server.arrive(3, NOW - HOUR);
    await desk.poll(server.source(LATE));
    server.asked = [];
    expect(await desk.poll(server.source(LATE), { now: NOW + HOUR / 2 })).toHaveLength(3);
    expect(await desk.poll(server.source(LATE), { now: NOW + 3 * HOUR })).toHaveLength(3);
    expect(await desk.poll(server.source(LATE), { now: NOW + 4 * HOUR })).toHaveLength(0);
    expect(server.asked[0]).toEqual({});
    expect(server.asked.length).toBeLessThan(7);
  });
});

describe('a position that the server does not know any more', () => {
  it('is made up for by reading back to its time', async () => {
    const server = new Server(3);
    const desk = new Desk();
    server.arrive(4, NOW - DAY);
    await desk.poll(server.source(), { now: NOW });
    server.arrive(9, NOW + HOUR);
    server.refuses = ({ minId }) => minId !== undefined;
    await desk.poll(server.source(), { now: NOW + 2 * HOUR });
    expect(desk.ids.size).toBe(13);
    expect(desk.gaps).toBe(0);
  });

  it('is told as a gap where it was the end of an interrupted walk', async () => {
    const server = new Server(3);
    const desk = new Desk();
    server.arrive(9);
    await desk.poll(server.source(), { pages: 1 });
    server.refuses = ({ maxId }) => maxId !== undefined;
    await desk.poll(server.source());
    expect([desk.ids.size, desk.gaps, desk.position.back]).toEqual([3, 1, undefined]);
  });
});

it('stops at a server that has a further page for ever, with nothing in any', async () => {
  const [first, second] = ['a', 'b'].map((id) => ({
    id,
    value: id,
    odd: false,
    createdAt: NOW,
    edited: false,
  }));
  let served = 0;
  const ask = async () => {
    served += 1;
    return { items: [], older: null, newer: `further-${served}` };
  };
  const desk = new Desk();
  await desk.poll({ lateBy: 0, ask: async () => ({ items: first ? [first] : [], older: null, newer: 'a' }) });
  const top = { items: second ? [second] : [], older: null, newer: 'b' };
  await desk.poll({ lateBy: 0, ask: async ({ minId }) => (minId === undefined ? top : ask()) });
  expect(served).toBeGreaterThan(10);
  expect(served).toBeLessThan(100);
});

it('stops at a server that gives the same page for ever', async () => {
  const item = { id: 'a', value: 'a', odd: false, createdAt: NOW, edited: false };
  let served = 0;
  const endless: Source<string> = {
    lateBy: 0,
    ask: async () => {
      served += 1;
      return { items: [item], older: 'a', newer: 'a' };
    },
  };
  await expect(new Desk().poll(endless)).rejects.toMatchObject({ networkKind: 'server' });
  expect(served).toBeLessThan(4);
});

it('starts over from a cursor it cannot read', () => {
  expect(readPosition({ newestId: 7 })).toEqual({});
  expect(readPosition(null)).toEqual({});
});
