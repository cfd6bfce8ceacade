import { SENTIMENT_LABELS, type Sentiment } from '../core/sentiment.js';

const LEAST = 1e-6;

/** The log-probabilities of negative, neutral and positive that a sentiment was made of. */
export function toLogits({ label, score, confidence }: Sentiment): number[] {
  const [negative, positive] =
    label === 'negative'
      ? [confidence, confidence + score]
      : label === 'positive'
        ? [confidence - score, confidence]
        : [(1 - confidence - score) / 2, (1 - confidence + score) / 2];
  return [negative, 1 - negative - positive, positive].map((share) => Math.log(Math.max(LEAST, share)));
}

/** The sentiment of three log-odds: negative, neutral, positive, each up to one common constant. */
export function fromLogits(logits: readonly number[]): Sentiment {
  const shares = softmax(logits);
  const best = shares.indexOf(Math.max(...shares));
  const [negative = 0, , positive = 0] = shares;
  return {
    label: SENTIMENT_LABELS[best] ?? 'neutral',
    score: positive - negative,
    confidence: shares[best] ?? 0,
  };
}

/** Log-odds as probabilities that sum to 1. */
export function softmax(logits: readonly number[]): number[] {
  const top = Math.max(...logits);
  const powers = logits.map((value) => Math.exp(value - top));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}
