import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MINUTE } from '../../../src/core/clock.js';
import type { Gap } from '../../../src/core/gap.js';
import type { Cursor } from '../../../src/core/stream.js';
import { create } from '../../../src/networks/feeds/index.js';
import { poll, request } from '../../helpers/adapter.js';
import { depsFor } from '../x/support.js';
import { feedOf, type Item } from './publisher.js';

const NOW = Date.UTC(2026, 10, 21, 12);

/** A publisher who lists the latest entries in whatever order, and knows what was read last. */
class Publisher {
  readonly items: (Item & { id: string })[] = [];
  readonly #latest: number;
  readonly #order: (items: Item[]) => Item[];
  served = 0;

  constructor(latest: number, order: (items: Item[]) => Item[] = (items) => items) {
    this.#latest = latest;
    this.#order = order;
  }

  add(): void {
    const id = String(this.items.length + 1);
    this.items.push({
      id,
      link: `https://blog.example/${id}`,
      title: `Entry ${id}`,
      text: 'first words',
      at: NOW,
    });
  }

  /** Those that are listed now. */
  listed(): (Item & { id: string })[] {
    return this.items.slice(-this.#latest);
  }

  fetch = async (_: URL | string, init?: RequestInit): Promise<Response> => {
    const document = feedOf(this.#order(this.listed()));
    const etag = `"${document.length}-${this.items.map(({ text }) => text?.length).join()}"`;
    if (new Headers(init?.headers).get('if-none-match') === etag) return new Response(null, { status: 304 });
    this.served += 1;
    return new Response(document, { headers: { etag } });
  };
}

/** What earshot keeps: texts by id, and the cursor, committed together. */
class Desk {
  readonly texts = new Map<string, string>();
  readonly gaps: Gap[] = [];
  given = 0;
  cursor: Cursor | null = null;

  /** Polls; stops after `pages`, and loses the last of them when `dies` says so. */
  async poll(publisher: Publisher, { pages = Number.POSITIVE_INFINITY, dies = false, now = NOW } = {}) {
    const account = { url: 'https://blog.example/feed', handle: '' };
    const network = create(
      depsFor('http://127.0.0.1:9', {}, { account, fetch: publisher.fetch, clock: () => now }),
    );
    let left = pages;
    for await (const page of network.fetch(request('mentions', { cursor: this.cursor }))) {
      left -= 1;
      if (left < 0 || (dies && left === 0)) return;
      for (const { nativeId, text } of page.mentions) this.texts.set(nativeId, text);
      this.given += page.mentions.length;
      this.gaps.push(...page.gaps);
      // Through JSON, as it is stored.
      this.cursor = JSON.parse(JSON.stringify(page.cursor));
      if (left === 0) return;
    }
  }
}

describe('reading a feed again and again', () => {
  it('loses nothing that was listed, however it is ordered, and wherever it is interrupted', async () => {
    const plan = fc.array(
      fc.record({
        arrive: fc.nat({ max: 180 }),
        edit: fc.nat({ max: 400 }),
        pages: fc.integer({ min: 0, max: 3 }),
        dies: fc.boolean(),
      }),
      { maxLength: 5 },
    );
    const order = fc.constantFrom(
      (items: Item[]) => items,
      (items: Item[]) => items.toReversed(),
      (items: Item[]) => items.toSorted((a, b) => (a.title ?? '').localeCompare(b.title ?? '')),
    );
    await fc.assert(
      fc.asyncProperty(plan, order, async (runs, ordered) => {
        const publisher = new Publisher(400, ordered);
        const desk = new Desk();
        for (const { arrive, edit, pages, dies } of runs) {
          for (let made = 0; made < arrive; made += 1) publisher.add();
          const edited = publisher.items[edit];
          if (edited) edited.text = `${edited.text} and more`;
          await desk.poll(publisher, { pages, dies });
        }
        await desk.poll(publisher);
        const expected = publisher.listed().map(({ title, text }) => `${title}\n\n${text}`);
        expect(expected.filter((text) => ![...desk.texts.values()].includes(text))).toEqual([]);
        expect(desk.texts.size).toBeLessThanOrEqual(publisher.items.length);
      }),
      { numRuns: 60 },
    );
  });

  it('gives nothing twice, and asks for nothing that has not changed', async () => {
    const publisher = new Publisher(50);
    const desk = new Desk();
    for (let made = 0; made < 5; made += 1) publisher.add();
    await desk.poll(publisher);
    await desk.poll(publisher);
    publisher.add();
    await desk.poll(publisher);
    expect([desk.given, publisher.served]).toEqual([6, 2]);
  });

  it('looks at the newest thousand entries of an archive', async () => {
    const publisher = new Publisher(5_000);
    const desk = new Desk();
    for (let made = 0; made < 1_200; made += 1) publisher.add();
    for (const [age, item] of publisher.items.toReversed().entries()) item.at = NOW - age * MINUTE;
    await desk.poll(publisher);
    expect(desk.texts.size).toBe(1_000);
    expect([...desk.texts.values()]).toContain('Entry 1200\n\nfirst words');
    publisher.add();
    await desk.poll(publisher);
    expect([desk.texts.size, desk.gaps]).toEqual([1_001, []]);
  });

  it('keeps the first times and ids when an entry is edited', async () => {
    const publisher = new Publisher(50);
    const desk = new Desk();
    publisher.add();
    await desk.poll(publisher);
    const [item] = publisher.items;
    if (item) Object.assign(item, { text: 'second words, and more', title: 'Entry one' });
    await desk.poll(publisher);
    expect([...desk.texts.values()]).toEqual(['Entry one\n\nsecond words, and more']);
  });

  it('tells entries apart that share an id, and goes on telling them apart', async () => {
    const account = { url: 'https://blog.example/feed' };
    let items: Item[] = [];
    const fetch = async () => new Response(feedOf(items));
    const network = create(depsFor('http://127.0.0.1:9', {}, { account, fetch }));
    const first = { id: '1', link: 'https://blog.example/a', title: 'A', text: 'of tea' };
    const other = { id: '1', link: 'https://blog.example/b', title: 'B', text: 'of cake' };
    let cursor: Cursor | null = null;
    const step = async (...listed: Item[]) => {
      items = listed;
      const polled = await poll(network, request('mentions', { cursor }));
      cursor = JSON.parse(JSON.stringify(polled.cursor));
      return polled.mentions;
    };
    const [a] = await step(first);
    const [b] = await step(other);
    expect(b?.nativeId).not.toBe(a?.nativeId);
    expect(await step(other, first)).toEqual([]);
    expect(await step({ ...first, title: 'A, edited' })).toMatchObject([{ nativeId: a?.nativeId }]);
    expect(await step({ ...other, link: 'https://blog.example/b?moved' })).toMatchObject([
      { nativeId: b?.nativeId },
    ]);
  });

  it('tells when others may have been listed in between', async () => {
    const publisher = new Publisher(3);
    const desk = new Desk();
    for (let made = 0; made < 3; made += 1) publisher.add();
    await desk.poll(publisher);
    publisher.add();
    await desk.poll(publisher, { now: NOW + MINUTE });
    expect(desk.gaps).toEqual([]);
    const [last] = publisher.items.slice(-1);
    for (let made = 0; made < 4; made += 1) publisher.add();
    for (const item of publisher.items) if (item !== last) item.at = NOW + 5 * MINUTE;
    await desk.poll(publisher, { now: NOW + 9 * MINUTE });
    expect(desk.gaps).toMatchObject([{ stream: 'mentions', from: NOW + MINUTE, to: NOW + 5 * MINUTE }]);
  });
});
