import { ByteRows } from './byte-rows.js';
import { hashStep, mix } from './hash.js';
import { LANGUAGES, languageIndex } from './languages.js';
import type { ModelFile } from './model-file.js';
import { languageOfLetters } from './scripts.js';
import { FIELD, PART, ROWS, type TokenRows } from './token-rows.js';
import { KIND, type Tokens } from './tokens.js';

/** What a text is told apart into: the languages the model was taught, and all others in Latin or Arabic letters. */
export const KINDS_OF_TEXT = LANGUAGES.length + 1;
const COUNT = KINDS_OF_TEXT;
/** Room for the evidence of one token: a cache line. */
const EVIDENCE = 16;
const LONGEST = 4;
/** Language rows live in a hashed table of this many rows (a power of two). */
export const LANGUAGE_ROWS = 1 << 15;

/** What the network said counts as this much evidence (in log-odds): it decides ties, not disputes. */
const NETWORK_SAYS = 1.5;
/** Every so many words the reading may stop, if the best language leads by so much (in log-odds). */
const LOOK_EVERY = 3;
const DECIDED = 5;
/** Below this probability of the best language the answer is "cannot be told". */
const SURE_ENOUGH = 0.4;

/** The rows of the language table that a word touches: itself and its 1- to 4-grams with end marks. */
export function languageRows(tokens: Tokens, index: number, out: Int32Array): number {
  const from = tokens.from[index] ?? 0;
  const to = tokens.to[index] ?? 0;
  let count = 0;
  out[count++] = mix((tokens.hash[index] ?? 0) ^ 0x1b56c4e9) & (LANGUAGE_ROWS - 1);
  for (let start = from - 1; start <= to; start++) {
    const last = Math.min(start + LONGEST, to + 1);
    let gram = 0x3c6ef372;
    for (let at = start; at < last; at++) {
      gram = hashStep(gram, at < from ? 1 : at >= to ? 2 : (tokens.units[at] ?? 0));
      if (at > start || (at >= from && at < to)) out[count++] = mix(gram) & (LANGUAGE_ROWS - 1);
    }
  }
  return count;
}

/** Languages that a text without a letter of their script is surely not in. */
const WRITTEN_IN_ARABIC = [languageIndex('fa'), languageIndex('ar')];
const ARABIC_SCRIPT = /[\u0600-\u06ff]/;

/** Tells the language of a text from its words and their letters. */
export class LanguageModel {
  readonly #table: ByteRows;
  readonly #bias: Float32Array;
  readonly #scale: number;
  readonly #cached = new Float32Array(ROWS * EVIDENCE);
  readonly #rows = new Int32Array(256);
  /** Where the evidence of the words stands that are not added yet. */
  readonly #read = new Int32Array(LOOK_EVERY);
  readonly #counts = new Int32Array(EVIDENCE);
  readonly #sum = new Float64Array(COUNT);

  constructor(model: ModelFile) {
    this.#table = new ByteRows(model.int8('language.table'), COUNT);
    const parameters = model.float32('language.bias');
    this.#scale = parameters[COUNT] ?? 0;
    this.#bias = parameters.subarray(0, COUNT);
  }

  /**
   * @param networkLanguage the network's own guess, which breaks ties
   * @returns a BCP 47 primary subtag, `und` where it cannot be told
   */
  detect(tokens: Tokens, cache: TokenRows, networkLanguage?: string | null): string {
    const byLetters = tokens.beyondLatin ? languageOfLetters(tokens.text) : undefined;
    if (byLetters !== undefined) return byLetters;
    const sum = this.#sum;
    const cached = this.#cached;
    const { places, records } = cache;
    for (let k = 0; k < COUNT; k++) sum[k] = this.#bias[k] ?? 0;
    const read = this.#read;
    let words = 0;
    let waiting = 0;
    for (let i = 0; i < tokens.count; i++) {
      if ((tokens.kind[i] ?? 0) > KIND.hashtag) continue;
      words++;
      const record = places[i] ?? 0;
      const row = ((records[record + FIELD.row] ?? 1) - 1) * EVIDENCE;
      const known = records[record + FIELD.known] ?? 0;
      if ((known & PART.language) === 0) {
        this.#fill(row, tokens, i);
        records[record + FIELD.known] = known | PART.language;
      }
      read[waiting++] = row;
      if (waiting < LOOK_EVERY) continue;
      waiting = 0;
      if (this.#addAll() > DECIDED) break;
    }
    for (let w = 0; w < waiting; w++) {
      const row = read[w] ?? 0;
      for (let k = 0; k < COUNT; k++) sum[k] = (sum[k] ?? 0) + (cached[row + k] ?? 0);
    }
    const said = networkLanguage == null ? -1 : languageIndex(primary(networkLanguage));
    if (words === 0) return said < 0 ? 'und' : (LANGUAGES[said] ?? 'und');
    if (said >= 0) sum[said] = (sum[said] ?? 0) + NETWORK_SAYS;
    if (!tokens.beyondLatin || !ARABIC_SCRIPT.test(tokens.text))
      for (const k of WRITTEN_IN_ARABIC) sum[k] = Number.NEGATIVE_INFINITY;
    return pick(sum);
  }

  /** Adds the evidence of {@link LOOK_EVERY} words at once; says how far the best language is ahead then. */
  #addAll(): number {
    const cached = this.#cached;
    const sum = this.#sum;
    const read = this.#read;
    const first = read[0] ?? 0;
    const second = read[1] ?? 0;
    const third = read[2] ?? 0;
    for (let k = 0; k < COUNT; k++)
      sum[k] =
        (sum[k] ?? 0) + (cached[first + k] ?? 0) + (cached[second + k] ?? 0) + (cached[third + k] ?? 0);
    return lead(sum);
  }

  /** Works out a token's evidence for each language. */
  #fill(at: number, tokens: Tokens, index: number): void {
    const counts = this.#counts;
    const count = languageRows(tokens, index, this.#rows);
    this.#table.sum(this.#rows, count, counts);
    const each = this.#scale / Math.sqrt(count);
    for (let k = 0; k < COUNT; k++) this.#cached[at + k] = (counts[k] ?? 0) * each;
  }
}

/** The primary subtag of a language tag. X still calls Indonesian `in`, as ISO 639 did until 1989. */
function primary(tag: string): string {
  const [subtag = ''] = tag.toLowerCase().split('-');
  return subtag === 'in' ? 'id' : subtag;
}

/** How far the best of the sums is ahead of the second. */
function lead(sum: Float64Array): number {
  let best = Number.NEGATIVE_INFINITY;
  let second = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < COUNT; k++) {
    const value = sum[k] ?? 0;
    if (value > best) {
      second = best;
      best = value;
    } else if (value > second) second = value;
  }
  return best - second;
}

function pick(sum: Float64Array): string {
  let best = 0;
  for (let k = 1; k < COUNT; k++) if ((sum[k] ?? 0) > (sum[best] ?? 0)) best = k;
  const code = LANGUAGES[best] ?? 'und';
  if (lead(sum) > DECIDED) return code;
  let total = 0;
  for (let k = 0; k < COUNT; k++) total += Math.exp((sum[k] ?? 0) - (sum[best] ?? 0));
  // Indonesian and Malay share most words: their halves of one probability do not make the text unclear.
  return total <= 1 / SURE_ENOUGH ? code : 'und';
}
