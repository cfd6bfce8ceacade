import { parseBaseUrl } from '../../http/base-url.js';
import {
  createHttpClient,
  type HttpAnswer,
  type HttpCall,
  type HttpDialect,
  type Meaning,
} from '../../http/client.js';
import { misfitOf } from '../../http/misfit.js';
import { retryAfter } from '../../http/retry-after.js';
import type { NetworkDeps } from '../network.js';
import { type Hit, hitSchema, itemSchema, searchSchema, timeSchema, userSchema } from './schema.js';

const SEARCH = 'https://hn.algolia.com';
const ITEMS = 'https://hacker-news.firebaseio.com';

/** Hits a request asks for; Algolia gives no more than 1,000 of one query, whatever the pages. */
const PAGE_SIZE = 100;
export const QUERY_REACH = 1_000;

/** One request to the search, newest first. Times in seconds, both ends included. */
export interface SearchQuery {
  /** Words and "phrases"; all must be there. Empty for everything with these tags. */
  text: string;
  /** Algolia's tags: `a,b` both, `(a,b)` either. */
  tags: string;
  from: number;
  to: number | null;
  /** From 0. */
  page: number;
  purpose: string;
}

/** What one request to the search brought. */
export interface SearchPage {
  hits: Hit[];
  /** When each hit was written, unusable ones included. */
  times: number[];
  /** Whether the query has nothing older. */
  ended: boolean;
  /** Hits a page holds at most. */
  size: number;
}

/** Hacker News as it is read: Algolia's search, and the official API for single items. */
export interface Client {
  /** @throws NetworkError */
  search(query: SearchQuery, signal: AbortSignal): Promise<SearchPage>;
  /** Whether an item is gone: deleted by its author, or killed by the moderators. @throws NetworkError */
  isGone(id: string, signal: AbortSignal): Promise<boolean>;
  /** Whether there is a person of that name, written so. @throws NetworkError */
  hasUser(name: string, signal: AbortSignal): Promise<boolean>;
}

/** @param deps with `account.baseUrl`, one server stands for both APIs */
export function createClient(deps: NetworkDeps): Client {
  const { baseUrl } = deps.account;
  const search = new URL('/api/v1/search_by_date', baseUrl === null ? SEARCH : parseBaseUrl(baseUrl));
  const items = new URL('/v0/', baseUrl === null ? ITEMS : parseBaseUrl(baseUrl));
  const http = createHttpClient({ ...deps, dialect: dialectOf(deps), base: null });

  return {
    async search({ text, tags, from, to, page, purpose }, signal) {
      const until = to === null ? [] : [`created_at_i<=${to}`];
      const query = {
        query: text,
        tags,
        numericFilters: [`created_at_i>=${from}`, ...until].join(','),
        advancedSyntax: true,
        typoTolerance: false,
        hitsPerPage: PAGE_SIZE,
        page,
      };
      const call: HttpCall = { method: 'GET', path: search.href, query, bucket: 'search', purpose };
      const { data } = await http.json(call, searchSchema, signal);
      return readPage(data, deps);
    },
    async isGone(id, signal) {
      const path = new URL(`item/${encodeURIComponent(id)}.json`, items).href;
      const call: HttpCall = { method: 'GET', path, bucket: 'items', purpose: 'look up items' };
      const { data } = await http.json(call, itemSchema, signal);
      return data === null || data.deleted === true || data.dead === true;
    },
    async hasUser(name, signal) {
      const path = new URL(`user/${encodeURIComponent(name)}.json`, items).href;
      const call: HttpCall = { method: 'GET', path, bucket: 'items', purpose: 'look up your name' };
      const { data } = await http.json(call, userSchema, signal);
      return data !== null;
    },
  };
}

function readPage(
  { hits, hitsPerPage }: { hits: unknown[]; hitsPerPage: number },
  { debug }: Pick<NetworkDeps, 'debug'>,
): SearchPage {
  const read: Hit[] = [];
  const times: number[] = [];
  for (const raw of hits) {
    const time = timeSchema.safeParse(raw);
    if (time.success) times.push(time.data.created_at_i);
    const hit = hitSchema.safeParse(raw);
    if (hit.success) read.push(hit.data);
    else debug(`hackernews: a hit left out: ${misfitOf(raw, hit.error.issues)}`);
  }
  return { hits: read, times, ended: hits.length < hitsPerPage, size: hitsPerPage };
}

function dialectOf({ clock }: Pick<NetworkDeps, 'clock'>): HttpDialect {
  return {
    network: 'hackernews',
    name: 'Hacker News',
    freeAt: (answer, now) => (answer.status === 429 ? retryAfter(answer.headers, now) : null),
    interpret: (answer, call) => meaningOf(answer, call, clock()),
  };
}

function meaningOf({ status, headers }: HttpAnswer, { purpose }: HttpCall, now: number): Meaning {
  if (status === 429) {
    const retryAt = retryAfter(headers, now);
    return {
      kind: 'rate-limit',
      message: `Hacker News asks earshot to wait before it may ${purpose} again: too many requests came from this address.`,
      hint: 'Poll less often, or let the next run go on from here: nothing is lost.',
      ...(retryAt === null ? {} : { retryAt }),
    };
  }
  const message = `Hacker News refused to let earshot ${purpose} (HTTP ${status}).`;
  if (status >= 500) {
    const broken = `Hacker News failed when earshot asked it to ${purpose} (HTTP ${status}).`;
    return {
      kind: 'server',
      message: broken,
      hint: 'Try again in a few minutes: the next poll goes on from here.',
    };
  }
  if (status === 401 || status === 403) {
    const hint =
      'It asks for no account: it may be blocking this address. Try again later, or from another network.';
    return { kind: 'forbidden', message, hint };
  }
  if (status === 404 || status === 410) {
    const hint = 'Its search has moved or is closed: look for a newer earshot.';
    return { kind: 'not-found', message, hint };
  }
  return { kind: 'rejected', message, hint: 'Run it again with --verbose and report what it prints.' };
}
