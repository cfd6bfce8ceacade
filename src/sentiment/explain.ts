import type { Evidence } from '../core/sentiment.js';
import type { Tokens } from './tokens.js';

const MOST = 8;
/** Longer texts are explained by their beginning. */
const LONGEST = 60;
/** What moves the score by less than this decides nothing. */
const LEAST = 0.01;
/** What a person reads as a word or a sign that was meant, not as the end of a sentence. */
const SPEAKING = /[^.,:;]|[.,:;]{2}/;
const WORD = /[\p{L}\p{N}]/u;

/**
 * What decided a score, by leaving each token out in turn: a token's weight is the score with it minus the
 * score without it. Words under a negation say so.
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
    spans
      .map((span) => ({ ...span, token: text.slice(span.from, span.to) }))
      .filter(({ token }) => SPEAKING.test(token))
      .map(({ from, to, negated: under, token }) => ({
        text: under && WORD.test(token) ? `not ${token}` : token,
        weight: whole - score(`${text.slice(0, from)} ${text.slice(to)}`),
      })),
  );
}

/** The evidence that weighs anything, strongest first, each word once, at most eight. */
export function strongest(evidence: readonly Evidence[]): Evidence[] {
  const seen = new Set<string>();
  return evidence
    .filter(({ weight }) => Math.abs(weight) >= LEAST)
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
    .filter(({ text, source = '' }) => {
      const key = `${source} ${text.toLowerCase()}`;
      return !seen.has(key) && seen.add(key);
    })
    .slice(0, MOST);
}
