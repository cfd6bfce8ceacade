/** One entry of a feed, in whatever form that was written; texts are plain. */
export interface Entry {
  /** As the feed gives it, or null. */
  id: string | null;
  /** A web address, or null. */
  link: string | null;
  title: string;
  summary: string;
  /** The whole, where the feed has it besides the summary. */
  content: string;
  author: string | null;
  /** ms UTC */
  publishedAt: number | null;
  updatedAt: number | null;
  /** BCP 47, or null. */
  language: string | null;
}

/** A feed, in whatever form it was written. */
export interface Feed {
  title: string;
  /** The page it belongs to. */
  link: string | null;
  entries: Entry[];
  /** How long the publisher wants it kept before it is asked for again, ms. */
  ttlMs: number | null;
  /** Hours of the day (UTC) in which the publisher wants to be left alone. */
  skipHours: number[];
  /** What is not as it should be, each to follow "it ". */
  oddities: string[];
}

/**
 * A link as a web address.
 *
 * @param base where relative ones begin
 * @returns null for what leads nowhere a person can go
 */
export function webAddress(link: string | undefined, base: string): string | null {
  const text = link?.trim() ?? '';
  if (text === '' || !URL.canParse(text, base)) return null;
  const url = new URL(text, base);
  return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : null;
}
