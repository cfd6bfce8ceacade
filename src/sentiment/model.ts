import { Annotations } from './annotations.js';
import { ConvolutionModel } from './convolution.js';
import { LanguageModel } from './language.js';
import { LANGUAGES, languageIndex } from './languages.js';
import { Lexicon } from './lexicon.js';
import { LinearModel } from './linear.js';
import type { ModelFile } from './model-file.js';
import type { Tokens } from './tokens.js';

/** The log-odds of negative and of positive against neutral. */
export interface LogOdds {
  negative: number;
  positive: number;
}

/** Everything learnt, over one model file. */
export class SentimentModel {
  readonly id: string;
  /** Of the text scored last. */
  readonly annotations: Annotations;
  readonly #linear: LinearModel;
  readonly #convolution: ConvolutionModel;
  readonly #language: LanguageModel;
  /** Two a language, and two for the unknown one: what the log-odds of either model count. */
  readonly #mixing: Float32Array;
  readonly #odds: LogOdds = { negative: 0, positive: 0 };

  constructor(file: ModelFile) {
    this.id = file.id;
    this.annotations = new Annotations(
      new Lexicon(file.int32('lexicon.hashes'), file.int8('lexicon.valence')),
    );
    this.#linear = new LinearModel(file);
    this.#convolution = new ConvolutionModel(file);
    this.#language = new LanguageModel(file);
    this.#mixing = file.float32('mixing');
  }

  /** The language of a text: a BCP 47 primary subtag, `und` where it cannot be told. */
  language(tokens: Tokens, networkLanguage?: string | null): string {
    return this.#language.detect(tokens, networkLanguage);
  }

  /** The log-odds of a text in a language; the object is the same at every call. */
  odds(tokens: Tokens, language: string): LogOdds {
    const row = languageIndex(language);
    const at = (row < 0 ? LANGUAGES.length : row) * 2;
    const linear = this.#mixing[at] ?? 0;
    const convolution = this.#mixing[at + 1] ?? 0;
    this.annotations.read(tokens, row);
    this.#linear.score(tokens, this.annotations, row);
    this.#convolution.score(tokens, this.annotations, row);
    this.#odds.negative = linear * this.#linear.negative + convolution * this.#convolution.negative;
    this.#odds.positive = linear * this.#linear.positive + convolution * this.#convolution.positive;
    return this.#odds;
  }
}
