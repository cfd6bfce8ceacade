import type { Lexicon } from './lexicon.js';
import { languagesNegatedBy, negatesBackwards } from './negators.js';
import { FIELD, PART, type TokenRows } from './token-rows.js';
import { KIND, MAX_TOKENS, type Tokens } from './tokens.js';

const NEGATION_REACH = 4;
/** "not good" is less bad than "good" is good. */
const TURNED = -0.75;
/** By valence in whole numbers from -128 to 127, moved up by 128: from -1 to 1. */
const VALENCES = Float32Array.from({ length: 256 }, (_, place) => (place - 128) / 127);

/** A token's marks: its valence in the lowest byte, and above it a bit for each language that it negates in. */
const VALENCE = 0xff;
const NEGATES = 8;

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
  /** The tokens that have a valence, and it. */
  readonly #charged = new Int32Array(MAX_TOKENS);
  readonly #valences = new Int8Array(MAX_TOKENS);
  #chargedCount = 0;

  constructor(lexicon: Lexicon) {
    this.#lexicon = lexicon;
  }

  /**
   * Annotates a text in a language (a row of LANGUAGES, or -1), replacing what was here.
   *
   * @param cache has read the text
   */
  read(tokens: Tokens, cache: TokenRows, language: number): void {
    this.#mark(tokens, cache, language);
    const { negated } = this;
    let positive = 0;
    let negative = 0;
    let highest = 0;
    let lowest = 0;
    let last = 0;
    for (let c = 0; c < this.#chargedCount; c++) {
      const plain = VALENCES[(this.#valences[c] ?? 0) + 128] ?? 0;
      last = negated[this.#charged[c] ?? 0] === 1 ? plain * TURNED : plain;
      if (last > 0) positive += last;
      else negative -= last;
      if (last > highest) highest = last;
      if (last < lowest) lowest = last;
    }
    this.positive = positive;
    this.negative = negative;
    this.highest = highest;
    this.lowest = lowest;
    this.last = last;
  }

  /**
   * Finds the tokens that have a valence and those that stand under a negation: up to four after a negator, to the
   * next punctuation mark; in verb-final languages the two before it too.
   */
  #mark(tokens: Tokens, cache: TokenRows, language: number): void {
    const { negated } = this;
    const { places, records } = cache;
    const { kind, count } = tokens;
    const bit = language < 0 ? 0 : 1 << (language + NEGATES);
    const backwards = negatesBackwards(language);
    let reach = 0;
    let turned = 0;
    let charged = 0;
    for (let i = 0; i < count; i++) {
      const record = places[i] ?? 0;
      if (((records[record + FIELD.known] ?? 0) & PART.annotations) === 0)
        this.#fill(tokens, i, records, record);
      negated[i] = reach > 0 ? 1 : 0;
      if (reach > 0) turned++;
      if (kind[i] === KIND.mark) reach = 0;
      else if (reach > 0) reach--;
      const marks = records[record + FIELD.marks] ?? 0;
      if (marks === 0) continue;
      if ((marks & VALENCE) !== 0) {
        this.#charged[charged] = i;
        this.#valences[charged++] = marks & VALENCE;
      }
      if ((marks & bit) === 0) continue;
      reach = NEGATION_REACH;
      if (!backwards) continue;
      for (let back = i - 1; back >= i - 2 && back >= 0 && kind[back] !== KIND.mark; back--) {
        if (negated[back] === 0) turned++;
        negated[back] = 1;
      }
    }
    this.turned = turned;
    this.#chargedCount = charged;
  }

  #fill(tokens: Tokens, index: number, records: Int32Array, record: number): void {
    const hash = tokens.hash[index] ?? 0;
    const negates = (tokens.kind[index] ?? 0) > KIND.hashtag ? 0 : languagesNegatedBy(hash);
    const valence = Math.round(this.#lexicon.valence(hash) * 127);
    records[record + FIELD.marks] = (negates << NEGATES) | (valence & VALENCE);
    records[record + FIELD.known] = (records[record + FIELD.known] ?? 0) | PART.annotations;
  }
}
