import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY } from '../../../src/core/clock.js';
import { NetworkError } from '../../../src/core/errors.js';
import { type Position, readPosition } from '../../../src/networks/x/position.js';
import type { WireTweet } from '../../../src/networks/x/schema.js';
import type { PageQuery, Source } from '../../../src/networks/x/source.js';
import { type Step, walk } from '../../../src/networks/x/walk.js';

const NOW = Date.UTC(2026, 10, 21, 12);

function post(id: number, createdAt = NOW): WireTweet {
  return { id: String(id), text: `post ${id}`, author_id: '7', created_at: createdAt };
}

/** X's lists as documented: newest first, exclusive ids, tokens that continue below the last post served. */
class Server {
  readonly posts: WireTweet[] = [];
  requests = 0;
  readonly queries: PageQuery[] = [];
  #nextId = 1_000;
  readonly #pageSize: () => number;
  readonly #shuffle: (page: WireTweet[]) => WireTweet[];

  constructor(pageSize: () => number, shuffle: (page: WireTweet[]) => WireTweet[] = (page) => page) {
    this.#pageSize = pageSize;
    this.#shuffle = shuffle;
  }

  arrive(count: number, createdAt = NOW): void {
    for (let made = 0; made < count; made++) this.posts.push(post(this.#nextId++, createdAt));
  }

  source(limits: { reach?: number; windowMs?: number; now?: () => number } = {}): Source {
    return {
      reach: limits.reach ?? null,
      windowMs: limits.windowMs ?? null,
      ask: async (query) => {
        this.requests += 1;
        this.queries.push(query);
        if (query.startTime !== undefined && (query.sinceId ?? query.untilId) !== undefined)
          throw expired('start_time');
        const edge = limits.windowMs === undefined ? 0 : (limits.now?.() ?? NOW) - limits.windowMs;
        for (const bound of [query.sinceId, query.untilId]) {
          const at = this.posts.find((one) => one.id === bound)?.created_at;
          if (at !== undefined && at < edge) throw expired('since_id');
        }
        const reachable = this.posts.slice(limits.reach === undefined ? 0 : -limits.reach).reverse();
        const matching = reachable.filter(
          (one) =>
            one.created_at >= Math.max(edge, query.startTime ?? 0) &&
            (query.sinceId === undefined || Number(one.id) > Number(query.sinceId)) &&
            (query.untilId === undefined || Number(one.id) < Number(query.untilId)) &&
            (query.token === undefined || Number(one.id) < Number(query.token)),
        );
        const page = matching.slice(0, this.#pageSize());
        const last = page.at(-1);
        const more = last !== undefined && matching.length > page.length;
        if (page.length === 0) return { meta: { result_count: 0 } };
        return {
          data: this.#shuffle([...page]),
          meta: { newest_id: page[0]?.id, ...(more ? { next_token: last.id } : {}) },
        };
      },
    };
  }
}

function expired(parameter: string): NetworkError {
  return new NetworkError(`${parameter} is too old`, { network: 'x', kind: 'cursor-expired' });
}

/** What earshot keeps: rows and cursor, committed together. */
class Desk {
  readonly ids = new Set<string>();
  readonly gaps: Step['gaps'] = [];
  position: Position = { open: [] };

  /** Polls; stops asking after `requests`, and loses the page in flight when `crash` says so. */
  async poll(
    stream: Source,
    options: {
      search?: Source;
      requests?: number;
      /** Requests of the search, which may be affordable where those of the stream are not. */
      searches?: number;
      crash?: boolean;
      since?: number;
      now?: number;
      between?: () => void;
    } = {},
  ) {
    let left = options.requests ?? Number.POSITIVE_INFINITY;
    let searches = options.searches ?? left;
    const steps = walk({
      stream,
      search: options.search ?? null,
      position: this.position,
      since: options.since ?? null,
      now: options.now ?? NOW,
      pageSize: (via) => ((via === 'search' ? searches-- : left--) > 0 ? 100 : 0),
    });
    for await (const step of steps) {
      if (options.crash === true && left <= 0) return;
      for (const one of step.page.data ?? []) this.ids.add(one.id);
      this.gaps.push(...step.gaps);
      // Through JSON, as it is stored.
      this.position = readPosition(JSON.parse(JSON.stringify(step.position)));
      options.between?.();
    }
  }
}

const polls = fc.array(
  fc.record({
    before: fc.nat({ max: 12 }),
    between: fc.nat({ max: 3 }),
    requests: fc.integer({ min: 0, max: 4 }),
    crash: fc.boolean(),
  }),
  { maxLength: 14 },
);

describe('walk', () => {
  it('loses nothing, whatever arrives and wherever it is interrupted', async () => {
    await fc.assert(
      fc.asyncProperty(polls, fc.integer({ min: 1, max: 5 }), fc.boolean(), async (plan, size, shuffled) => {
        const server = new Server(
          () => size,
          (page) => (shuffled ? page.reverse() : page),
        );
        const desk = new Desk();
        for (const { before, between, requests, crash } of plan) {
          server.arrive(before);
          await desk.poll(server.source(), { requests, crash, between: () => server.arrive(between) });
        }
        await desk.poll(server.source());
        expect([...desk.ids].sort()).toEqual(server.posts.map(({ id }) => id).sort());
        expect(desk.position.open).toEqual([]);
        expect(desk.gaps).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('asks only for what is new once everything is read', async () => {
    const server = new Server(() => 10);
    const desk = new Desk();
    server.arrive(35);
    await desk.poll(server.source());
    expect(server.requests).toBe(4);
    server.arrive(3);
    await desk.poll(server.source());
    expect(server.queries.at(-1)).toMatchObject({ sinceId: '1034' });
    expect(server.requests).toBe(5);
  });

  it('goes on below the oldest post read when it was interrupted, and never sends a time with an id', async () => {
    const server = new Server(() => 10);
    const desk = new Desk();
    server.arrive(20, NOW - DAY);
    server.arrive(35);
    await desk.poll(server.source(), { requests: 2, since: NOW - 2 * DAY });
    await desk.poll(server.source(), { since: NOW - 2 * DAY });
    expect(desk.ids.size).toBe(55);
    expect(server.queries[0]).toMatchObject({ startTime: NOW - 2 * DAY });
    for (const query of server.queries.slice(1))
      expect(query.startTime === undefined || query.sinceId === undefined).toBe(true);
    expect(server.queries.some(({ untilId }) => untilId === '1035')).toBe(true);
  });

  it('keeps to the first poll’s lower end when it is interrupted, and when it found nothing', async () => {
    const server = new Server(() => 5);
    server.arrive(20, NOW - 5 * DAY);
    const empty = new Desk();
    await empty.poll(server.source(), { since: NOW - DAY });
    await empty.poll(server.source());
    expect(empty.ids.size).toBe(0);
    server.arrive(12);
    const desk = new Desk();
    await desk.poll(server.source(), { since: NOW - DAY, requests: 1 });
    await desk.poll(server.source());
    expect([...desk.ids].sort()).toEqual(server.posts.slice(20).map(({ id }) => id));
  });

  it('fills from search what lies beyond the reach of a timeline, interrupted or not', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 900 }),
        fc.integer({ min: 600, max: 2_000 }),
        fc.array(
          fc.record({
            requests: fc.nat({ max: 6 }),
            searches: fc.nat({ max: 6 }),
            arrive: fc.nat({ max: 400 }),
          }),
          { maxLength: 4 },
        ),
        fc.nat({ max: 150 }),
        fc.option(fc.integer({ min: 1, max: 6 }), { nil: undefined }),
        async (first, burst, interruptions, during, begun) => {
          const server = new Server(() => 100);
          const timeline = server.source({ reach: 800 });
          const search = server.source({ windowMs: 7 * DAY });
          const desk = new Desk();
          server.arrive(Math.min(first, 790));
          server.arrive(1);
          await desk.poll(timeline, { search, requests: begun, since: NOW - DAY });
          server.arrive(burst);
          for (const { requests, searches, arrive } of interruptions) {
            const limits = { requests, searches };
            await desk.poll(timeline, { search, ...limits, between: () => server.arrive(during) });
            server.arrive(arrive);
          }
          let more = 10;
          const between = () => server.arrive(more-- > 0 ? during : 0);
          await desk.poll(timeline, { search, between });
          await desk.poll(timeline, { search });
          expect(desk.ids.size).toBe(server.posts.length);
          expect(desk.gaps).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('knows that a stream was empty, and fills what a burst pushed out of reach since', async () => {
    const server = new Server(() => 100);
    const desk = new Desk();
    const [timeline, search] = [server.source({ reach: 800 }), server.source({ windowMs: 7 * DAY })];
    await desk.poll(timeline, { search });
    server.arrive(1_000);
    await desk.poll(timeline, { search, between: () => server.arrive(desk.ids.size < 600 ? 40 : 0) });
    await desk.poll(timeline, { search });
    expect(desk.ids.size).toBe(server.posts.length);
    expect(desk.gaps).toEqual([]);
  });

  it('records a gap where neither the timeline nor search reaches', async () => {
    const server = new Server(() => 100);
    const now = () => NOW + 10 * DAY;
    const desk = new Desk();
    server.arrive(5, NOW);
    await desk.poll(server.source({ reach: 800 }), {
      search: server.source({ windowMs: 7 * DAY, now }),
      now: NOW,
    });
    server.arrive(400, NOW + DAY);
    server.arrive(900, NOW + 9 * DAY);
    await desk.poll(server.source({ reach: 800 }), {
      search: server.source({ windowMs: 7 * DAY, now }),
      now: now(),
    });
    expect(desk.ids.size).toBe(905);
    expect(desk.gaps).toEqual([{ from: NOW, to: NOW + 3 * DAY, code: 'too-old' }]);
  });

  it('records the gap of a search that was not polled for longer than X looks back', async () => {
    const server = new Server(() => 10);
    const desk = new Desk();
    server.arrive(5);
    await desk.poll(server.source({ windowMs: 7 * DAY }));
    const later = NOW + 9 * DAY;
    server.arrive(12, later - DAY);
    await desk.poll(server.source({ windowMs: 7 * DAY, now: () => later }), { now: later });
    expect(desk.ids.size).toBe(17);
    expect(desk.gaps).toEqual([{ from: NOW, to: later - 7 * DAY, code: 'too-old' }]);
    expect(server.queries.at(-1)).not.toHaveProperty('sinceId');
  });

  it('goes on without since_id where X calls it too old', async () => {
    const server = new Server(() => 10);
    const desk = new Desk();
    server.arrive(5, NOW - DAY);
    await desk.poll(server.source({ windowMs: 7 * DAY }), { now: NOW });
    server.arrive(15, NOW + 6.5 * DAY);
    // Read six and a half days ago, but the newest post known is older than the window.
    const now = NOW + 6.5 * DAY;
    await desk.poll(server.source({ windowMs: 7 * DAY, now: () => now }), { now });
    expect(desk.ids.size).toBe(20);
    expect(server.queries.some(({ sinceId }) => sinceId !== undefined)).toBe(true);
  });

  it.each([
    ['with the same token', () => 'again'],
    ['with ever new tokens', (served: number) => `token ${served}`],
  ])('stops at a server that repeats itself %s', async (_, token) => {
    let served = 0;
    const ask = async () => ({ data: [post(1)], meta: { next_token: token(served++) } });
    const endless: Source = { reach: null, windowMs: null, ask };
    await expect(new Desk().poll(endless)).rejects.toMatchObject({ networkKind: 'server' });
    expect(served).toBeLessThan(6);
  });
});
