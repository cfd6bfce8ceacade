import type { LocalLayer, TeachableScorer } from '../core/lessons.js';
import type { Evidence, Scorer, ScoringContext, Sentiment, Understanding } from '../core/sentiment.js';
import { CueBook, type CuesFound } from './cue-book.js';
import { explain, strongest } from './explain.js';
import { intentOf } from './intent.js';
import { languageIndex } from './languages.js';
import { LocalWeights } from './local-weights.js';
import type { SentimentModel } from './model.js';
import { needsReply as replyNeeded } from './needs-reply.js';
import { negates } from './negators.js';
import { reword } from './rewording.js';
import { Tokens } from './tokens.js';
import { urgencyOf } from './urgency.js';

/** Counts changes of the rules around the model that can change an answer. */
const RULES = 10;
const NO_CONTEXT: ScoringContext = {};

/** The scorer over a model that is fetched at its first use. */
export class ModelScorer implements TeachableScorer {
  readonly #fetch: () => SentimentModel;
  readonly #local: LocalWeights | undefined;
  readonly #tokens = new Tokens();
  readonly #reworded = new Tokens();
  #loaded: { model: SentimentModel; cues: CueBook } | undefined;

  /**
   * @param fetch gives the model; called once, when something is first scored or the version is asked for
   * @param local what a business's corrections taught
   */
  constructor(fetch: () => SentimentModel, local?: LocalWeights) {
    this.#fetch = fetch;
    this.#local = local;
  }

  taught(layer: LocalLayer): Scorer {
    return new ModelScorer(() => this.#ready().model, new LocalWeights(layer));
  }

  /** @throws EarshotError `model-unreadable` when the model file is missing or damaged */
  get version(): string {
    const shipped = `${this.#ready().model.id}-${RULES}`;
    return this.#local ? `${shipped}+${this.#local.id}` : shipped;
  }

  /** @throws EarshotError `model-unreadable` when the model file is missing or damaged */
  score(text: string, context: ScoringContext = NO_CONTEXT): Understanding {
    const { model, cues: book } = this.#ready();
    const tokens = this.#tokens;
    tokens.read(text);
    const language = model.language(tokens, context.networkLanguage);
    const cues = book.find(tokens, model.rows, languageIndex(language));
    const read = cues.idioms.length === 0 ? tokens : this.#asMeant(tokens, cues, language);
    const scored = toSentiment(model, read, language);
    const sentiment = this.#local?.sentiment(tokens, scored) ?? scored;
    const complaint = () => (read.count === 0 ? null : model.complaint(read, language));
    const ruled = intentOf({ tokens: read, cues, sentiment, complaint }, context);
    const intent = this.#local?.intent(tokens, ruled) ?? ruled;
    const urgency = urgencyOf(cues, intent, sentiment.score);
    const { needsReply, reasons } = replyNeeded(text, intent, urgency, cues, context);
    return { sentiment, intent, language, needsReply, reasons, urgency };
  }

  /** @throws EarshotError `model-unreadable` when the model file is missing or damaged */
  explain(text: string): Evidence[] {
    const { model, cues: book } = this.#ready();
    const tokens = this.#tokens;
    tokens.read(text);
    const language = model.language(tokens);
    const row = languageIndex(language);
    const score = (some: Tokens) => {
      model.rows.read(some);
      return toSentiment(model, this.#asMeant(some, book.find(some, model.rows, row), language), language);
    };
    const sentiment = score(tokens);
    const learnt = this.#local?.evidence(tokens, sentiment) ?? [];
    // A negator under another is not denied: of "no, not good" only "good" is.
    const negated = model
      .negated(tokens, language)
      .map((under, i) => (negates(tokens.hash[i] ?? 0, row) ? 0 : under));
    const other = new Tokens();
    const known = explain(tokens, negated, (part) => {
      other.read(part);
      return score(other).score;
    });
    return strongest([...learnt, ...known]);
  }

  /** A text with its idioms as they are meant, which `cues` then speak of too; or the text itself. */
  #asMeant(tokens: Tokens, cues: CuesFound, language: string): Tokens {
    const { model, cues: book } = this.#ready();
    const row = languageIndex(language);
    const meant = reword(tokens, cues.idioms, Math.max(0, row));
    if (meant === undefined) return tokens;
    const read = this.#reworded;
    read.read(meant);
    model.rows.read(read);
    book.find(read, model.rows, row);
    return read;
  }

  #ready(): { model: SentimentModel; cues: CueBook } {
    this.#loaded ??= { model: this.#fetch(), cues: new CueBook() };
    return this.#loaded;
  }
}

/** What the model says of a text in a language; nothing of one without tokens. */
function toSentiment(model: SentimentModel, tokens: Tokens, language: string): Sentiment {
  if (tokens.count === 0) return { label: 'neutral', score: 0, confidence: 0 };
  const { negative, positive } = model.odds(tokens, language);
  const top = Math.max(0, negative, positive);
  const n = Math.exp(negative - top);
  const p = Math.exp(positive - top);
  const neutral = Math.exp(-top);
  const sum = n + p + neutral;
  const score = (p - n) / sum;
  if (n > neutral && n > p) return { label: 'negative', score, confidence: n / sum };
  if (p > neutral && p > n) return { label: 'positive', score, confidence: p / sum };
  return { label: 'neutral', score, confidence: neutral / sum };
}
