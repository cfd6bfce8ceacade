import * as z from 'zod';
import type { FakeRequest } from '../server.js';

const id = z.string().regex(/^\d+$/);

/** The parameters of every list, as the documentation bounds them. */
export function bounds(most: number) {
  return {
    max_id: id.optional(),
    since_id: id.optional(),
    min_id: id.optional(),
    limit: z.coerce.number().int().min(1).max(most).optional(),
  };
}

interface Bounds {
  max_id?: string | undefined;
  since_id?: string | undefined;
  min_id?: string | undefined;
  limit?: number | undefined;
}

/**
 * A page of a list, newest first: with `min_id` the items right after it, else the newest within the bounds.
 *
 * @param most items a page holds at most
 */
export function pageOf<T extends { id: string }>(all: readonly T[], query: Bounds, most: number): T[] {
  const size = Math.min(query.limit ?? most, most);
  const within = all
    .filter(
      (item) =>
        (query.max_id === undefined || BigInt(item.id) < BigInt(query.max_id)) &&
        (query.since_id === undefined || BigInt(item.id) > BigInt(query.since_id)) &&
        (query.min_id === undefined || BigInt(item.id) > BigInt(query.min_id)),
    )
    .sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? 1 : -1));
  return query.min_id === undefined ? within.slice(0, size) : within.slice(-size);
}

/** Links to the pages beside one; none on an empty page. */
export function linksOf(request: FakeRequest, page: readonly { id: string }[]): Record<string, string> {
  const [first, last] = [page[0], page.at(-1)];
  if (!first || !last) return {};
  const address = (name: string, value: string) => {
    const search = new URLSearchParams(request.search);
    for (const bound of ['max_id', 'min_id', 'since_id']) search.delete(bound);
    search.set(name, value);
    return `http://${request.headers.host}${request.path}?${search}`;
  };
  return {
    link: `<${address('max_id', last.id)}>; rel="next", <${address('min_id', first.id)}>; rel="prev"`,
  };
}
