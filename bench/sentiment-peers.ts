import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** A scorer to compare: a text in, a row of negative, neutral, positive out. */
export interface Contender {
  name: string;
  label(text: string): string;
}

function byThreshold(score: number, threshold: number): string {
  if (score > threshold) return 'positive';
  return score < -threshold ? 'negative' : 'neutral';
}

/** The peers among npm packages, each with the thresholds its own documentation recommends. */
export function peers(): Contender[] {
  const Sentiment: new () => { analyze(text: string): { score: number } } = require('sentiment');
  const afinn = new Sentiment();
  const { SentimentIntensityAnalyzer: vader } = require('vader-sentiment') as {
    SentimentIntensityAnalyzer: { polarity_scores(text: string): { compound: number } };
  };
  return [
    { name: 'sentiment', label: (text) => byThreshold(afinn.analyze(text).score, 0) },
    { name: 'vader-sentiment', label: (text) => byThreshold(vader.polarity_scores(text).compound, 0.05) },
  ];
}
