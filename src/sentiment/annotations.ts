import type { Lexicon } from './lexicon.js';
import { languagesNegatedBy, negatesBackwards } from './negators.js';
import { PART, ROWS, type TokenRows } from './token-rows.js';
import { KIND, MAX_TOKENS, type Tokens } from './tokens.js';

const NEGATION_REACH = 4;
/** "not good" is less bad than "good" is good. */
const TURNED = -0.75;

/** What is known of a text's tokens before any model sees them: negation, and sums over the lexicon. */
export class Annotations {
  /** One flag a token: it stands under a negation. */
  readonly negated = new Uint8Array(MAX_TOKENS);
  /** How many tokens stand under a negation. */
  turned = 0;
  /** Sums and extremes of the valences (from -1 to 1) of the tokens, turned round under negation. */
  positive = 0;
  negative = 0;
  highest = 0;
  lowest = 0;
  last = 0;

  readonly #lexicon: Lexicon;
  /** Of each token's row: its valence, and the languages it negates in, a bit each. */
  readonly #valences = new Float32Array(ROWS);
  readonly #negates = new Uint16Array(ROWS);

  constructor(lexicon: Lexicon) {
    this.#lexicon = lexicon;
  }

  /**
   * Annotates a text in a language (a row of LANGUAGES, or -1), replacing what was here.
   *
   * @param cache has read the text
   */
  read(tokens: Tokens, cache: TokenRows, language: number): void {
    this.#markNegated(tokens, cache, language);
    const { negated } = this;
    const { rows } = cache;
    let turned = 0;
    let positive = 0;
    let negative = 0;
    let highest = 0;
    let lowest = 0;
    let last = 0;
    for (let i = 0; i < tokens.count; i++) {
      const under = negated[i] ?? 0;
      turned += under;
      const plain = this.#valences[rows[i] ?? 0] ?? 0;
      if (plain === 0) continue;
      last = under === 1 ? plain * TURNED : plain;
      if (last > 0) positive += last;
      else negative -= last;
      if (last > highest) highest = last;
      if (last < lowest) lowest = last;
    }
    this.turned = turned;
    this.positive = positive;
    this.negative = negative;
    this.highest = highest;
    this.lowest = lowest;
    this.last = last;
  }

  /**
   * Up to four tokens after a negator stand under it, to the next punctuation mark; in verb-final languages
   * the two before it do too.
   */
  #markNegated(tokens: Tokens, cache: TokenRows, language: number): void {
    const { negated } = this;
    const { rows, known } = cache;
    const { kind, count } = tokens;
    const bit = language < 0 ? 0 : 1 << language;
    const backwards = negatesBackwards(language);
    let reach = 0;
    for (let i = 0; i < count; i++) {
      const row = rows[i] ?? 0;
      if (((known[row] ?? 0) & PART.annotations) === 0) this.#fill(tokens, i, cache, row);
      negated[i] = reach > 0 ? 1 : 0;
      if (kind[i] === KIND.mark) reach = 0;
      else if (reach > 0) reach--;
      if (((this.#negates[row] ?? 0) & bit) === 0) continue;
      reach = NEGATION_REACH;
      if (!backwards) continue;
      for (let back = i - 1; back >= i - 2 && back >= 0 && kind[back] !== KIND.mark; back--)
        negated[back] = 1;
    }
  }

  #fill(tokens: Tokens, index: number, cache: TokenRows, row: number): void {
    const hash = tokens.hash[index] ?? 0;
    this.#valences[row] = this.#lexicon.valence(hash);
    this.#negates[row] = (tokens.kind[index] ?? 0) > KIND.hashtag ? 0 : languagesNegatedBy(hash);
    cache.known[row] = (cache.known[row] ?? 0) | PART.annotations;
  }
}
