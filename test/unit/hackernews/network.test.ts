import { describe, expect, it, onTestFinished } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND } from '../../../src/core/clock.js';
import type { Watch } from '../../../src/core/watch.js';
import { create } from '../../../src/networks/hackernews/index.js';
import { type HackerNewsFake, startHackerNewsFake } from '../../fakes/hackernews/index.js';
import { toHtml } from '../../fakes/hackernews/items.js';
import { never, poll, request } from '../../helpers/adapter.js';
import { watchOf } from '../../helpers/watch.js';
import { type DepsOverrides, depsFor } from '../x/support.js';

const watch = watchOf({ keywords: ['Café Nar', 'cafenar.example'] });
const now = () => Math.floor(Date.now() / SECOND);

async function open(overrides: DepsOverrides = {}) {
  const fake = await startHackerNewsFake();
  onTestFinished(() => fake.stop());
  const network = create(depsFor(fake.url, {}, overrides));
  return { fake, network };
}

function search(overrides: Parameters<typeof request>[1] = {}) {
  return request('search:brand', { watch, ...overrides });
}

describe('searching', () => {
  it('tells a link, a question and a comment, each with what is known of it', async () => {
    const { fake, network } = await open();
    const link = fake.items.story('ana', now() - 30, 'A cup worth a mile', {
      url: 'https://cafenar.example/mile',
    });
    const ask = fake.items.story('ben', now() - 20, 'Ask HN: Is Cafe Nar open?', {
      html: 'On <i>Sunday</i>.',
    });
    const html =
      'See <a href="https:&#x2F;&#x2F;maps.example&#x2F;cafe-nar-on-the-corner" rel="nofollow">https:&#x2F;&#x2F;maps.example&#x2F;cafe-nar-on...</a><p>CAFÉ NAR is.';
    const comment = fake.items.comment('cy', now() - 10, html, ask);
    const { mentions } = await poll(network, search());
    const found = new Map(mentions.map((mention) => [mention.nativeId, mention]));
    expect(found.get(String(link.id))).toMatchObject({
      kind: 'post',
      text: 'A cup worth a mile\nhttps://cafenar.example/mile',
      url: `https://news.ycombinator.com/item?id=${link.id}`,
      threadNativeId: String(link.id),
      replyToNativeId: null,
      author: { nativeId: 'ana', handle: 'ana', url: 'https://news.ycombinator.com/user?id=ana' },
      metrics: { likes: 1, replies: 0 },
    });
    expect(found.get(String(ask.id))).toMatchObject({
      text: 'Ask HN: Is Cafe Nar open?\n\nOn Sunday.',
      metrics: { replies: 1 },
    });
    expect(found.get(String(comment.id))).toMatchObject({
      kind: 'comment',
      text: 'See https://maps.example/cafe-nar-on-the-corner\n\nCAFÉ NAR is.',
      threadNativeId: String(ask.id),
      replyToNativeId: String(ask.id),
      createdAt: comment.time * SECOND,
      reply: { allowed: false },
    });
    expect(found.size).toBe(3);
  });

  it.each<[string, Partial<Watch>, string, boolean]>([
    ['a word that only begins like it', {}, 'Have you seen cafe narwhal?', false],
    ['the name of who wrote it', { keywords: ['pg'] }, 'nothing of the kind', false],
    ['a required word that is there', { required: ['coffee'] }, 'coffee at cafe nar', true],
    ['a required word that is not', { required: ['coffee'] }, 'tea at cafe nar', false],
    ['an excluded word', { excluded: ['hiring'] }, 'cafe nar is hiring', false],
    ['a word that only begins like an excluded one', { excluded: ['hire'] }, 'cafe nar hires', true],
    ['words in another order', {}, 'nar, the cafe', false],
    ['quotation marks in a keyword', { keywords: ['"cafe" nar'] }, 'cafe nar', true],
  ])('hears %s as the watch says', async (_, change, text, heard) => {
    const { fake, network } = await open();
    const by = { ...watch, ...change };
    fake.arrive({ by: 'pg', kind: 'post', text });
    const { mentions } = await poll(network, search({ watch: by }));
    expect(mentions.length).toBe(heard ? 1 : 0);
  });

  it('leaves out watches for other languages only, and those of other accounts', async () => {
    const { network } = await open({ account: { handle: '' } });
    const names = [
      { ...watch, name: 'any' },
      { ...watch, name: 'ours', languages: ['fa', 'en'], accounts: ['cafe'] },
      { ...watch, name: 'persian', languages: ['fa'] },
      { ...watch, name: 'theirs', accounts: ['other'] },
    ];
    expect(network.streams(names)).toEqual(['search:any', 'search:ours']);
  });

  it('goes back thirty days at first, or as far as it is told', async () => {
    const { fake, network } = await open();
    const ids = [29, 31, 400].map((days) =>
      fake.arrive({ by: 'ana', kind: 'post', text: `café nar ${days}`, createdAt: Date.now() - days * DAY }),
    );
    const usual = await poll(network, search());
    expect(usual.mentions.map(({ nativeId }) => nativeId)).toEqual(ids.slice(0, 1));
    const told = await poll(network, search({ since: Date.now() - 500 * DAY }));
    expect(new Set(told.mentions.map(({ nativeId }) => nativeId))).toEqual(new Set(ids));
  });

  it('begins anew with a keyword that was added, and only with that', async () => {
    const { fake, network } = await open();
    const old = fake.arrive({ by: 'ana', kind: 'post', text: 'café nar', createdAt: Date.now() - 9 * DAY });
    const other = fake.arrive({ by: 'ana', kind: 'post', text: 'narbucks', createdAt: Date.now() - 9 * DAY });
    fake.arrive({ by: 'ana', kind: 'post', text: 'café nar again' });
    const first = await poll(network, search());
    expect(first.mentions.map(({ nativeId }) => nativeId)).toContain(old);
    const more = { ...watch, keywords: [...watch.keywords, 'narbucks'] };
    const second = await poll(network, search({ watch: more, cursor: first.cursor }));
    const ids = second.mentions.map(({ nativeId }) => nativeId);
    expect([ids.includes(other), ids.includes(old)]).toEqual([true, false]);
  });

  it('refuses a watch with nothing to search for', async () => {
    const { network } = await open();
    const asked = poll(network, search({ watch: { ...watch, keywords: ['☕', '"'] } }));
    await expect(asked).rejects.toMatchObject({
      networkKind: 'rejected',
      message: expect.stringContaining('brand'),
    });
  });

  it('skips a hit that is none, and keeps its page', async () => {
    const lines: string[] = [];
    const { fake } = await open();
    const id = fake.arrive({ by: 'ana', kind: 'post', text: 'café nar' });
    const spoilt: typeof fetch = async (input, init) => {
      const body = (await (await fetch(input, init)).json()) as { hits: unknown[] };
      const hits = [{ objectID: 'poll', created_at_i: 'now' }, 7, null, ...body.hits, { objectID: '5' }];
      return Response.json({ ...body, hits });
    };
    const network = create(depsFor(fake.url, {}, { fetch: spoilt, debug: (line) => lines.push(line) }));
    const { mentions } = await poll(network, search());
    expect(mentions.map(({ nativeId }) => nativeId)).toContain(id);
    expect(lines.filter((line) => line.includes('left out')).length).toBeGreaterThan(3);
  });

  it('starts over from a cursor of another shape', async () => {
    const { fake, network } = await open();
    const id = fake.arrive({ by: 'ana', kind: 'post', text: 'café nar' });
    for (const cursor of [{ newestId: '5' }, { since: -1, searches: [] }, { since: 5, searches: 'all' }]) {
      const { mentions } = await poll(network, search({ cursor }));
      expect(mentions.map(({ nativeId }) => nativeId)).toEqual([id]);
    }
  });
});

