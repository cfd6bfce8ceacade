import { htmlToText } from '../../http/html-text.js';
import { readDate } from './dates.js';
import { type Entry, type Feed, webAddress } from './entry.js';
import { childOf, childrenOf, type Element, htmlIn, textIn } from './xml.js';

/**
 * Atom 1.0 (RFC 4287), and 0.3 as far as it is alike.
 *
 * @param base where relative links begin
 */
export function readAtom(root: Element, base: string): Omit<Feed, 'oddities'> {
  const from = baseOf(root, base);
  const author = nameIn(root);
  const language = languageOf(root, null);
  return {
    title: plain(child(root, 'title')),
    link: linkOf(root, from),
    entries: all(root, 'entry').map((entry) => readEntry(entry, from, author, language)),
    ttlMs: null,
    skipHours: [],
  };
}

function readEntry(entry: Element, base: string, feedAuthor: string | null, language: string | null): Entry {
  const source = child(entry, 'source');
  return {
    id: textIn(child(entry, 'id')) || null,
    link: linkOf(entry, baseOf(entry, base)),
    title: plain(child(entry, 'title')),
    summary: plain(child(entry, 'summary')),
    content: plain(child(entry, 'content')),
    author:
      nameIn(entry) ?? (source ? (nameIn(source) ?? (plain(child(source, 'title')) || null)) : feedAuthor),
    publishedAt: readDate(textIn(child(entry, 'published', 'issued', 'created'))),
    updatedAt: readDate(textIn(child(entry, 'updated', 'modified'))),
    language: languageOf(entry, language),
  };
}

/** A text construct as plain text: text, html, or xhtml (whose first element is no part of it). */
function plain(element: Element | undefined): string {
  if (element === undefined || element.attributes.src !== undefined) return '';
  const type = element.attributes.type?.toLowerCase() ?? 'text';
  if (type === 'text' || type === 'text/plain') {
    // Markup in a text is a mistake, and a common one.
    return element.children.some((each) => typeof each !== 'string')
      ? htmlToText(htmlIn(element))
      : textIn(element);
  }
  const isHtml = type === 'html' || type === 'xhtml' || /^(?:text\/html|application\/xhtml\+xml)$/.test(type);
  return isHtml ? htmlToText(htmlIn(element), { links: 'words' }) : '';
}

/** The page a feed or entry stands for: its alternate link, which is the one without a rel too. */
function linkOf(element: Element, base: string): string | null {
  const links = all(element, 'link');
  const alternates = links.filter(({ attributes: { rel = 'alternate' } }) => rel === 'alternate');
  const page =
    alternates.find(({ attributes: { type = 'text/html' } }) => /html/.test(type)) ?? alternates[0];
  return webAddress(page?.attributes.href, base);
}

function nameIn(element: Element): string | null {
  const person = child(element, 'author');
  return (person && (textIn(child(person, 'name')) || textIn(child(person, 'email')))) || null;
}

function languageOf(element: Element, inherited: string | null): string | null {
  return element.attributes['xml:lang'] || inherited;
}

function baseOf(element: Element, base: string): string {
  return webAddress(element.attributes['xml:base'], base) ?? base;
}

/** Elements of Atom; some feeds forget to name its namespace. */
function all(element: Element, name: string): Element[] {
  return [...childrenOf(element, `atom:${name}`), ...childrenOf(element, name)];
}

function child(element: Element, ...names: string[]): Element | undefined {
  return childOf(element, ...names.flatMap((name) => [`atom:${name}`, name]));
}
