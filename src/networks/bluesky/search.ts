import * as z from 'zod';
import { NetworkError } from '../../core/errors.js';
import { matchWatch, type Watch } from '../../core/watch.js';
import type { Page } from '../network.js';
import { kindOf, timeOf } from './map.js';
import { type Position, positionSchema, START } from './position.js';
import { type PostView, postViewSchema, searchPageSchema } from './schema.js';
import { emptyPage, mentionsOf, PAGE_SIZE, type Poll } from './streams.js';
import { plainText } from './text.js';
import { type Source, walk } from './walk.js';

/** How many hits of one search can be paged through, less one page: about 10,000, which Bluesky does not document. */
const REACH = 9_900;

/** A search is one for each keyword: where each stands. */
const cursorSchema = z.object({ keywords: z.record(z.string(), positionSchema).default({}) });

/** Posts that a watch listens for: a search for each keyword, matched here with the watch's own rules. */
export async function* fetchSearch(poll: Poll, watch: Watch): AsyncGenerator<Page> {
  const { request } = poll;
  const queries = queriesOf(watch);
  const parsed = cursorSchema.safeParse(request.cursor ?? {});
  const known = parsed.success ? parsed.data.keywords : {};
  let positions: Record<string, Position> = Object.fromEntries(
    Object.entries(known).filter(([keyword]) => queries.has(keyword)),
  );
  let taken = 0;
  const goOn = () => !request.signal.aborted && (request.maxItems === null || taken < request.maxItems);
  for (const [keyword, query] of queries) {
    const options = { position: positions[keyword] ?? START, since: request.since, goOn };
    for await (const { items, position, gaps } of walk({ source: search(poll, query), ...options })) {
      positions = { ...positions, [keyword]: position };
      const wanted = items.filter((post) => listensFor(watch, post));
      taken += items.length;
      const posts = wanted.map((post) => ({ ...post, view: post, kind: kindOf(post.record, poll.us) }));
      yield {
        ...emptyPage({ keywords: positions }),
        mentions: await mentionsOf(poll, posts),
        gaps: gaps.map((gap) => ({ stream: request.stream, ...gap })),
      };
    }
  }
}

function search({ client, request }: Poll, query: string): Source<PostView> {
  return {
    cursorReach: REACH,
    pageSize: PAGE_SIZE,
    ask: async ({ token, since, until }) => {
      const call = {
        nsid: 'app.bsky.feed.searchPosts',
        params: {
          q: query,
          sort: 'latest',
          limit: PAGE_SIZE,
          since: wireTime(since),
          until: wireTime(until),
          cursor: token,
        },
        purpose: `read ${request.stream}`,
      };
      const { data } = await client.call(call, searchPageSchema, request.signal);
      const posts = client.readItems(data.posts, postViewSchema, 'a post');
      return {
        token: data.cursor,
        items: posts.map((post) => ({ id: `${post.uri} ${post.cid}`, at: timeOf(post), value: post })),
      };
    },
  };
}

/** Whether the watch means this post: Bluesky's search is looser than a watch's rules, and knows no accents. */
function listensFor(watch: Watch, { record }: PostView): boolean {
  const declared = (record.langs ?? []).map((lang) => lang.toLowerCase().split('-')[0] ?? 'und');
  const languages = declared.length === 0 ? ['und'] : declared;
  const text = plainText(record);
  return languages.some((language) => matchWatch(watch, text, language));
}

/**
 * What to search for, by keyword: the keyword and every required word, which Bluesky's search joins with "and".
 *
 * @throws NetworkError `rejected` for a watch without a keyword that can be searched for
 */
function queriesOf(watch: Watch): ReadonlyMap<string, string> {
  const required = watch.required.map(term).filter((text) => text !== '');
  const queries = new Map(
    watch.keywords.flatMap((keyword) => {
      const text = term(keyword);
      return text === '' ? [] : [[keyword, [text, ...required].join(' ')] as const];
    }),
  );
  if (queries.size > 0) return queries;
  throw new NetworkError(`The watch '${watch.name}' has no keyword that Bluesky can search for.`, {
    network: 'bluesky',
    kind: 'rejected',
    hint: 'Give it a word or a phrase: earshot watch add',
  });
}

/** Words of one kind of letters and tags go as they are; everything else as a phrase, so that nothing is an operator. */
const PLAIN = /^#?[\p{L}\p{M}\p{N}_]+$/u;
const OPERATORS = new Set(['AND', 'OR', 'NOT']);

function term(word: string): string {
  const text = word.replace(/["“”\\\s]+/g, ' ').trim();
  if (!/[\p{L}\p{N}\p{S}]/u.test(text)) return '';
  return PLAIN.test(text) && !OPERATORS.has(text.toUpperCase()) ? text : `"${text}"`;
}

function wireTime(ms: number | undefined): string | undefined {
  return ms === undefined ? undefined : new Date(ms).toISOString();
}
