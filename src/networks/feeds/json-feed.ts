import * as z from 'zod';
import { htmlToText } from '../../http/html-text.js';
import { readDate } from './dates.js';
import { type Entry, type Feed, webAddress } from './entry.js';
import { Unreadable } from './unreadable.js';

const text = z.string().optional().catch(undefined);
const author = z.object({ name: text }).catch({});

const itemSchema = z.object({
  id: z.union([z.string(), z.number()]).transform(String).optional().catch(undefined),
  url: text,
  external_url: text,
  title: text,
  content_html: text,
  content_text: text,
  summary: text,
  date_published: text,
  date_modified: text,
  /** Version 1.1; `author` was 1.0. */
  authors: z.array(author).catch([]),
  author: author.optional(),
  language: text,
});

const feedSchema = z.object({
  version: z.string().regex(/^https?:\/\/jsonfeed\.org\/version\//),
  title: text,
  home_page_url: text,
  language: text,
  authors: z.array(author).catch([]),
  author: author.optional(),
  items: z.array(z.unknown()),
});

/**
 * JSON Feed 1.0 and 1.1.
 *
 * @param base where relative links begin
 * @throws Unreadable
 * @see https://www.jsonfeed.org/version/1.1/
 */
export function readJsonFeed(source: string, base: string): Feed {
  const parsed = feedSchema.safeParse(parseJson(source));
  if (!parsed.success) throw new Unreadable('it is JSON, but no JSON Feed');
  const { title = '', home_page_url, items, language, ...by } = parsed.data;
  const link = webAddress(home_page_url, base);
  const read = items.map((item) => itemSchema.safeParse(item));
  const entries = read.flatMap(({ success, data }) =>
    success ? [readItem(data, link ?? base, nameOf(by), language ?? null)] : [],
  );
  const oddities = entries.length < read.length ? ['has items that are none'] : [];
  return { title: title.trim(), link, entries, ttlMs: null, skipHours: [], oddities };
}

function readItem(
  item: z.infer<typeof itemSchema>,
  base: string,
  feedAuthor: string | null,
  language: string | null,
): Entry {
  const { id, url, external_url, title = '', content_html, content_text = '', summary = '' } = item;
  return {
    id: id ?? null,
    link: webAddress(url, base) ?? webAddress(external_url, base),
    title: title.trim(),
    summary: summary.trim(),
    content: content_html === undefined ? content_text.trim() : htmlToText(content_html, { links: 'words' }),
    author: nameOf(item) ?? feedAuthor,
    publishedAt: readDate(item.date_published ?? ''),
    updatedAt: readDate(item.date_modified ?? ''),
    language: item.language ?? language,
  };
}

function nameOf({
  authors,
  author: only,
}: {
  authors: { name?: string | undefined }[];
  author?: { name?: string | undefined } | undefined;
}) {
  const names = [...authors, only ?? {}].map(({ name }) => name?.trim()).filter((name) => name);
  return names.join(', ') || null;
}

function parseJson(source: string): unknown {
  try {
    return JSON.parse(source.replace(/^\uFEFF/, ''));
  } catch {
    throw new Unreadable('it is JSON that was cut short or is broken');
  }
}
