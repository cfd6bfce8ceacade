import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY, MINUTE, SECOND } from '../../../src/core/clock.js';
import { NetworkError } from '../../../src/core/errors.js';
import { type Position, positionSchema, START } from '../../../src/networks/bluesky/position.js';
import {
  type Item,
  type ListQuery,
  OVERLAP,
  type Source,
  type Step,
  walk,
} from '../../../src/networks/bluesky/walk.js';

const NOW = Date.UTC(2026, 10, 21, 12);

interface Listed {
  id: string;
  at: number;
}

/** Bluesky's lists: newest first, by a time that is not always that of arrival. */
class Server {
  readonly items: Listed[] = [];
  requests = 0;
  readonly queries: ListQuery[] = [];
  /** Cursors older than this request are not taken any more. */
  forgetsCursors = false;
  #made = 0;
  #now = NOW;

  /** @param lateness how far before its arrival an item is dated, ms */
  arrive(count: number, lateness = 0): void {
    for (let made = 0; made < count; made += 1) {
      this.#now += SECOND;
      this.items.push({ id: `item ${this.#made++}`, at: this.#now - lateness });
    }
  }

  pass(ms: number): void {
    this.#now += ms;
  }

  #sorted(): Listed[] {
    return [...this.items].sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1));
  }

  /** A list whose cursors name the last item served. */
  list(pageSize: number): Source<string> {
    return {
      cursorReach: null,
      pageSize,
      ask: async (query) => {
        this.#note(query);
        const sorted = this.#sorted();
        const [at = '', id = ''] = (query.token ?? '').split('|');
        const rest =
          query.token === undefined
            ? sorted
            : sorted.filter((item) => item.at < Number(at) || (item.at === Number(at) && item.id < id));
        const page = rest.slice(0, pageSize);
        const last = page.at(-1);
        const full = page.length === pageSize && last !== undefined;
        return { items: page.map(asItem), token: full ? `${last.at}|${last.id}` : undefined };
      },
    };
  }

  /** A search: bounded by time, its cursors count from the top and reach only so far. */
  search(pageSize: number, reach: number): Source<string> {
    return {
      cursorReach: reach,
      pageSize,
      ask: async (query) => {
        this.#note(query);
        const hits = this.#sorted().filter(
          ({ at }) => at >= (query.since ?? 0) && at < (query.until ?? Number.POSITIVE_INFINITY),
        );
        const from = Number(query.token ?? 0);
        const next = from + pageSize;
        return {
          items: hits.slice(from, next).map(asItem),
          token: next < hits.length && next < reach ? String(next) : undefined,
        };
      },
    };
  }

  #note(query: ListQuery): void {
    this.requests += 1;
    this.queries.push(query);
    if (this.forgetsCursors && query.token !== undefined) {
      throw new NetworkError('Malformed cursor', { network: 'bluesky', kind: 'rejected' });
    }
  }
}

function asItem({ id, at }: Listed): Item<string> {
  return { id, at, value: id };
}

/** What earshot keeps: rows and position, committed together. */
class Desk {
  readonly ids = new Set<string>();
  doubles = 0;
  readonly gaps: Step<string>['gaps'] = [];
  position: Position = START;

  /** Polls; stops asking after `requests`, and loses the page in flight when `crash` says so. */
  async poll(
    source: Source<string>,
    options: { requests?: number; crash?: boolean; since?: number; between?: () => void } = {},
  ): Promise<void> {
    let left = options.requests ?? Number.POSITIVE_INFINITY;
    const goOn = () => left-- > 0;
    for await (const step of walk({ source, position: this.position, since: options.since ?? null, goOn })) {
      if (options.crash === true && left <= 0) return;
      for (const id of step.items) {
        if (this.ids.has(id)) this.doubles += 1;
        this.ids.add(id);
      }
      this.gaps.push(...step.gaps);
      this.position = positionSchema.parse(JSON.parse(JSON.stringify(step.position)));
      options.between?.();
    }
  }
}

const polls = fc.array(
  fc.record({
    before: fc.nat({ max: 12 }),
    late: fc.nat({ max: OVERLAP - MINUTE }),
    between: fc.nat({ max: 3 }),
    requests: fc.nat({ max: 4 }),
    crash: fc.boolean(),
    pause: fc.nat({ max: 3 * OVERLAP }),
  }),
  { maxLength: 14 },
);

const everything = (server: Server) => server.items.map(({ id }) => id).sort();

