import { Parser } from 'htmlparser2';
import { MAX_DEPTH, TextWriter } from './text-writer.js';

/** How a piece of HTML is read. */
export interface HtmlTextOptions {
  /**
   * What becomes of a link whose words are not its address: `addresses` (the default) writes the address after
   * them in parentheses, `words` leaves it out. A link that shows its address, shortened or not, always becomes
   * the whole address.
   */
  links?: 'addresses' | 'words';
}

/** Longer documents are cut here: no message is as long, and a hostile one would keep the parser busy. */
const MAX_LENGTH = 100_000;

/**
 * What a person would read of a piece of HTML: paragraphs and line breaks as lines, lists with their marks, quoted
 * lines after `> `, pictures as their description, and the addresses behind shortened links. Scripts, styles and
 * everything else that is not shown are left out. Takes any text, however broken or hostile.
 *
 * @param html a fragment or a document, 100,000 characters of it at most
 * @returns plain text without leading or trailing space; its characters are the stranger's, control ones included
 */
export function htmlToText(html: string, options: HtmlTextOptions = {}): string {
  const writer = new TextWriter();
  const links: Link[] = [];
  const lists: List[] = [];
  let hidden = 0;
  const parser = new Parser({
    onopentag(name, attributes) {
      if (HIDDEN.has(name)) hidden += 1;
      if (hidden > 0) return;
      const block = BLOCKS[name];
      if (block !== undefined) writer.breakTo(block);
      switch (name) {
        case 'br':
          return writer.newLine();
        case 'a':
          links.push({ address: addressOf(attributes.href), tag: isTag(attributes), mark: writer.mark() });
          return;
        case 'img':
          return writer.write(attributes.alt ?? '');
        case 'q':
          return writer.write('“');
        case 'td':
        case 'th':
          return writer.write(' ');
        case 'blockquote':
          return writer.quote(1);
        case 'pre':
          return writer.preserve(1);
        case 'ul':
          lists.push({ next: null });
          return;
        case 'ol':
          lists.push({ next: Number.parseInt(attributes.start ?? '', 10) || 1 });
          return;
        case 'li':
          return writer.bullet(bulletOf(lists));
      }
    },
    ontext(text) {
      if (hidden === 0) writer.write(text);
    },
    onclosetag(name) {
      if (HIDDEN.has(name)) {
        hidden = Math.max(0, hidden - 1);
        return;
      }
      if (hidden > 0) return;
      if (name === 'a') closeLink(writer, links.pop(), options.links ?? 'addresses');
      if (name === 'q') writer.write('”');
      if (name === 'blockquote') writer.quote(-1);
      if (name === 'pre') writer.preserve(-1);
      if (name === 'ul' || name === 'ol') lists.pop();
      const block = BLOCKS[name];
      if (block !== undefined) writer.breakTo(block);
    },
  });
  parser.end(html.slice(0, MAX_LENGTH));
  return writer.text();
}

interface Link {
  address: string | null;
  /** A name or a tag of the network: what is shown says it all. */
  tag: boolean;
  mark: number;
}

interface List {
  /** The number of the next item, null where items are not numbered. */
  next: number | null;
}

/** Elements whose content nobody sees. */
const HIDDEN = new Set(
  'script style head title template noscript iframe object svg math canvas audio video select textarea'.split(
    ' ',
  ),
);

/** Line breaks before and after an element: 1 begins a line, 2 leaves one free. */
const BLOCKS: Readonly<Record<string, 1 | 2>> = Object.assign(
  Object.create(null),
  each(1, 'address article aside dd div dl dt figcaption figure footer form header li main nav section tr'),
  each(2, 'blockquote h1 h2 h3 h4 h5 h6 hr ol p pre table ul'),
);

function each(breaks: 1 | 2, names: string): Record<string, 1 | 2> {
  return Object.fromEntries(names.split(' ').map((name) => [name, breaks]));
}

function bulletOf(lists: List[]): string {
  const list = lists.at(-1);
  const indent = '  '.repeat(Math.min(Math.max(lists.length - 1, 0), MAX_DEPTH));
  if (list === undefined || list.next === null) return `${indent}- `;
  list.next += 1;
  return `${indent}${list.next - 1}. `;
}

/** The address a link leads to, null for what leads nowhere a person can go. */
function addressOf(href: string | undefined): string | null {
  const address = href?.trim() ?? '';
  return /^(?:https?:\/\/|mailto:)\S+$/i.test(address) ? address : null;
}

function isTag({ class: classes = '', rel = '' }: Record<string, string>): boolean {
  return /(?:^|\s)(?:mention|hashtag)(?:\s|$)/.test(classes) || /(?:^|\s)tag(?:\s|$)/.test(rel);
}

function closeLink(writer: TextWriter, link: Link | undefined, links: 'addresses' | 'words'): void {
  if (link === undefined || link.address === null || link.tag) return;
  const shown = writer.since(link.mark).trim();
  const bare = link.address.replace(/^mailto:/i, '');
  if (shown === bare || /^[@#＠＃]/u.test(shown)) return;
  if (showsAddress(shown, link.address)) writer.replaceSince(link.mark, link.address);
  else if (shown === '') writer.write(links === 'addresses' ? bare : '');
  else if (links === 'addresses') writer.write(` (${bare})`);
}

/** Whether the words of a link are an address: then the true one is what counts. */
function showsAddress(shown: string, address: string): boolean {
  if (/\s/.test(shown) || shown === '') return false;
  if (/^(?:https?:\/\/|www\.)/i.test(shown)) return true;
  const start = shown.replace(/(?:…|\.{3})$/, '');
  return /[./]/.test(start) && address.includes(start);
}
