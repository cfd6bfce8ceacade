import { safeJson } from '../core/safe-json.js';
import type { Evidence, Understanding } from '../core/sentiment.js';
import { tsvRow } from '../output/csv.js';
import { toJsonText } from '../output/json.js';
import { fourDigits } from '../output/number.js';
import { safeLine } from '../output/sanitise.js';
import { flow, hang } from '../output/width.js';
import { evidenceLabel, sentimentLabel, sentimentPaint } from './labels.js';
import { understandingJson } from './to-json.js';
import type { View } from './view.js';

export interface Scored {
  text: string;
  /** The JSON object it came in, as it was written and as it was read; null for plain text. */
  json: { line: string; fields: Readonly<Record<string, unknown>> } | null;
  understanding: Understanding;
  /** What decided the sentiment, strongest first; null where nobody asked. */
  evidence: readonly Evidence[] | null;
}

/** `score TEXT` at a terminal: the sentiment, what the text wants, and why. */
export function scoreLines({ text, understanding, evidence }: Scored, view: View): string[] {
  const { style, width } = view;
  const { sentiment, intent, language, needsReply, reasons, urgency } = understanding;
  const facts = [
    `${sentimentLabel(sentiment)} ${sentiment.score.toFixed(2).replace('-', '−')}`,
    `confidence ${sentiment.confidence.toFixed(2)}`,
    intent,
    language,
    needsReply ? 'needs a reply' : 'needs no reply',
  ];
  const why = [...new Set([...urgency, ...reasons])].map(safeLine).join(' · ');
  const weighed = (evidence ?? []).map(evidenceLabel).join(', ');
  return [
    ...hang('', safeLine(text) || '(no text)', width, 0),
    ...flow(facts, ' · ', width - 2).map(
      (line, index) => `  ${index === 0 ? sentimentPaint(style, sentiment)(line) : line}`,
    ),
    ...(why === '' ? [] : hang('  why: ', why, width)),
    ...(weighed === '' ? [] : hang('  because: ', weighed, width)),
  ];
}

/**
 * One scored text as a JSON object. A line that was JSON keeps its fields as they were written, so that a number too
 * long for this program, such as a post's id, comes out as it went in; ours are added, and win where names are the same.
 */
export function scoreJson({ text, json, understanding, evidence }: Scored): string {
  const own = understandingJson(understanding, evidence);
  if (json === null) return toJsonText({ text, ...own });
  const { line, fields } = json;
  if (Object.keys(own).some((name) => name in fields)) return toJsonText({ ...fields, ...own });
  return `${safeJson(line.trim().slice(0, -1))},${toJsonText(own).slice(1)}`;
}

/** One scored text in a pipe: label, score, confidence, language, intent, needs a reply, text. */
export function scoreTsv({ text, understanding }: Scored): string {
  const { sentiment, language, intent, needsReply } = understanding;
  const { label, score, confidence } = sentiment;
  return tsvRow([label, fourDigits(score), fourDigits(confidence), language, intent, needsReply, text]);
}
