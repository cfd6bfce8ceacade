import type { Entry } from './entry.js';

/** Longer texts are told by their summary, or cut: a feed may hold whole articles. */
const LONGEST = 2_000;

/** What an entry says: its title and, as far as it says more, its text. */
export function textOf({ title, summary, content }: Pick<Entry, 'title' | 'summary' | 'content'>): string {
  const fits = content !== '' && content.length <= LONGEST;
  const body = cut(fits ? content : summary || content);
  if (title === '' || repeats(body, title)) return body;
  return body === '' ? title : `${title}\n\n${body}`;
}

/** Everything an entry holds, to look for words in. */
export function wholeText({ title, summary, content, link }: Entry): string {
  return [title, summary, content, link ?? ''].join('\n');
}

/** Whether a text begins with its title, as the summaries of short posts do. */
function repeats(body: string, title: string): boolean {
  const plain = (text: string) => text.replace(/\s+/g, ' ').trim();
  const start = plain(title)
    .replace(/(?:…|\.{3})$/, '')
    .trimEnd();
  return start !== '' && plain(body).startsWith(start);
}

function cut(text: string): string {
  if (text.length <= LONGEST) return text;
  const start = text.slice(0, LONGEST);
  const words = start.replace(/\s\S{0,100}$/, '');
  return `${words.replace(/[\uD800-\uDBFF]$/, '')}…`;
}
