import type { Evidence } from '../core/sentiment.js';
import type { Tokens } from './tokens.js';

const MOST = 8;
/** Longer texts are explained by their beginning. */
const LONGEST = 60;
/** What moves the score by less than this decides nothing. */
const LEAST = 0.01;

/**
 * What decided a score, by leaving each token out in turn: a token's weight is the score with it minus the
 * score without it. Tokens under a negation say so.
 *
 * @param tokens the text, cut up
 * @param negated one flag a token: it stands under a negation
 * @param score from -1 to 1, of any text
 * @returns strongest first, at most eight
 */
export function explain(tokens: Tokens, negated: Uint8Array, score: (text: string) => number): Evidence[] {
  const { text } = tokens;
  const whole = score(text);
  const spans = Array.from({ length: Math.min(tokens.count, LONGEST) }, (_, i) => ({
    from: tokens.start[i] ?? 0,
    to: tokens.end[i] ?? 0,
    negated: negated[i] === 1,
  }));
  return strongest(
    spans.map(({ from, to, negated: under }) => ({
      text: `${under ? 'not ' : ''}${text.slice(from, to)}`,
      weight: whole - score(`${text.slice(0, from)} ${text.slice(to)}`),
    })),
  );
}

/** The evidence that weighs anything, strongest first, at most eight. */
export function strongest(evidence: readonly Evidence[]): Evidence[] {
  return evidence
    .filter(({ weight }) => Math.abs(weight) >= LEAST)
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
    .slice(0, MOST);
}
