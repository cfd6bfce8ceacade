import { Annotations } from './annotations.js';
import { ComplaintModel } from './complaint.js';
import { ConvolutionModel } from './convolution.js';
import { contextFeatures, FeatureList } from './features.js';
import { LanguageModel } from './language.js';
import { LANGUAGES, languageIndex } from './languages.js';
import { Lexicon } from './lexicon.js';
import { LinearModel } from './linear.js';
import type { ModelFile } from './model-file.js';
import { TokenRows } from './token-rows.js';
import type { Tokens } from './tokens.js';

/** The log-odds of negative and of positive against neutral. */
interface LogOdds {
  negative: number;
  positive: number;
}

/** Where the linear model is this far ahead (in log-odds) the convolution is not asked: it would agree. */
const SURE = 0.6;

/** Everything learnt, over one model file. */
export class SentimentModel {
  readonly id: string;
  readonly rows = new TokenRows();
  /** Of the text scored last. */
  readonly #annotations: Annotations;
  readonly #linear: LinearModel;
  readonly #convolution: ConvolutionModel;
  readonly #complaint: ComplaintModel;
  readonly #language: LanguageModel;
  /** Four a language, and for the unknown one: what the log-odds of either model count, and two shifts. */
  readonly #mixing: Float32Array;
  /** Of the text scored last: the features that are no token's own. */
  readonly #context = new FeatureList();
  readonly #odds: LogOdds = { negative: 0, positive: 0 };

  constructor(file: ModelFile) {
    this.id = file.id;
    this.#annotations = new Annotations(
      new Lexicon(file.int32('lexicon.hashes'), file.int8('lexicon.valence')),
    );
    this.#linear = new LinearModel(file);
    this.#convolution = new ConvolutionModel(file);
    this.#complaint = new ComplaintModel(file);
    this.#language = new LanguageModel(file);
    this.#mixing = file.float32('mixing');
  }

  /** The language of a text: a BCP 47 primary subtag, `und` where it cannot be told. */
  language(tokens: Tokens, networkLanguage?: string | null): string {
    this.rows.read(tokens);
    return this.#language.detect(tokens, this.rows, networkLanguage);
  }

  /** The probability that the text whose odds were asked last complains; null where it is not English. */
  complaint(tokens: Tokens, language: string): number | null {
    return language === 'en' ? this.#complaint.probability(tokens, this.rows, this.#context) : null;
  }

  /** Which tokens of a text stand under a negation: one flag each. */
  negated(tokens: Tokens, language: string): Uint8Array {
    this.rows.read(tokens);
    this.#annotations.read(tokens, this.rows, languageIndex(language));
    return this.#annotations.negated.slice(0, tokens.count);
  }

  /** The log-odds of a text in a language; the object is the same at every call. */
  odds(tokens: Tokens, language: string): LogOdds {
    const row = languageIndex(language);
    const at = (row < 0 ? LANGUAGES.length : row) * 4;
    const linear = this.#mixing[at] ?? 0;
    const convolution = this.#mixing[at + 1] ?? 0;
    this.rows.read(tokens);
    this.#annotations.read(tokens, this.rows, row);
    this.#context.clear();
    contextFeatures(tokens, this.#annotations, this.#context);
    this.#linear.score(tokens, this.rows, this.#context, row);
    const { negative, positive } = this.#linear;
    const sure = margin(negative, positive) > SURE;
    if (!sure) this.#convolution.score(tokens, this.rows, this.#annotations, row);
    const second = sure ? this.#linear : this.#convolution;
    this.#odds.negative = linear * negative + convolution * second.negative + (this.#mixing[at + 2] ?? 0);
    this.#odds.positive = linear * positive + convolution * second.positive + (this.#mixing[at + 3] ?? 0);
    return this.#odds;
  }
}

/** How far the likeliest of the three classes is ahead of the second, in log-odds. */
function margin(negative: number, positive: number): number {
  const top = Math.max(0, negative, positive);
  const bottom = Math.min(0, negative, positive);
  return 2 * top - (negative + positive - bottom);
}
