import { CUE, CUES } from './cues.js';
import { mix } from './hash.js';
import { LANGUAGES } from './languages.js';
import { KIND, Tokens } from './tokens.js';

const LONGEST = 6;
const QUESTION_MARKS = /[?؟？]/;
/** What this many flags tell of a key by its last bits, before anything is looked up (a power of two). */
const FLAGS = 1 << 15;
/** Some phrase begins so, and goes on. */
const GOES_ON = 1;
/** Some phrase reads so. */
const ENDS = 2;

/** The cues found in one text: the bits of CUE, and the phrase that gave the first of each. */
export interface CuesFound {
  bits: number;
  /** How many different phrases spoke for each bit. */
  count(bit: number): number;
  questionMark: boolean;
}

/** Whether any of some bits of CUE was found. */
export function has(cues: CuesFound, bits: number): boolean {
  return (cues.bits & bits) !== 0;
}

/** Finds cue phrases among a text's tokens, in its own language. */
export class CueBook {
  readonly #phrases = new Map<number, number>();
  readonly #flags = new Uint8Array(FLAGS);
  readonly #counts = new Map<number, number>();

  readonly #taught = new Set<number>();
  readonly #reader = new Tokens();

  /** Learns the phrases of a language when the first text in it comes. */
  #learn(language: number): void {
    this.#taught.add(language);
    const code = LANGUAGES[language];
    if (code === undefined) return;
    for (const [name, bit] of Object.entries(CUE))
      for (const phrase of lists(code)[name]?.split('|') ?? [])
        this.#teach(this.#reader, phrase, language, bit);
  }

  #teach(tokens: Tokens, phrase: string, language: number, bit: number): void {
    tokens.read(phrase);
    let key = opener(language);
    for (let i = 0; i < tokens.count; i++) {
      key = extend(key, tokens.hash[i] ?? 0);
      const flag = i + 1 < tokens.count ? GOES_ON : ENDS;
      this.#flags[key & (FLAGS - 1)] = (this.#flags[key & (FLAGS - 1)] ?? 0) | flag;
    }
    this.#phrases.set(key, (this.#phrases.get(key) ?? 0) | bit);
  }

  /** @param language a row of LANGUAGES; English is read where it is not known (-1) */
  find(tokens: Tokens, language: number): CuesFound {
    const counts = this.#counts;
    if (counts.size > 0) counts.clear();
    const row = Math.max(0, language);
    if (!this.#taught.has(row)) this.#learn(row);
    const open = opener(row);
    let bits = 0;
    for (let i = 0; i < tokens.count; i++) {
      if ((tokens.kind[i] ?? 0) > KIND.number) continue;
      let key = extend(open, tokens.hash[i] ?? 0);
      for (let n = 1; n <= LONGEST; n++) {
        const flags = this.#flags[key & (FLAGS - 1)] ?? 0;
        const found = (flags & ENDS) === 0 ? undefined : this.#phrases.get(key);
        if (found !== undefined) {
          const meant = inPlace(found, tokens, i, i + n - 1);
          bits |= meant;
          for (let bit = 1; bit <= meant; bit <<= 1)
            if ((meant & bit) !== 0) counts.set(bit, (counts.get(bit) ?? 0) + 1);
        }
        if ((flags & GOES_ON) === 0 || i + n >= tokens.count || (tokens.kind[i + n] ?? 0) > KIND.number)
          break;
        key = extend(key, tokens.hash[i + n] ?? 0);
      }
    }
    const questionMark = tokens.questions > 0 && QUESTION_MARKS.test(tokens.text);
    return { bits, questionMark, count: (bit) => counts.get(bit) ?? 0 };
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

/** Drops the cues that only count at a sentence's beginning or end, where the phrase stands elsewhere. */
function inPlace(found: number, tokens: Tokens, first: number, last: number): number {
  let meant = found;
  const begins = first === 0 || (tokens.kind[first - 1] ?? 0) > KIND.number;
  const ends = last === tokens.count - 1 || (tokens.kind[last + 1] ?? 0) > KIND.number;
  if (!begins) meant &= ~CUE.askFirst;
  if (!ends) meant &= ~CUE.askLast;
  return meant;
}
