import type { Evidence, Understanding } from '../core/sentiment.js';
import { tsvRow } from '../output/csv.js';
import { safeLine } from '../output/sanitise.js';
import { flow, hang } from '../output/width.js';
import { sentimentLabel, sentimentPaint } from './labels.js';
import type { View } from './view.js';

export interface Scored {
  text: string;
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
  const weighed = (evidence ?? [])
    .map(({ text, weight }) => `${weight < 0 ? '−' : '+'} ${safeLine(text)}`)
    .join(', ');
  return [
    ...hang('', safeLine(text) || '(no text)', width, 0),
    ...flow(facts, ' · ', width - 2).map(
      (line, index) => `  ${index === 0 ? sentimentPaint(style, sentiment)(line) : line}`,
    ),
    ...(why === '' ? [] : hang('  why: ', why, width)),
    ...(weighed === '' ? [] : hang('  because: ', weighed, width)),
  ];
}

/** One scored text in a pipe: label, score, confidence, language, intent, needs a reply, text. */
export function scoreTsv({ text, understanding }: Scored): string {
  const { sentiment, language, intent, needsReply } = understanding;
  return tsvRow([sentiment.label, sentiment.score, sentiment.confidence, language, intent, needsReply, text]);
}
