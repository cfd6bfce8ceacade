import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { INTENTS } from '../src/core/sentiment.js';
import { readSource, SHARES } from './intent-sample.js';

const LabelRow = z.strictObject({
  source: z.string(),
  id: z.string(),
  language: z.enum(['en', 'fa', 'vi']),
  intent: z.enum(INTENTS),
  needsReply: z.enum(['yes', 'no']).transform((answer) => answer === 'yes'),
});
export type LabelRow = z.infer<typeof LabelRow>;

/**
 * The labels made by hand (docs/labelling.md).
 *
 * @param root the checkout
 * @throws ZodError where a row is not as test/fixtures/README.md says
 */
export function readLabels(root: string): LabelRow[] {
  const content = readFileSync(join(root, 'test/fixtures/intent-labels.tsv'), 'utf8');
  return z.array(LabelRow).parse(parse(content, { columns: true, delimiter: '\t', quote: null }));
}

/** Whether every file that the labelled texts stand in is beside the checkout. */
export function textsAreThere(root: string): boolean {
  return SHARES.every(([file]) => existsSync(join(root, '../shared/data', file)));
}

/**
 * The labels beside their texts.
 *
 * @throws Error where a text is not in the file that the label names
 */
export function joinTexts(root: string, labels: readonly LabelRow[]): (LabelRow & { text: string })[] {
  const sources = SHARES.flatMap(([file]) => readSource(join(root, '../shared/data'), file));
  const texts = new Map(sources.map(({ source, id, text }) => [`${source} ${id}`, text]));
  return labels.map((label) => {
    const text = texts.get(`${label.source} ${label.id}`);
    if (text === undefined) throw new Error(`${label.source} of ../shared/data holds no text ${label.id}`);
    return { ...label, text };
  });
}
