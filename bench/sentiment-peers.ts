import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** A scorer to compare: a text and its language in, one of negative, neutral, positive out. */
export interface Contender {
  name: string;
  label(text: string, language: string): string | Promise<string>;
}

function byThreshold(score: number, threshold: number): string {
  if (score > threshold) return 'positive';
  return score < -threshold ? 'negative' : 'neutral';
}

/**
 * The peers among npm packages, each with the thresholds its own documentation recommends. Those that want a language
 * are told it; one that does not know it answers as it does for English.
 *
 * @param root the checkout
 * @throws Error saying how to install them
 */
export async function peers(root: string): Promise<Contender[]> {
  const folder = join(root, 'bench/');
  if (!existsSync(join(folder, 'node_modules')))
    throw new Error('install the peers first: npm ci --prefix bench');
  const require = createRequire(folder);
  return [sentiment(require), vader(require), wink(require), natural(require), await nlp(require)];
}

type Require = NodeJS.Require;

function sentiment(require: Require): Contender {
  const Sentiment: new () => { analyze(text: string): { score: number } } = require('sentiment');
  const afinn = new Sentiment();
  return { name: 'sentiment', label: (text) => byThreshold(afinn.analyze(text).score, 0) };
}

function vader(require: Require): Contender {
  const { SentimentIntensityAnalyzer: analyzer } = require('vader-sentiment') as {
    SentimentIntensityAnalyzer: { polarity_scores(text: string): { compound: number } };
  };
  return {
    name: 'vader-sentiment',
    label: (text) => byThreshold(analyzer.polarity_scores(text).compound, 0.05),
  };
}

function wink(require: Require): Contender {
  const analyze = require('wink-sentiment') as (text: string) => { score: number };
  return { name: 'wink-sentiment', label: (text) => byThreshold(analyze(text).score, 0) };
}

/** Its vocabularies: which of its lists it has for a language, and the stemmer that goes with it. */
const NATURAL: Readonly<Record<string, readonly [language: string, stemmer: string, list: string]>> = {
  en: ['English', 'PorterStemmer', 'afinn'],
  es: ['Spanish', 'PorterStemmerEs', 'afinn'],
  pt: ['Portuguese', 'PorterStemmerPt', 'afinn'],
  it: ['Italian', 'PorterStemmerIt', 'pattern'],
  fr: ['French', 'PorterStemmerFr', 'pattern'],
};

interface NaturalAnalyzer {
  getSentiment(words: readonly string[]): number;
}

function natural(require: Require): Contender {
  const library = require('natural') as Record<string, unknown> & {
    SentimentAnalyzer: new (language: string, stemmer: unknown, list: string) => NaturalAnalyzer;
    AggressiveTokenizer: new () => { tokenize(text: string): string[] };
  };
  const analyzers = new Map<string, NaturalAnalyzer>();
  for (const [code, [language, stemmer, list]] of Object.entries(NATURAL)) {
    try {
      analyzers.set(code, new library.SentimentAnalyzer(language, library[stemmer], list));
    } catch (error) {
      console.error(`natural has nothing for ${language}: ${String(error)}`);
    }
  }
  const words = (text: string) => text.split(/[^\p{L}\p{M}\p{N}']+/u).filter((word) => word !== '');
  return {
    name: 'natural',
    label: (text, language) => {
      const analyzer = analyzers.get(language) ?? analyzers.get('en');
      return byThreshold(analyzer?.getSentiment(words(text)) || 0, 0);
    },
  };
}

interface NlpContainer {
  use(plugin: unknown): void;
}

/** Languages that its packages have words for. */
const NLP = ['en', 'es', 'fr', 'de', 'it', 'pt', 'ar', 'hi', 'id', 'ms', 'fa'];

async function nlp(require: Require): Promise<Contender> {
  const { containerBootstrap } = require('@nlpjs/core') as {
    containerBootstrap(): Promise<NlpContainer> | NlpContainer;
  };
  const { SentimentAnalyzer } = require('@nlpjs/sentiment') as {
    SentimentAnalyzer: new (settings: {
      container: NlpContainer;
    }) => {
      process(input: { utterance: string; locale: string }): Promise<{ sentiment: { score: number } }>;
    };
  };
  const container = await containerBootstrap();
  for (const code of NLP) {
    const name = `Lang${code.charAt(0).toUpperCase()}${code.slice(1)}`;
    container.use((require(`@nlpjs/lang-${code}`) as Record<string, unknown>)[name]);
  }
  const analyzer = new SentimentAnalyzer({ container });
  const known = new Set(NLP);
  return {
    name: '@nlpjs/sentiment',
    label: async (utterance, language) => {
      const locale = known.has(language) ? language : 'en';
      const { sentiment } = await analyzer.process({ utterance, locale });
      return byThreshold(sentiment.score, 0);
    },
  };
}