describe('answers to us', () => {
  const thread = (fake: HackerNewsFake, at = now()) => {
    const theirs = fake.items.story('ana', at - 900, 'Show HN: Something else');
    const ours = fake.items.comment('cafenar', at - 800, toHtml('We do that too.'), theirs);
    return { theirs, ours };
  };

  it('are all comments below a story of ours, and direct ones elsewhere', async () => {
    const { fake, network } = await open();
    const own = fake.items.story('cafenar', now() - 1_000, 'Show HN: Our till');
    const first = fake.items.comment('ana', now() - 500, 'Nice', own);
    const deep = fake.items.comment('ben', now() - 400, 'Indeed', first);
    const { theirs, ours } = thread(fake);
    const direct = fake.items.comment('cy', now() - 300, 'How?', ours);
    fake.items.comment('dee', now() - 200, 'Not to us', theirs);
    fake.items.comment('eve', now() - 100, 'Nor this', direct);
    const { mentions, ownPosts } = await poll(network, request('replies'));
    expect(new Set(mentions.map(({ nativeId }) => nativeId))).toEqual(
      new Set([first, deep, direct].map(({ id }) => String(id))),
    );
    expect(mentions.every(({ kind }) => kind === 'reply')).toBe(true);
    expect(ownPosts.map(({ nativeId }) => nativeId)).toEqual([String(ours.id)]);
  });

  it('are heard wherever we have written since the last poll', async () => {
    const { fake, network } = await open();
    const before = await poll(network, request('replies'));
    const { ours } = thread(fake);
    const reply = fake.items.comment('cy', now() - 300, 'How?', ours);
    const { mentions } = await poll(network, request('replies', { cursor: before.cursor }));
    expect(mentions.map(({ nativeId }) => nativeId)).toEqual([String(reply.id)]);
  });

  it('show what we answered there', async () => {
    const { fake, network } = await open();
    const { theirs, ours } = thread(fake);
    const { ownPosts, mentions } = await poll(network, request('own'));
    expect(mentions).toEqual([]);
    expect(ownPosts).toContainEqual({
      nativeId: String(ours.id),
      text: 'We do that too.',
      createdAt: ours.time * SECOND,
      private: false,
      url: `https://news.ycombinator.com/item?id=${ours.id}`,
      threadNativeId: String(theirs.id),
      replyToNativeId: String(theirs.id),
    });
  });

  it('need a name there', async () => {
    for (const handle of ['', 'news.ycombinator.com']) {
      const { network } = await open({ account: { handle } });
      expect(network.streams([])).toEqual([]);
    }
  });

  it('cost nothing where we wrote nothing', async () => {
    const { fake, network } = await open({ account: { handle: 'nobody' } });
    expect((await poll(network, request('replies'))).pages).toEqual([]);
    expect(fake.requests()).toEqual({ search: 1 });
  });
});

