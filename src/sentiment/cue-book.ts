import { CUE } from './cue.js';
import { CUES } from './cues/index.js';
import { mix } from './hash.js';
import { IDIOMS, phrasesOfPattern } from './idioms.js';
import { LANGUAGES } from './languages.js';
import { negates } from './negators.js';
import { FIELD, PARTS, type TokenRows } from './token-rows.js';
import { KIND, Tokens } from './tokens.js';

/** No phrase has more tokens. */
const LONGEST = 8;
/** What this many flags tell of a key by its last bits, before anything is looked up (a power of two). */
const FLAGS = 1 << 16;
/** Some phrase begins so, and goes on. */
const GOES_ON = 1;
/** Some phrase reads so. */
const ENDS = 2;
/** In a token's record: some phrase begins with it. */
const OPENS = 1;
/** Of a phrase, above the bits of CUE: it means something else than its words. */
const IDIOM = 1 << 30;

/** A phrase among a text's tokens that means something else than its words. */
export interface IdiomFound {
  first: number;
  last: number;
  /** What to read in its place. */
  reads: string;
}

/** The cues found in one text. */
export class CuesFound {
  /** Of CUE. */
  bits = 0;
  questionMark = false;
  /** In the order in which they stand, none in another. */
  readonly idioms: IdiomFound[] = [];
  /** By place of the bit. */
  readonly #counts = new Int32Array(32);

  clear(): void {
    if (this.bits !== 0) this.#counts.fill(0);
    this.bits = 0;
    if (this.idioms.length > 0) this.idioms.length = 0;
  }

  /** The first to begin counts, and of those that begin together the longest. */
  addIdiom(idiom: IdiomFound): void {
    const before = this.idioms.at(-1);
    if (before?.first === idiom.first) this.idioms.pop();
    else if (before && before.last >= idiom.first) return;
    this.idioms.push(idiom);
  }

  add(meant: number): void {
    this.bits |= meant;
    for (let left = meant; left !== 0; left &= left - 1) {
      const place = placeOf(left & -left);
      this.#counts[place] = (this.#counts[place] ?? 0) + 1;
    }
  }

  /** How many phrases spoke for a bit. */
  count(bit: number): number {
    return this.#counts[placeOf(bit)] ?? 0;
  }
}

function placeOf(bit: number): number {
  return 31 - Math.clz32(bit);
}

/** Whether any of some bits of CUE was found. */
export function has(cues: CuesFound, bits: number): boolean {
  return (cues.bits & bits) !== 0;
}

/** Finds cue phrases among a text's tokens, in its own language. */
export class CueBook {
  readonly #phrases = new Map<number, number>();
  /** What to read in place of the idioms, by the key of the phrase. */
  readonly #readings = new Map<number, string>();
  readonly #flags = new Uint8Array(FLAGS);
  readonly #found = new CuesFound();
  readonly #taught = new Set<number>();
  readonly #reader = new Tokens();

