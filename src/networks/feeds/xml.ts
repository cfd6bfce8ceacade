import { Parser } from 'htmlparser2';
import { Unreadable } from './unreadable.js';

/** An element; its name is local and in small letters, with the usual prefix of its namespace. */
export interface Element {
  name: string;
  /** The name without any prefix. */
  local: string;
  attributes: Readonly<Record<string, string>>;
  children: (Element | string)[];
}

/** A document, read. */
export interface XmlDocument {
  root: Element;
  /** Whether every element was closed where it should be. */
  wellFormed: boolean;
}

/** Elements deeper or more than this are in no feed, but in attempts to exhaust its reader. */
const MAX_DEPTH = 200;
const MAX_ELEMENTS = 200_000;

/** The prefixes by which this folder calls namespaces, whatever a document calls them. RSS has none. */
const PREFIXES: ReadonlyMap<string, string> = new Map([
  ['http://www.w3.org/2005/Atom', 'atom:'],
  ['http://purl.org/atom/ns#', 'atom:'],
  ['http://purl.org/dc/elements/1.1/', 'dc:'],
  ['http://purl.org/dc/terms/', 'dcterms:'],
  ['http://purl.org/rss/1.0/modules/content/', 'content:'],
  ['http://www.w3.org/1999/02/22-rdf-syntax-ns#', 'rdf:'],
  ['http://www.itunes.com/dtds/podcast-1.0.dtd', 'itunes:'],
  ['http://search.yahoo.com/mrss/', 'media:'],
  ['http://www.w3.org/1999/xhtml', 'xhtml:'],
]);

/**
 * Reads an XML document as lenient readers do: tags that are not closed, or closed in the wrong order, are put right.
 * Entities other than XML's own five stay as they are written, and a document that declares some is refused, as is
 * one that was cut short. A DOCTYPE that only names a DTD, as RSS 0.91 wants it, is passed over; nothing is loaded.
 *
 * @throws Unreadable
 */
export function parseXml(text: string): XmlDocument {
  const open: { element: Element; defaultPrefix: string; endIndex: number }[] = [];
  const prefixes = new Map<string, string>();
  let root: Element | null = null;
  let count = 0;
  let wellFormed = true;
  const parser = new Parser(
    {
      onopentag(tag, attributes) {
        count += 1;
        if (open.length >= MAX_DEPTH || count > MAX_ELEMENTS)
          throw new Unreadable('it has too many elements');
        let defaultPrefix = open.at(-1)?.defaultPrefix ?? '';
        for (const [name, uri] of Object.entries(attributes)) {
          if (name === 'xmlns') defaultPrefix = PREFIXES.get(uri) ?? '';
          else if (name.startsWith('xmlns:'))
            prefixes.set(name.slice(6), PREFIXES.get(uri) ?? `${name.slice(6)}:`);
        }
        const [prefix = '', local = ''] = tag.includes(':') ? splitAt(tag, tag.indexOf(':')) : ['', tag];
        const known = prefix === '' ? defaultPrefix : (prefixes.get(prefix) ?? `${prefix}:`);
        const small = local.toLowerCase();
        const element: Element = { name: `${known}${small}`, local: small, attributes, children: [] };
        open.at(-1)?.element.children.push(element);
        root ??= element;
        open.push({ element, defaultPrefix, endIndex: parser.endIndex });
      },
      ontext(data) {
        open.at(-1)?.element.children.push(data);
      },
      onclosetag(_, implied) {
        // A tag that closes itself is closed where it was opened.
        if (open.pop()?.endIndex !== parser.endIndex && implied) wellFormed = false;
      },
      onprocessinginstruction(name, data) {
        if (
          /^!(?:entity|element|attlist|notation)/i.test(name) ||
          (/^!doctype/i.test(name) && data.includes('['))
        ) {
          throw new Unreadable('it declares entities of its own, which earshot does not expand');
        }
      },
    },
    { xmlMode: true },
  );
  parser.write(text);
  const isWhole = open.length === 0;
  const isWellFormed = wellFormed;
  parser.end();
  if (root === null) throw new Unreadable('it is no XML');
  if (!isWhole) throw new Unreadable('it was cut short');
  return { root, wellFormed: isWellFormed };
}

function splitAt(text: string, at: number): [string, string] {
  return [text.slice(0, at), text.slice(at + 1)];
}

/** The elements directly in one, of that name. */
export function childrenOf(element: Element, name: string): Element[] {
  return element.children.filter(
    (child): child is Element => typeof child !== 'string' && child.name === name,
  );
}

/** The first element directly in one that has one of the names, in the order of the names. */
export function childOf(element: Element, ...names: string[]): Element | undefined {
  for (const name of names) {
    const [found] = childrenOf(element, name);
    if (found) return found;
  }
  return undefined;
}

/** The text in an element, that of elements in it included; without leading or trailing space. */
export function textIn(element: Element | undefined): string {
  if (element === undefined) return '';
  return element.children
    .map((child) => (typeof child === 'string' ? child : textIn(child)))
    .join('')
    .trim();
}

/** What an element holds as HTML: its text is HTML already, unless it holds elements of HTML themselves. */
export function htmlIn(element: Element | undefined): string {
  if (element === undefined) return '';
  const isMarkup = element.children.some((child) => typeof child !== 'string');
  return isMarkup ? element.children.map(toHtml).join('') : textIn(element);
}

function toHtml(node: Element | string): string {
  if (typeof node === 'string') return escaped(node);
  const attributes = Object.entries(node.attributes).map(([name, value]) => ` ${name}="${escaped(value)}"`);
  const start = `<${node.local}${attributes.join('')}>`;
  return VOID.has(node.local) ? start : `${start}${node.children.map(toHtml).join('')}</${node.local}>`;
}

/** Elements of HTML that have no end. */
const VOID = new Set(['br', 'hr', 'img', 'wbr']);

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