describe('an account', () => {
  it('is known by its name, capitals included', async () => {
    const { fake } = await open();
    const named = (handle: string) => create(depsFor(fake.url, {}, { account: { handle } }));
    expect(await named('cafenar').verify(never)).toEqual({
      nativeId: 'cafenar',
      handle: 'cafenar',
      name: null,
    });
    await expect(named('CafeNar').verify(never)).rejects.toMatchObject({ networkKind: 'not-found' });
    const findings = await named('CafeNar').check(never);
    expect(findings).toMatchObject([
      { level: 'error', code: 'identity', message: expect.stringMatching(/CafeNar/) },
    ]);
  });

  it('needs none, and is told what that means', async () => {
    const { network } = await open({ account: { handle: '' } });
    expect((await network.verify(never)).handle).toBe('news.ycombinator.com');
    const findings = await network.check(never);
    expect(findings.map(({ code }) => code)).toEqual(['identity', 'coverage', 'coverage', 'coverage']);
    expect(findings.at(-1)?.hint).toMatch(/handle/);
  });

  it('learns which items are gone: deleted, killed, and unknown', async () => {
    const { fake, network } = await open();
    const ids = ['one', 'two', 'three', 'four', 'five'].map((text) =>
      fake.arrive({ by: 'ana', kind: 'post', text }),
    );
    fake.remove?.(ids[1] ?? '');
    const dead: typeof fetch = async (input, init) => {
      const response = await fetch(input, init);
      return String(input).includes(`/item/${ids[3]}.json`) ? Response.json({ id: 1, dead: true }) : response;
    };
    const options = { maySpend: () => true, signal: never };
    expect(await network.present?.([...ids, '12'], options)).toEqual({
      missing: [ids[1], '12'],
      charges: [],
    });
    const other = create(depsFor(fake.url, {}, { fetch: dead }));
    expect((await other.present?.(ids, options))?.missing).toEqual([ids[1], ids[3]]);
  });

  it('offers the page to answer on', async () => {
    const { network } = await open();
    expect(network.answerPage?.('40000001')).toBe('https://news.ycombinator.com/reply?id=40000001');
  });

  it('heeds Retry-After as a date too', async () => {
    const { fake } = await open();
    const until = Math.ceil((Date.now() + HOUR) / SECOND) * SECOND;
    const busy: typeof fetch = async () =>
      new Response('busy', { status: 429, headers: { 'retry-after': new Date(until).toUTCString() } });
    const network = create(depsFor(fake.url, {}, { fetch: busy, maxWaitMs: MINUTE }));
    await expect(poll(network, search())).rejects.toMatchObject({
      networkKind: 'rate-limit',
      retryAt: until,
    });
  });
});