  /** Learns the phrases of a language when the first text in it comes. */
  #learn(language: number): void {
    this.#taught.add(language);
    const code = LANGUAGES[language];
    if (code === undefined) return;
    for (const [name, bit] of Object.entries(CUE))
      for (const phrase of lists(code)[name]?.split('|') ?? []) this.#teach(phrase, language, bit);
    for (const [reads, patterns] of Object.entries(IDIOMS[code] ?? {}))
      for (const phrase of patterns.flatMap(phrasesOfPattern))
        this.#readings.set(this.#teach(phrase, language, IDIOM), reads);
  }

  /** Learns one phrase; gives its key. */
  #teach(phrase: string, language: number, bit: number): number {
    const tokens = this.#reader;
    tokens.read(phrase);
    let key = opener(language);
    for (let i = 0; i < tokens.count; i++) {
      key = extend(key, tokens.hash[i] ?? 0);
      const flag = i + 1 < tokens.count ? GOES_ON : ENDS;
      this.#flags[key & (FLAGS - 1)] = (this.#flags[key & (FLAGS - 1)] ?? 0) | flag;
    }
    this.#phrases.set(key, (this.#phrases.get(key) ?? 0) | bit);
    return key;
  }

  /**
   * The object is the same at every call.
   *
   * @param cache has read the text
   * @param language a row of LANGUAGES; English is read where it is not known (-1)
   */
  find(tokens: Tokens, cache: TokenRows, language: number): CuesFound {
    const found = this.#found;
    found.clear();
    const row = Math.max(0, language);
    if (!this.#taught.has(row)) this.#learn(row);
    const { places, records } = cache;
    for (let i = 0; i < tokens.count; i++) {
      const field = (places[i] ?? 0) + FIELD.known;
      let known = records[field] ?? 0;
      if (known >> (PARTS + 1) !== row + 1) {
        known = (known & ((1 << PARTS) - 1)) | (this.#opening(tokens, i, row) << PARTS);
        records[field] = known;
      }
      if ((known & (OPENS << PARTS)) !== 0) this.#follow(tokens, i, row);
    }
    found.questionMark = tokens.questions > 0;
    return found;
  }

  /** What is kept of a token: the language (a row, plus one) and, in the lowest bit, whether a phrase begins with it. */
  #opening(tokens: Tokens, index: number, language: number): number {
    const key = extend(opener(language), tokens.hash[index] ?? 0);
    const isWord = (tokens.kind[index] ?? 0) <= KIND.number;
    return (language + 1) * 2 + (isWord && this.#flags[key & (FLAGS - 1)] !== 0 ? OPENS : 0);
  }

  /** Finds the phrases that begin with a token. */
  #follow(tokens: Tokens, first: number, language: number): void {
    let key = opener(language);
    for (let i = first; i < first + LONGEST && i < tokens.count; i++) {
      if ((tokens.kind[i] ?? 0) > KIND.number) return;
      key = extend(key, tokens.hash[i] ?? 0);
      const flags = this.#flags[key & (FLAGS - 1)] ?? 0;
      const meant = (flags & ENDS) === 0 ? undefined : this.#phrases.get(key);
      if (meant !== undefined) this.#add(meant, key, tokens, language, first, i);
      if ((flags & GOES_ON) === 0) return;
    }
  }

  #add(meant: number, key: number, tokens: Tokens, language: number, first: number, last: number): void {
    this.#found.add(this.#inPlace(meant & ~IDIOM, tokens, language, first, last));
    if ((meant & IDIOM) === 0) return;
    this.#found.addIdiom({ first, last, reads: this.#readings.get(key) ?? '' });
  }

  /** Drops the cues that do not count where the phrase stands. */
  #inPlace(found: number, tokens: Tokens, language: number, first: number, last: number): number {
    let meant = found;
    if (!isEdge(tokens, first - 1)) meant &= ~CUE.askFirst;
    // After a negator a question word asks nothing: "không bao giờ" is never, "chưa có gì" nothing yet.
    if ((meant & CUE.ask) !== 0 && first > 0 && negates(tokens.hash[first - 1] ?? 0, language))
      meant &= ~CUE.ask;
    if ((meant & CUE.askLast) === 0) return meant;
    // "còn hàng không shop": whom it asks may be named after the question.
    const named = this.#phrases.get(extend(opener(language), tokens.hash[last + 1] ?? 0)) ?? 0;
    const end = last + 1 < tokens.count && (named & CUE.address) !== 0 ? last + 1 : last;
    return isEdge(tokens, end + 1) ? meant : meant & ~CUE.askLast;
  }
}

function lists(code: (typeof LANGUAGES)[number]): Readonly<Record<string, string | undefined>> {
  return CUES[code];
}

function opener(language: number): number {
  return mix(0x3f84d5b5 + language);
}

function extend(key: number, hash: number): number {
  return mix(Math.imul(key, 31) ^ hash);
}

/** Whether a sentence begins or ends at a place: nothing is there, or no word. */
function isEdge({ kind, count }: Tokens, index: number): boolean {
  return index < 0 || index >= count || (kind[index] ?? 0) > KIND.number;
}
