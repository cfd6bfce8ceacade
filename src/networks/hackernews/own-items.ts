import { DAY, SECOND } from '../../core/clock.js';
import { type Client, QUERY_REACH, type SearchQuery } from './client.js';
import { isComment, threadOf } from './map.js';
import type { Hit } from './schema.js';

/** Hacker News closes a thread for comments after about two weeks. */
const OPEN_FOR = 15 * DAY;
/** Stories a search for comments names at most; older threads of ours are left out beyond. */
const MOST_STORIES = 50;

/** What we wrote lately: where answers to us may come. */
export interface OwnItems {
  /** Whether a comment answers us: what we said anywhere, or a story of ours, however deep below it. */
  isAnswered(comment: Hit): boolean;
  /** Threads we take part in, most recent first. */
  stories: string[];
}

/** Reads what we wrote while answers to it are still possible. @throws NetworkError */
export async function readOwnItems(
  client: Client,
  handle: string,
  now: number,
  signal: AbortSignal,
): Promise<OwnItems> {
  const query: SearchQuery = {
    ...everythingOf(handle),
    from: Math.floor((now - OPEN_FOR) / SECOND),
    to: null,
    page: 0,
    purpose: 'look for what you wrote',
  };
  const hits: Hit[] = [];
  for (let page = 0, ended = false; !ended; page += 1) {
    const answer = await client.search({ ...query, page }, signal);
    hits.push(...answer.hits);
    ended = answer.ended || (page + 2) * answer.size > QUERY_REACH;
  }
  const ids = new Set(hits.map(({ objectID }) => objectID));
  const ourStories = new Set(hits.filter((hit) => !isComment(hit)).map(({ objectID }) => objectID));
  return {
    isAnswered: (comment) => ids.has(comment.parent_id ?? '') || ourStories.has(threadOf(comment)),
    stories: [...new Set(hits.map(threadOf))].slice(0, MOST_STORIES),
  };
}

/** The search for everything a person wrote. */
export function everythingOf(handle: string): Pick<SearchQuery, 'text' | 'tags'> {
  return { text: '', tags: `(story,comment),author_${handle}` };
}
