import * as z from 'zod';
import { HOUR, SECOND } from '../../core/clock.js';
import { NetworkError } from '../../core/errors.js';
import { matchWatch, type Watch } from '../../core/watch.js';
import type { FetchRequest, Page } from '../network.js';
import { readPage } from './pages.js';
import { type Position, positionSchema } from './position.js';
import { searchSchema, statusSchema, type WireStatus } from './schema.js';
import { STATUSES, type StreamContext, timeline, toPage } from './streams.js';
import { statusText } from './text.js';
import { type Batch, type Item, type Source, walk } from './walk.js';

/**
 * How late another server's post may reach ours, ms: it then takes its place by the time it was written, below newer
 * ones that are known already.
 */
export const LATE_BY = 6 * HOUR;

/** A watch is read in several lists, each with a position of its own: `#tag` for a hashtag, else a keyword. */
const cursorSchema = z.object({ lists: z.record(z.string(), positionSchema).default({}) });

/** Reads what a watch listens for: the hashtags of its keywords, and what the server's search finds. */
export async function* fetchWatch(context: StreamContext, request: FetchRequest): AsyncGenerator<Page> {
  const { watch } = request;
  if (watch === undefined)
    throw new TypeError(`the stream ${request.stream} was asked for without its watch`);
  const parsed = cursorSchema.safeParse(request.cursor ?? {});
  let positions: Record<string, Position> = parsed.success ? parsed.data.lists : {};
  let left = request.maxItems;
  for (const list of listsOf(watch)) {
    if (left !== null && left <= 0) return;
    const steps = walk({
      source: sourceOf(context, list, request.signal),
      position: positions[list] ?? {},
      since: request.since,
      now: context.deps.clock(),
      maxItems: left,
    });
    for await (const step of steps) {
      if (left !== null) left -= step.values.length;
      positions = { ...positions, [list]: step.position };
      const values = step.values.filter((status) => isWanted(watch, list, status, context.us.id));
      yield await toPage(context, request, { ...step, values }, { lists: positions });
    }
  }
}

/** The lists a watch is read in: of each keyword the hashtag, and the search for its words. */
export function listsOf({ keywords }: Pick<Watch, 'keywords'>): string[] {
  const tags = keywords.flatMap((keyword) => hashtagOf(keyword) ?? []);
  const words = keywords.map((keyword) => keyword.trim()).filter((text) => /[\p{L}\p{N}]/u.test(text));
  return [...new Set([...tags.map((tag) => `#${tag}`), ...words.filter((text) => !text.startsWith('#'))])];
}

/** `#CafeNar` and `cafe nar` are both people's `#cafenar`; null where the words make no hashtag. */
function hashtagOf(keyword: string): string | null {
  const tag = keyword.trim().replace(/^#/, '').replace(/\s+/g, '').toLowerCase();
  // A hashtag needs a letter: numbers alone are none.
  return /^[\p{L}\p{M}\p{N}_·\u200c]+$/u.test(tag) && /\p{L}/u.test(tag) ? tag : null;
}

function sourceOf(context: StreamContext, list: string, signal: AbortSignal): Source<WireStatus> {
  if (!list.startsWith('#')) return searchSource(context, list, signal);
  const path = `/api/v1/timelines/tag/${encodeURIComponent(list.slice(1))}`;
  const source = timeline(context, path, {}, `read the hashtag ${list}`, signal);
  return { lateBy: LATE_BY, ask: (bounds) => source.ask(bounds).catch(emptyWhereNone) };
}

/** The server's search for words, the newest posts first. */
function searchSource(
  { client, server, deps }: StreamContext,
  words: string,
  signal: AbortSignal,
): Source<WireStatus> {
  return {
    lateBy: LATE_BY,
    ask: async ({ maxId }) => {
      const place = placeOf(maxId);
      const call = {
        method: 'GET' as const,
        path: '/api/v2/search',
        query: { q: plainWords(words), type: 'statuses', limit: STATUSES, ...place },
        purpose: `search for ${words}`,
      };
      const { data } = await client.json(call, searchSchema, signal);
      if (data.statuses.length > 0 && server.fullText() !== true) server.setFullText(true);
      const page = readPage(data.statuses, statusSchema, null, deps.debug);
      return server.known()?.software === 'Mastodon' ? { ...page, older: olderBySecond(page, place) } : page;
    },
  };
}

interface Place {
  max_id?: string | undefined;
  offset?: number | undefined;
}

/** A bound as `olderBySecond` makes it: an id, or how many results to skip below one. */
function placeOf(bound: string | undefined): Place {
  const [, offset, id] = /^(\d+)@(.*)$/.exec(bound ?? '') ?? [];
  return offset === undefined ? { max_id: bound } : { max_id: id || undefined, offset: Number(offset) };
}

/**
 * Where the next page begins. Mastodon takes `max_id` for "before the second it was written in": so the bound is
 * the nearest item of a later second than the last, and what shares that second comes again. Where all of a page is
 * of one second, as many results are skipped.
 */
function olderBySecond(
  { items, older }: Batch<WireStatus>,
  { max_id = '', offset = 0 }: Place,
): string | null {
  const second = ({ createdAt }: Item<WireStatus>) => Math.floor((createdAt ?? 0) / SECOND);
  const last = items.findLast(({ createdAt }) => createdAt !== null);
  if (last === undefined) return older;
  return items.findLast((item) => second(item) > second(last))?.id ?? `${offset + items.length}@${max_id}`;
}

/** Without what Mastodon's search takes for operators: quotation marks, `from:`, signs before a word. */
function plainWords(words: string): string {
  return words
    .replace(/["“”:]/g, ' ')
    .replace(/(?<!\S)[-+]+/g, '')
    .trim();
}

/** A server that never saw a hashtag may not have a list of it. */
function emptyWhereNone(error: unknown) {
  if (error instanceof NetworkError && error.networkKind === 'not-found') {
    return { items: [], older: null, newer: undefined };
  }
  throw error;
}

/**
 * Whether a status is what the watch listens for: servers search in their own way. Somebody else's private words
 * are none, nor are ours. That a status bears the list's hashtag is the server's word; the language a status
 * declares is not looked at, since it is often only what its author's app is set to.
 */
function isWanted(watch: Watch, list: string, status: WireStatus, us: string): boolean {
  if (status.account.id === us || status.visibility === 'direct') return false;
  const tag = list.startsWith('#') ? list.slice(1) : null;
  const keywords = tag === null ? watch.keywords : [...watch.keywords, tag];
  const tags = (status.tags ?? []).map(({ name }) => name);
  const text = [statusText(status), ...tags, ...(tag === null ? [] : [tag])].join(' ');
  return matchWatch({ ...watch, keywords }, text, 'und');
}
