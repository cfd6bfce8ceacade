import type { LearntText, LearntWord, LocalLayer } from '../core/lessons.js';
import {
  type Evidence,
  INTENTS,
  type Intent,
  SENTIMENT_LABELS,
  type Sentiment,
  type SentimentLabel,
} from '../core/sentiment.js';
import { phrasesOf, textKey } from './phrases.js';
import { fromLogits, toLogits } from './probabilities.js';
import { Tokens } from './tokens.js';

/** All learnt words of a text together move an answer by no more than this, in log-odds. */
export const MOST_TOGETHER = 1.5;
/** How sure the scorer is of a text whose very words a person has judged. */
const AS_JUDGED = 0.9;
/** How far the rules' own intent is ahead before anything was learnt, in log-odds. */
export const RULES_LEAD = 2;

/** A local layer, ready to score with. */
export class LocalWeights {
  readonly id: string;
  readonly #sentiment: ReadonlyMap<number, LearntWord>;
  readonly #intent: ReadonlyMap<number, LearntWord>;
  readonly #texts: ReadonlyMap<number, LearntText>;

  constructor(layer: LocalLayer) {
    const tokens = new Tokens();
    this.id = layer.id;
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
    const shift = shiftOf(tokens, this.#sentiment, SENTIMENT_LABELS.length);
    return shift === null ? scored : fromLogits(toLogits(scored).map((value, k) => value + (shift[k] ?? 0)));
  }

  /** The intent of a text once what was learnt has its say. */
  intent(tokens: Tokens, scored: Intent): Intent {
    const judged = this.#judged(tokens)?.intent;
    if (judged) return judged;
    const shift = shiftOf(tokens, this.#intent, INTENTS.length);
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
    return phrasesOf(tokens).flatMap(({ key }) => {
      const word = this.#sentiment.get(key);
      if (!word) return [];
      const moved = fromLogits(base.map((value, k) => value + (word.weights[k] ?? 0)));
      return [{ text: word.text, weight: moved.score - scored.score, source: 'corrections' as const }];
    });
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

/** What the learnt words of a text add up to, held within bounds; null where it has none. */
function shiftOf(tokens: Tokens, words: ReadonlyMap<number, LearntWord>, answers: number): number[] | null {
  if (words.size === 0) return null;
  let sum: number[] | null = null;
  for (const { key } of phrasesOf(tokens)) {
    const word = words.get(key);
    if (!word) continue;
    sum ??= new Array<number>(answers).fill(0);
    for (let k = 0; k < answers; k++) sum[k] = (sum[k] ?? 0) + (word.weights[k] ?? 0);
  }
  return sum?.map((value) => Math.max(-MOST_TOGETHER, Math.min(MOST_TOGETHER, value))) ?? null;
}
