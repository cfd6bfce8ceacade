import type { Lexicon } from './lexicon.js';
import { negatesBackwards, negatorsOf } from './negators.js';
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

  constructor(lexicon: Lexicon) {
    this.#lexicon = lexicon;
  }

  /** Annotates a text in a language (a row of LANGUAGES, or -1), replacing what was here. */
  read(tokens: Tokens, language: number): void {
    this.#markNegated(tokens, language);
    this.turned = this.positive = this.negative = this.highest = this.lowest = this.last = 0;
    for (let i = 0; i < tokens.count; i++) {
      const under = this.negated[i] === 1;
      if (under) this.turned++;
      const plain = this.#lexicon.valence(tokens.hash[i] ?? 0);
      if (plain === 0) continue;
      const valence = under ? plain * TURNED : plain;
      if (valence > 0) this.positive += valence;
      else this.negative -= valence;
      if (valence > this.highest) this.highest = valence;
      if (valence < this.lowest) this.lowest = valence;
      this.last = valence;
    }
  }

  /**
   * Up to four tokens after a negator stand under it, to the next punctuation mark; in verb-final languages
   * the two before it do too.
   */
  #markNegated(tokens: Tokens, language: number): void {
    const { negated } = this;
    const negators = negatorsOf(language);
    const backwards = negatesBackwards(language);
    let reach = 0;
    for (let i = 0; i < tokens.count; i++) {
      const kind = tokens.kind[i] ?? 0;
      negated[i] = reach > 0 ? 1 : 0;
      if (kind === KIND.mark) reach = 0;
      else if (reach > 0) reach--;
      if (kind > KIND.hashtag || !negators.has(tokens.hash[i] ?? 0)) continue;
      reach = NEGATION_REACH;
      if (!backwards) continue;
      for (let back = i - 1; back >= i - 2 && back >= 0 && tokens.kind[back] !== KIND.mark; back--)
        negated[back] = 1;
    }
  }
}
