import type { LearntText, LearntWord, LocalLayer } from '../core/lessons.js';
import {
  type Evidence,
  INTENTS,
  type Intent,
  type Sentiment,
  type SentimentLabel,
} from '../core/sentiment.js';
import { Home } from './home.js';
import { type Phrase, phrasesOf, singleWords, textKey } from './phrases.js';
import { fromLogits, toLogits } from './probabilities.js';
import { Tokens } from './tokens.js';

/** All learnt words of a text together move an answer by no more than this, in log-odds. */
export const MOST_TOGETHER = 1.5;
/** How sure the scorer is of a text whose very words a person has judged. */
const AS_JUDGED = 0.9;
/** How far the rules' own intent is ahead before anything was learnt, in log-odds. */
export const RULES_LEAD = 1.5;

/** A local layer, ready to score with. */
export class LocalWeights {
  readonly id: string;
  readonly #sentiment: ReadonlyMap<number, LearntWord>;
  readonly #intent: ReadonlyMap<number, LearntWord>;
  readonly #texts: ReadonlyMap<number, LearntText>;
  readonly #habits: ReadonlyMap<Intent, readonly number[]>;
  readonly #home: Home | undefined;

  constructor(layer: LocalLayer) {
    const tokens = new Tokens();
    this.id = layer.id;
    this.#habits = new Map((layer.habits ?? []).map(({ taken, weights }) => [taken, weights]));
    this.#home = layer.home && new Home(layer.home);
    this.#sentiment = byPhrase(layer.sentiment, tokens);
    this.#intent = byPhrase(layer.intent, tokens);
    this.#texts = new Map(
      layer.texts.flatMap((entry) => {
        tokens.read(entry.text);
        const key = textKey(tokens);
        return key === null ? [] : [[key, entry] as const];
      }),
    );
  }

  /** The sentiment of a text once what was learnt has its say. */
  sentiment(tokens: Tokens, scored: Sentiment): Sentiment {
    const judged = this.#judged(tokens)?.sentiment;
    if (judged) return asJudged(judged);
    const shift = this.#shift(tokens, this.#sentiment);
    return shift === null ? scored : fromLogits(toLogits(scored).map((value, k) => value + (shift[k] ?? 0)));
  }

  /** The intent of a text once what was learnt has its say. */
  intent(tokens: Tokens, scored: Intent): Intent {
    const judged = this.#judged(tokens)?.intent;
    if (judged) return judged;
    const shift = this.#shift(tokens, this.#intent, this.#habits.get(scored));
    if (shift === null) return scored;
    let best = scored;
    let most = RULES_LEAD + (shift[INTENTS.indexOf(scored)] ?? 0);
    for (const [k, intent] of INTENTS.entries()) {
      const value = shift[k] ?? 0;
      if (intent !== scored && value > most) {
        most = value;
        best = intent;
      }
    }
    return best;
  }

  /** What was learnt of a text's words, each with what it moves the score by; the score is asked after each. */
  evidence(tokens: Tokens, scored: Sentiment): Evidence[] {
    const judged = this.#judged(tokens)?.sentiment;
    if (judged) {
      const weight = asJudged(judged).score - scored.score;
      return [{ text: 'this very text', weight, source: 'corrections' }];
    }
    const base = toLogits(scored);
    const phrases = phrasesOf(tokens);
    const share = this.#share(phrases);
    return phrases.flatMap(({ key }) => {
      const word = this.#sentiment.get(key);
      if (!word || share === 0) return [];
      const moved = fromLogits(base.map((value, k) => value + share * (word.weights[k] ?? 0)));
      return [{ text: word.text, weight: moved.score - scored.score, source: 'corrections' as const }];
    });
  }

  /**
   * What the learnt words of a text and a learnt habit add up to, held within bounds and as far as the text is at
   * home; null where there are none.
   */
  #shift(tokens: Tokens, words: ReadonlyMap<number, LearntWord>, habit?: readonly number[]): number[] | null {
    if (words.size === 0 && !habit) return null;
    const phrases = phrasesOf(tokens);
    const known: (readonly number[])[] = phrases.flatMap(({ key }) => {
      const word = words.get(key);
      return word ? [word.weights] : [];
    });
    if (habit) known.push(habit);
    const [first] = known;
    if (!first) return null;
    const share = this.#share(phrases);
    if (share === 0) return null;
    return first.map((_, k) => {
      const sum = known.reduce((total, weights) => total + (weights[k] ?? 0), 0);
      return share * Math.max(-MOST_TOGETHER, Math.min(MOST_TOGETHER, sum));
    });
  }

  #share(phrases: readonly Phrase[]): number {
    return this.#home === undefined ? 1 : this.#home.share(singleWords(phrases));
  }

  #judged(tokens: Tokens): LearntText | undefined {
    const key = this.#texts.size === 0 ? null : textKey(tokens);
    return key === null ? undefined : this.#texts.get(key);
  }
}

function asJudged(label: SentimentLabel): Sentiment {
  const score = { negative: -AS_JUDGED, neutral: 0, positive: AS_JUDGED }[label];
  return { label, score, confidence: AS_JUDGED };
}

function byPhrase(words: readonly LearntWord[], tokens: Tokens): Map<number, LearntWord> {
  return new Map(
    words.flatMap((word) => {
      tokens.read(word.text);
      // A pair's own phrase comes after its two words.
      const phrase = phrasesOf(tokens).find(({ first, last }) => first === 0 && last === tokens.count - 1);
      return phrase ? [[phrase.key, word] as const] : [];
    }),
  );
}
