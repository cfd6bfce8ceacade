import type { WireTweetPage } from './schema.js';

/** One request for a page of posts, newest first. Bounds are exclusive; never both an id and a time. */
export interface PageQuery {
  sinceId?: string | undefined;
  untilId?: string | undefined;
  /** ms UTC */
  startTime?: number | undefined;
  token?: string | undefined;
  /** The most posts to give. */
  size: number;
}

/** A list of posts X serves newest first. */
export interface Source {
  /** @throws NetworkError `cursor-expired` for bounds older than it serves */
  ask(query: PageQuery): Promise<WireTweetPage>;
  /** How many posts it reaches back, or null. */
  reach: number | null;
  /** How long it reaches back, ms, or null. */
  windowMs: number | null;
}
