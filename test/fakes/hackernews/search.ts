import * as z from 'zod';
import { type FakeAnswer, Refusal } from '../server.js';
import type { Item, Items } from './items.js';

/** Algolia gives no more than this of one query, whatever the pages (algolia/hn-search#230). */
const REACH = 1_000;

/** The parameters of `search_by_date` as documented on hn.algolia.com/api, and two of Algolia's own. */
export const searchQuery = z.strictObject({
  query: z.string(),
  tags: z.string().regex(/^(?:[\w-]+|\([\w-]+(?:,[\w-]+)*\))(?:,(?:[\w-]+|\([\w-]+(?:,[\w-]+)*\)))*$/),
  numericFilters: z.string().optional(),
  advancedSyntax: z.enum(['true', 'false']).optional(),
  typoTolerance: z.enum(['true', 'false']).optional(),
  hitsPerPage: z.coerce.number().int().min(1).max(REACH).optional(),
  page: z.coerce.number().int().min(0).optional(),
});

/** Stories and comments that match, newest first. */
export function search(items: Items, query: z.infer<typeof searchQuery>, pageSize: number): FakeAnswer {
  const { page = 0 } = query;
  const hitsPerPage = Math.min(query.hitsPerPage ?? 20, pageSize);
  const hasTags = tagsOf(query.tags);
  const inTime = numbersOf(query.numericFilters ?? '');
  const hasWords = wordsOf(query.query, query.advancedSyntax === 'true');
  const matching = [...items.byId.values()]
    .filter((item) => !item.deleted && hasTags(item) && inTime(item) && hasWords(item))
    .sort((a, b) => b.time - a.time || b.id - a.id);
  const echo = { page, hitsPerPage, exhaustiveNbHits: true, query: query.query, processingTimeMS: 1 };
  if (page * hitsPerPage >= REACH) {
    const message = `you can only fetch the ${REACH} hits for this query. You can extend the number of hits returned via the paginationLimitedTo index parameter`;
    return { json: { hits: [], nbHits: 0, nbPages: 0, ...echo, message } };
  }
  const within = matching.slice(0, REACH).slice(page * hitsPerPage, (page + 1) * hitsPerPage);
  const nbPages = Math.ceil(Math.min(matching.length, REACH) / hitsPerPage);
  const hits = within.map((item) => toHit(item, items));
  return { json: { hits, nbHits: matching.length, nbPages, ...echo } };
}

function toHit(item: Item, items: Items) {
  const { story, parent } = item;
  const common = {
    objectID: String(item.id),
    author: item.by,
    created_at: new Date(item.time * 1_000).toISOString().replace('.000', ''),
    created_at_i: item.time,
    story_id: story,
    updated_at: '2026-01-01T00:00:00Z',
    _tags: [item.type, `author_${item.by}`, `story_${story}`],
    _highlightResult: { author: { value: item.by, matchLevel: 'none', matchedWords: [] } },
  };
  if (item.type === 'comment') {
    const { title, url } = items.get(story);
    const of = url === null ? {} : { story_url: url };
    return { ...common, comment_text: item.html, parent_id: parent, story_title: title, ...of };
  }
  const body = item.html === '' ? {} : { story_text: item.html };
  const answers = [...items.byId.values()].filter((other) => other.story === item.id && other.id !== item.id);
  const link = item.url === null ? {} : { url: item.url };
  return { ...common, title: item.title, ...link, ...body, points: 1, num_comments: answers.length };
}

/** `a,b` is both, `(a,b)` either. */
function tagsOf(text: string): (item: Item) => boolean {
  const groups = [...text.matchAll(/\(([^)]*)\)|([\w-]+)/g)].map(([, any, one]) =>
    (any ?? one ?? '').split(','),
  );
  return (item) =>
    groups.every((group) =>
      group.some((tag) => [item.type, `author_${item.by}`, `story_${item.story}`].includes(tag)),
    );
}

const COMPARE: Record<string, (a: number, b: number) => boolean> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '=': (a, b) => a === b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

function numbersOf(text: string): (item: Item) => boolean {
  const filters = text === '' ? [] : text.split(',');
  const tests = filters.map((filter) => {
    const [, name, sign = '', value] = /^(\w+)(<=|>=|<|>|=)(\d+)$/.exec(filter) ?? [];
    const compare = COMPARE[sign];
    if (name !== 'created_at_i' || !compare) {
      const message = `invalid numeric attribute(${filter})`;
      throw new Refusal({ status: 400, json: { message, status: 400 } });
    }
    return (item: Item) => compare(item.time, Number(value));
  });
  return (item) => tests.every((test) => test(item));
}

/** Every word and "phrase" must be there, the last word as a beginning; `-word` must not. */
function wordsOf(query: string, advanced: boolean): (item: Item) => boolean {
  const terms = advanced ? (query.match(/-?"[^"]*"|\S+/g) ?? []) : (query.match(/\S+/g) ?? []);
  return (item) => {
    const text = ` ${tokens([item.title, item.url, item.html, item.by].join(' ')).join(' ')}`;
    return terms.every((term, index) => {
      const excluded = advanced && term.startsWith('-');
      const words = tokens(term).join(' ');
      const isThere =
        index === terms.length - 1 ? text.includes(` ${words}`) : `${text} `.includes(` ${words} `);
      return excluded ? !isThere : isThere;
    });
  };
}

function tokens(text: string): string[] {
  const plain = text.replace(/<[^>]*>/g, ' ').replace(/&#?\w+;/g, ' ');
  return (
    plain
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}
