import { MINUTE } from '../../core/clock.js';
import { htmlToText } from '../../http/html-text.js';
import { readDate } from './dates.js';
import { type Entry, type Feed, webAddress } from './entry.js';
import { childOf, childrenOf, type Element, htmlIn, textIn } from './xml.js';

/**
 * RSS 0.9x, 1.0 (RDF) and 2.0.
 *
 * @param base where relative links begin
 * @see https://www.rssboard.org/rss-specification, https://www.rssboard.org/rss-profile
 */
export function readRss(root: Element, base: string): Omit<Feed, 'oddities'> {
  const channel = childOf(root, 'channel') ?? root;
  const link = webAddress(textIn(childOf(channel, 'link')), base);
  const language = textIn(childOf(channel, 'language', 'dc:language')) || null;
  // RDF has its items beside the channel, RSS in it; some have both.
  const items = [...childrenOf(channel, 'item'), ...(channel === root ? [] : childrenOf(root, 'item'))];
  const ttl = Number(textIn(childOf(channel, 'ttl')) || Number.NaN);
  return {
    title: plain(childOf(channel, 'title')),
    link,
    entries: items.map((item) => readItem(item, link ?? base, language)),
    ttlMs: ttl > 0 ? ttl * MINUTE : null,
    skipHours: skipHoursOf(channel),
  };
}

function readItem(item: Element, base: string, language: string | null): Entry {
  const guid = childOf(item, 'guid');
  const id = textIn(guid) || (item.attributes['rdf:about'] ?? '') || textIn(childOf(item, 'atom:id'));
  const isPermalink = guid !== undefined && guid.attributes.isPermaLink !== 'false' && /^https?:/i.test(id);
  const link =
    webAddress(textIn(childOf(item, 'link')), base) ??
    webAddress(childOf(item, 'atom:link')?.attributes.href, base) ??
    (isPermalink ? webAddress(id, base) : null);
  return {
    id: id || null,
    link,
    title: plain(childOf(item, 'title', 'dc:title')),
    summary: plain(childOf(item, 'description', 'atom:summary', 'itunes:summary')),
    content: plain(childOf(item, 'content:encoded', 'atom:content')),
    author: authorOf(item),
    publishedAt: dateIn(item, 'pubdate', 'dc:date', 'atom:published', 'dcterms:created'),
    updatedAt: dateIn(item, 'atom:updated', 'dcterms:modified'),
    language: textIn(childOf(item, 'dc:language')) || language,
  };
}

function plain(element: Element | undefined): string {
  return htmlToText(htmlIn(element), { links: 'words' });
}

function dateIn(item: Element, ...names: string[]): number | null {
  return readDate(textIn(childOf(item, ...names)));
}

/** `mail@host (Name)` by the specification, a name by habit. */
function authorOf(item: Element): string | null {
  const text = textIn(childOf(item, 'dc:creator', 'author', 'itunes:author'));
  const named = /^\S+@\S+\s+\((.+)\)$/.exec(text)?.[1] ?? text;
  return htmlToText(named) || null;
}

function skipHoursOf(channel: Element): number[] {
  const list = childOf(channel, 'skiphours');
  if (list === undefined) return [];
  const hours = childrenOf(list, 'hour').map((hour) => Number(textIn(hour) || Number.NaN) % 24);
  return [...new Set(hours.filter((hour) => Number.isInteger(hour) && hour >= 0))];
}