describe('a walk', () => {
  it.each<[string, (server: Server, size: number) => Source<string>]>([
    ['by cursors that last', (server, size) => server.list(size)],
    ['by time, under cursors that reach only so far', (server, size) => server.search(size, size * 3)],
  ])(
    '%s loses nothing, whatever arrives, how late it is listed, and wherever it is interrupted',
    async (_, open) => {
      await fc.assert(
        fc.asyncProperty(polls, fc.integer({ min: 2, max: 5 }), async (plan, size) => {
          const server = new Server();
          const desk = new Desk();
          const source = open(server, size);
          for (const { before, late, between, requests, crash, pause } of plan) {
            server.pass(pause);
            server.arrive(before, 0);
            await desk.poll(source, { requests, crash, between: () => server.arrive(between) });
            server.arrive(1, Math.min(late, pause));
          }
          await desk.poll(source);
          expect([...desk.ids].sort()).toEqual(everything(server));
          expect(desk.position.open).toEqual([]);
          expect(desk.gaps).toEqual([]);
        }),
        { numRuns: 300 },
      );
    },
  );

  it('reads one page when there is nothing new, and brings none of it', async () => {
    const server = new Server();
    const desk = new Desk();
    server.arrive(35);
    await desk.poll(server.list(100));
    const before = server.requests;
    server.pass(OVERLAP + MINUTE);
    server.arrive(2);
    await desk.poll(server.list(100));
    expect([desk.ids.size, desk.doubles, server.requests - before]).toEqual([37, 0, 1]);
  });

  it('knows where it stands although the first pages were empty', async () => {
    const server = new Server();
    const desk = new Desk();
    server.arrive(3);
    const list = server.list(10);
    const filtered: Source<string> = {
      ...list,
      ask: async (query) =>
        query.token === undefined ? { items: [], token: `${NOW * 2}|` } : list.ask(query),
    };
    await desk.poll(filtered);
    expect([desk.ids.size, desk.position.mark]).toEqual([3, server.items.at(-1)?.at]);
    await desk.poll(filtered);
    expect(desk.doubles).toBe(0);
  });

  it('hears what is listed late, up to the overlap, and no later', async () => {
    const server = new Server();
    const desk = new Desk();
    server.arrive(5);
    await desk.poll(server.list(10));
    server.arrive(1, OVERLAP - MINUTE);
    server.arrive(1, OVERLAP + MINUTE);
    await desk.poll(server.list(10));
    expect(desk.ids.size).toBe(6);
  });

  it('reads from the top where an old cursor is not taken any more', async () => {
    const server = new Server();
    const desk = new Desk();
    server.arrive(30);
    await desk.poll(server.list(10), { requests: 1 });
    expect(desk.position.open).toMatchObject([{ token: expect.any(String) }]);
    server.forgetsCursors = true;
    // Pages large enough to need no further cursor.
    await desk.poll(server.list(100));
    expect([desk.ids.size, desk.position.open]).toEqual([30, []]);
  });

  it('looks back at first only as far as it was told, also after an interruption', async () => {
    const server = new Server();
    server.arrive(20);
    server.pass(DAY);
    server.arrive(20);
    const since = NOW + DAY;
    const desk = new Desk();
    await desk.poll(server.list(5), { since, requests: 2 });
    await desk.poll(server.list(5), { since });
    expect(desk.ids.size).toBe(20);
    const empty = new Desk();
    await empty.poll(new Server().list(5), { since });
    await empty.poll(server.list(5), { since: 0 });
    expect(empty.ids.size).toBe(20);
  });

  it('goes on by time where a search lists no further, and says so where it cannot', async () => {
    const server = new Server();
    server.arrive(500);
    const desk = new Desk();
    await desk.poll(server.search(10, 100));
    expect([desk.ids.size, desk.gaps]).toEqual([500, []]);
    const crowded = new Server();
    for (let made = 0; made < 300; made += 1) crowded.items.push({ id: `at once ${made}`, at: NOW });
    const other = new Desk();
    await other.poll(crowded.search(10, 100));
    expect(other.ids.size).toBe(100);
    expect(other.gaps).toEqual([{ from: null, to: NOW + 1, code: 'too-many' }]);
  });

  it('records a gap where the list ends before what was known', async () => {
    const server = new Server();
    const desk = new Desk();
    server.arrive(3);
    await desk.poll(server.list(10));
    const known = desk.position.mark;
    server.pass(DAY);
    server.arrive(25);
    server.items.splice(0, 6);
    await desk.poll(server.list(10));
    expect(desk.gaps).toEqual([{ from: known, to: server.items[0]?.at, code: 'too-old' }]);
  });

  it.each([
    ['with the same cursor', () => 'again'],
    ['with ever new cursors and no items', (served: number) => `cursor ${served}`],
  ])('stops at a server that runs in circles %s', async (_, token) => {
    let served = 0;
    const ask = async () => ({ items: [], token: token(served++) });
    const endless: Source<string> = { cursorReach: null, pageSize: 10, ask };
    await expect(new Desk().poll(endless)).rejects.toMatchObject({ networkKind: 'server' });
  });
});
