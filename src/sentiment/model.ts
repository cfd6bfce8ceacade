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
  readonly lexicon: Lexicon;
  readonly linear: LinearModel;
  readonly #language: LanguageModel;
  readonly #temperatures: Float32Array;
  readonly #odds: LogOdds = { negative: 0, positive: 0 };

  constructor(file: ModelFile) {
    this.id = file.id;
    this.lexicon = new Lexicon(file.int32('lexicon.hashes'), file.int8('lexicon.valences'));
    this.linear = new LinearModel(file, this.lexicon);
    this.#language = new LanguageModel(file);
    this.#temperatures = file.float32('temperatures');
  }

  language(tokens: Tokens, networkLanguage?: string | null): string {
    return this.#language.detect(tokens, networkLanguage);
  }

  /** The log-odds of a text in a language; the object is the same at every call. */
  odds(tokens: Tokens, language: string): LogOdds {
    const row = languageIndex(language);
    this.linear.score(tokens, row);
    const temperature = this.#temperatures[row < 0 ? LANGUAGES.length : row] ?? 1;
    this.#odds.negative = this.linear.negative * temperature;
    this.#odds.positive = this.linear.positive * temperature;
    return this.#odds;
  }
}
