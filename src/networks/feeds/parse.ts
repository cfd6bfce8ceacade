import { Parser } from 'htmlparser2';
import { readAtom } from './atom.js';
import { type Feed, webAddress } from './entry.js';
import { readJsonFeed } from './json-feed.js';
import { readRss } from './rss.js';
import { Unreadable } from './unreadable.js';
import { parseXml } from './xml.js';

/**
 * Reads a document as the feed it is: RSS 0.9x, 1.0 and 2.0, Atom, JSON Feed, by what it holds and not by its type,
 * which servers get wrong.
 *
 * @param url where it came from: relative links begin there
 * @throws Unreadable
 */
export function parseFeed(document: string, url: string): Feed {
  const text = document.replace(/^[\uFEFF\s]+/, '');
  if (text === '') throw new Unreadable('it is empty');
  if (text.startsWith('{')) return readJsonFeed(text, url);
  if (PAGE.test(text)) throw webPage(text, url);
  const { root, wellFormed } = parseXml(text);
  const oddities = wellFormed ? [] : ['is not well-formed XML'];
  if (root.local === 'rss' || root.name === 'rdf:rdf') return { ...readRss(root, url), oddities };
  if (root.local === 'feed') return { ...readAtom(root, url), oddities };
  throw new Unreadable('it is XML, but no feed');
}

/** How web pages begin, which are seldom XML, and never feeds. */
const PAGE = /^(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*<(?:!doctype\s+html|html)\b/i;
const FEED_TYPE = /^application\/(?:(?:rss|atom|rdf)\+xml|feed\+json)\b/i;

/** Many a page names its feed: then that is the address the owner wants. */
function webPage(html: string, url: string): Unreadable {
  const found: string[] = [];
  const parser = new Parser({
    onopentag(name, { rel = '', type = '', href }) {
      const isFeed = name === 'link' && /\balternate\b/i.test(rel) && FEED_TYPE.test(type);
      const address = isFeed ? webAddress(href, url) : null;
      if (address !== null) found.push(address);
    },
  });
  parser.end(html);
  const [feed] = found;
  const hint =
    feed === undefined
      ? 'Look on that page for the address of its feed.'
      : `The page names this feed: ${feed}`;
  return new Unreadable('it is a web page', hint);
}
