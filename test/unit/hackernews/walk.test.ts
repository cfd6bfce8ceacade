import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NetworkError } from '../../../src/core/errors.js';
import { QUERY_REACH, type SearchPage } from '../../../src/networks/hackernews/client.js';
import { type Place, readPosition } from '../../../src/networks/hackernews/position.js';
import { OVERLAP, walk } from '../../../src/networks/hackernews/walk.js';

type Hit = SearchPage['hits'][number];

const NOW = 1_790_000_000;

/** The search as it behaves: newest first, windows with both ends included, a thousand hits of a query at most. */
class Search {
  readonly hits: Hit[] = [];
  requests = 0;
  readonly #size: number;

  constructor(size: number) {
    this.#size = size;
  }

  add(time: number): void {
    const id = String(this.hits.length + 1);
    this.hits.push({ objectID: id, author: 'ana', created_at_i: time, comment_text: id, _tags: ['comment'] });
  }

  ask = async ({
    from,
    to,
    page,
  }: {
    from: number;
    to: number | null;
    page: number;
  }): Promise<SearchPage> => {
    this.requests += 1;
    const matching = this.hits
      .filter(({ created_at_i: at }) => at >= from && (to === null || at <= to))
      .sort((a, b) => b.created_at_i - a.created_at_i || Number(b.objectID) - Number(a.objectID))
      .slice(0, QUERY_REACH);
    const hits = matching.slice(page * this.#size, (page + 1) * this.#size);
    const times = hits.map(({ created_at_i }) => created_at_i);
    return { hits, times, ended: hits.length < this.#size, size: this.#size };
  };
}

/** What earshot keeps: ids and the place, committed together. */
class Desk {
  readonly ids = new Set<string>();
  place: Place = { newest: null, open: [] };

  async poll(search: Search, { requests = Number.POSITIVE_INFINITY, dies = false, between = () => {} } = {}) {
    let left = requests;
    const steps = walk({ ask: search.ask, place: this.place, since: 0, mayGoOn: () => left-- > 0 });
    for await (const { hits, place } of steps) {
      if (dies && left <= 0) return;
      for (const { objectID } of hits) this.ids.add(objectID);
      // Through JSON, as it is stored.
      const stored = JSON.parse(JSON.stringify({ since: 0, searches: [{ key: 'k', ...place }] }));
      this.place = readPosition(stored, 0).searches[0] ?? this.place;
      between();
    }
  }
}

const polls = fc.array(
  fc.record({
    /** Seconds between arrivals: often none, since people write in the same second. */
    before: fc.array(fc.constantFrom(0, 0, 0, 1, 60, 9_000), { maxLength: 12 }),
    between: fc.nat({ max: 2 }),
    /** How late the search learns of each arrival, seconds. */
    late: fc.constantFrom(0, 0, 600, OVERLAP),
    requests: fc.integer({ min: 0, max: 4 }),
    dies: fc.boolean(),
  }),
  { maxLength: 10 },
);

describe('the walk of a search', () => {
  it('loses nothing, whatever arrives, however late, and wherever it is interrupted', async () => {
    await fc.assert(
      fc.asyncProperty(polls, fc.integer({ min: 1, max: 5 }), async (plan, size) => {
        const search = new Search(size);
        const desk = new Desk();
        let now = NOW;
        for (const { before, between, late, requests, dies } of plan) {
          for (const step of before) {
            now += step;
            search.add(now - late);
          }
          const arrive = () => {
            for (let made = 0; made < between; made += 1) search.add(now);
          };
          await desk.poll(search, { requests, dies, between: arrive });
        }
        await desk.poll(search);
        expect(search.hits.filter(({ objectID }) => !desk.ids.has(objectID))).toEqual([]);
        expect(desk.place.open).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  it('goes past what one query gives', async () => {
    const search = new Search(100);
    for (let made = 0; made < 2_500; made += 1) search.add(NOW - made * 7);
    const desk = new Desk();
    await desk.poll(search);
    expect(desk.ids.size).toBe(2_500);
    expect(search.requests).toBeLessThan(30);
  });

  it('pages through a second in which there is more than one page', async () => {
    const search = new Search(10);
    for (let made = 0; made < 35; made += 1) search.add(NOW);
    for (let made = 0; made < 5; made += 1) search.add(NOW - 1);
    const desk = new Desk();
    await desk.poll(search);
    expect(desk.ids.size).toBe(40);
  });

  it('leaves a second behind that holds more than one query gives', async () => {
    const search = new Search(100);
    for (let made = 0; made < QUERY_REACH + 20; made += 1) search.add(NOW);
    search.add(NOW - 1);
    const desk = new Desk();
    await desk.poll(search);
    expect(desk.ids.size).toBe(QUERY_REACH + 1);
    expect(desk.ids).toContain(String(QUERY_REACH + 21));
  });

  it('reads the overlap again, and no more', async () => {
    const search = new Search(100);
    for (const ago of [0, OVERLAP, OVERLAP + 1]) search.add(NOW - ago);
    const place = { newest: NOW, open: [] };
    const again = [];
    for await (const step of walk({ ask: search.ask, place, since: 0, mayGoOn: () => true }))
      again.push(step);
    expect(again.map(({ hits, fresh }) => [hits.length, fresh])).toEqual([[2, 0]]);
  });

  it('ends when a search does not keep to its window', async () => {
    const search = new Search(2);
    for (let made = 0; made < 9; made += 1) search.add(NOW - made);
    const ask: Search['ask'] = () => search.ask({ from: 0, to: null, page: 0 });
    const read = async () => {
      for await (const _ of walk({ ask, place: { newest: null, open: [] }, since: 0, mayGoOn: () => true }));
    };
    await expect(read()).rejects.toBeInstanceOf(NetworkError);
    expect(search.requests).toBeLessThan(5);
  });
});
