import type { StoredMention } from '../core/stored-mention.js';
import { type Cell, csvRow, tsvRow } from '../output/csv.js';
import { fourDigits } from '../output/number.js';
import { safeText } from '../output/sanitise.js';
import { iso } from '../output/time.js';

/** One line of `list` in a pipe: id, priority, time, network, handle, sentiment, text; tab-separated, no header. */
export function mentionTsv(mention: StoredMention): string {
  return tsvRow([
    mention.id,
    mention.priority,
    iso(mention.createdAt),
    mention.network,
    mention.author.handle,
    mention.sentiment.label,
    mention.text,
  ]);
}

/** Each column of `list --csv`, in order. Strangers' texts are made safe; the text keeps its lines. */
const CSV_COLUMNS: readonly (readonly [name: string, cell: (mention: StoredMention) => Cell])[] = [
  ['id', (mention) => mention.id],
  ['createdAt', (mention) => iso(mention.createdAt)],
  ['network', (mention) => mention.network],
  ['account', (mention) => mention.account],
  ['kind', (mention) => mention.kind],
  ['private', (mention) => mention.private],
  ['handle', (mention) => safeText(mention.author.handle)],
  ['name', (mention) => safeText(mention.author.name ?? '')],
  ['followers', (mention) => mention.author.followers],
  ['text', (mention) => safeText(mention.text)],
  ['language', (mention) => mention.language],
  ['sentiment', (mention) => mention.sentiment.label],
  ['score', (mention) => fourDigits(mention.sentiment.score)],
  ['confidence', (mention) => fourDigits(mention.sentiment.confidence)],
  ['intent', (mention) => mention.intent],
  ['needsReply', (mention) => mention.needsReply],
  ['priority', (mention) => mention.priority],
  ['status', (mention) => mention.status],
  ['answeredAt', (mention) => iso(mention.answeredAt)],
  ['tags', (mention) => safeText(mention.tags.join(' '))],
  ['watches', (mention) => safeText(mention.watches.join(' '))],
  ['url', (mention) => mention.url && safeText(mention.url)],
];

/** The first record of `list --csv`: the names of its columns. */
export function mentionCsvHeader(): string {
  return csvRow(CSV_COLUMNS.map(([name]) => name));
}

/** One record of `list --csv`. */
export function mentionCsv(mention: StoredMention): string {
  return csvRow(CSV_COLUMNS.map(([, cell]) => cell(mention)));
}
