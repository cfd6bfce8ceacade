import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import type { Random } from './random.js';

/** One row of a file of posts. */
export interface PostRow {
  id: string;
  author: string;
  text: string;
  createdAt: string;
}

/** A file of posts: its text, and what is in it. */
export interface PostFile {
  name: string;
  csv: string;
  rows: PostRow[];
}

const AIRLINE = fileURLToPath(new URL('../../../shared/data/mentions/airline-dev.csv', import.meta.url));

/** The real tweets kept beside the checkout, or null, with a notice, where they are not. */
export function airlinePosts(): PostFile | null {
  if (!existsSync(AIRLINE)) {
    console.log(`Skipped: the real tweets are not there (${AIRLINE}). The made ones are used all the same.`);
    return null;
  }
  const csv = readFileSync(AIRLINE, 'utf8');
  return { name: 'real tweets', csv, rows: parse(csv, { columns: true }) };
}

const WORDS = [
  'late',
  'again',
  'thank',
  'you',
  'coffee',
  'کافه',
  'دیر',
  'بود',
  'quán',
  'ngon',
  'quá',
  '☕',
  '👩‍👩‍👧',
  'naïve',
];
/** Texts that something on the way may stumble over. */
const AWKWARD = [
  '.',
  '\u200b',
  '👍🏽',
  '&amp; &lt;b&gt; "quoted", and\ta tab',
  "'); DROP TABLE mention; --",
  '=HYPERLINK("http://evil.example")',
  '\u202eright to left\u202c',
  'Two\n\n\nlines',
  'e\u0301 decomposed, é composed',
  '‌می‌شه كي',
  '@someone @other https://example.com/a?b=c&d=e #tag',
  'z'.repeat(4_000),
  '😡'.repeat(1_000),
];

/** A made file: times that tie, authors of every kind, texts from empty-looking to huge, in no order. */
export function madePosts(count: number, random: Random): PostFile {
  const start = Date.parse('2015-02-16T08:00:00Z');
  let at = start;
  const rows = Array.from({ length: count }, (_, index): PostRow => {
    // Several posts in one second, and the whole spread over about nine days.
    at += random.pick([0, 0, 0, 1_000, random.below(5 * 9 * 86_400_000) / count]);
    const words = Array.from({ length: 1 + random.below(20) }, () => random.pick(WORDS)).join(' ');
    return {
      id: (567_000_000_000_000_000n + BigInt(index) * 1_000_003n).toString(),
      author: random.pick(['ann', 'Bob_2', 'نیلوفر', 'someone with a name far too long', `guest${index}`]),
      text: index % 10 === 0 ? random.pick(AWKWARD) : `${words} ${index}`,
      createdAt: new Date(at).toISOString(),
    };
  });
  const shuffled = rows.map((row) => ({ row, key: random.next() })).sort((a, b) => a.key - b.key);
  return { name: 'made posts', csv: stringify(shuffled.map(({ row }) => row)), rows };
}

function stringify(rows: readonly PostRow[]): string {
  const quoted = (value: string) => `"${value.replaceAll('"', '""')}"`;
  const lines = rows.map(({ id, author, text, createdAt }) =>
    [id, author, text, createdAt].map(quoted).join(','),
  );
  return `id,author,text,createdAt\n${lines.join('\n')}\n`;
}
