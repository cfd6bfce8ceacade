import { handleEnd, linkEnd } from './addresses.js';
import { ACCENT, BEYOND_LATIN, CAPITAL, CLASS, classIn, foldedOf, traitsOf, UPPER } from './characters.js';
import { matchEmoticon } from './emoticons.js';
import { HASH_SEED, hashStep, hashWord, mix } from './hash.js';

export const KIND = {
  word: 0,
  hashtag: 1,
  number: 2,
  mark: 3,
  emoticon: 4,
  emoji: 5,
} as const;

/** A text's opinion is in its first thousand tokens; what a megabyte says after them is not read. */
export const MAX_TOKENS = 1024;
const MAX_WORD = 40;
/** Nor is what comes after so many code units, should a thousand tokens be longer. */
const MOST_UNITS = 1 << 16;
/** Zeros that stand after the traits of a text, so that looking ahead finds nothing there. */
const BEYOND = 8;

const NUMBER_HASH = mix(0x6e756d);
const EMOTICON_SALT = 0x656d6f;
const EMOJI_SALT = 0x1f000;
const HTTP = hashWord('http');
const HTTPS = hashWord('https');
/** What links begin with. */
const H = 0x68;
const W = 0x77;
const ELLIPSIS = 0x2026;
const BLANK = 0x20;

/** The tokens that punctuation becomes, by what they say rather than how often it was typed. */
const MARK = {
  exclaim: mix(0x21),
  exclaims: mix(0x2121),
  question: mix(0x3f),
  questions: mix(0x3f3f),
  both: mix(0x213f),
  stop: mix(0x2e),
  dots: mix(0x2e2e),
} as const;

let texts = 0;

/**
 * One text, cut up: parallel arrays that are filled again for every text, so that scoring allocates nothing.
 * `units` holds the folded code units of all words, `from` and `to` each token's slice of them; `start` and
 * `end` are its place in `text`.
 */
export class Tokens {
  text = '';
  /** Another number for every text read, whoever reads it. */
  serial = 0;
  count = 0;
  readonly hash = new Int32Array(MAX_TOKENS);
  readonly kind = new Uint8Array(MAX_TOKENS);
  readonly from = new Int32Array(MAX_TOKENS);
  readonly to = new Int32Array(MAX_TOKENS);
  readonly start = new Int32Array(MAX_TOKENS);
  readonly end = new Int32Array(MAX_TOKENS);
  readonly units = new Uint16Array(MAX_TOKENS * (MAX_WORD + 1));
  links = 0;
  users = 0;
  /** Words written in capitals, two letters or longer. */
  capitals = 0;
  /** Words with a letter drawn out: soooo. */
  elongated = 0;
  exclaims = 0;
  questions = 0;
  words = 0;
  /** Words that begin with a capital; hashtags are not counted. */
  titled = 0;

  /** There are letters of other scripts than Latin. */
  beyondLatin = false;

  #used = 0;
  /** There are combining accents: letters may have to be put together first. */
  #composes = false;
  readonly #match = { kind: 0, end: 0 };
  /** What {@link traitsOf} says of each code unit. */
  readonly #traits = new Int32Array(MOST_UNITS + BEYOND);

  /** Cuts a text up, replacing what was here. Takes any string: lone surrogates and controls are skipped. */
  read(source: string): void {
    this.#cut(source);
    if (this.#composes && source.normalize('NFC') !== source) this.#cut(source.normalize('NFC'));
  }

  #cut(text: string): void {
    this.text = text;
    this.#composes = false;
    this.beyondLatin = false;
    this.serial = ++texts;
    this.count = this.links = this.users = this.capitals = this.elongated = 0;
    this.exclaims = this.questions = this.words = this.titled = this.#used = 0;
    const traits = this.#traits;
    const length = Math.min(text.length, MOST_UNITS);
    for (let i = 0; i < length; i++) traits[i] = traitsOf(text.charCodeAt(i));
    traits.fill(0, length, length + BEYOND);
    let i = 0;
    while (i < length && this.count < MAX_TOKENS) {
      const own = traits[i] ?? 0;
      switch (classIn(own)) {
        case CLASS.space:
          i++;
          break;
        case CLASS.letter:
          i = this.#word(i, KIND.word);
          break;
        case CLASS.digit:
          i = this.#number(i);
          break;
        case CLASS.mark:
          i = this.#face(i);
          break;
        case CLASS.stop:
          i = this.#stop(i);
          break;
        case CLASS.exclaim:
        case CLASS.question:
          i = this.#shout(i);
          break;
        case CLASS.hash:
          i = classIn(traits[i + 1] ?? 0) === CLASS.letter ? this.#word(i + 1, KIND.hashtag) : i + 1;
          break;
        case CLASS.at:
          i = this.#user(i);
          break;
        case CLASS.highSurrogate:
          i = this.#astral(i);
          break;
        case CLASS.symbol:
          this.#push(mix(text.charCodeAt(i) ^ EMOJI_SALT), KIND.emoji, i, ++i);
          break;
        default:
          if ((own & ACCENT) !== 0) this.#composes = true;
          i++;
      }
    }
  }

  /** The token as it was written. */
  written(index: number): string {
    return this.text.slice(this.start[index], this.end[index]);
  }

  #push(hash: number, kind: number, start: number, end: number): void {
    const n = this.count;
    this.hash[n] = hash;
    this.kind[n] = kind;
    this.start[n] = start;
    this.end[n] = end;
    this.from[n] = this.#used;
    this.to[n] = this.#used;
    this.count = n + 1;
  }

  #word(start: number, kind: number): number {
    const traits = this.#traits;
    const first = traits[start] ?? 0;
    const initial = foldedOf(first);
    if (initial === H || initial === W) {
      const end = linkEnd(traits, start);
      if (end > start) {
        this.links++;
        return end;
      }
    }
    const { units } = this;
    const from = this.#used;
    const most = from + MAX_WORD;
    let to = from;
    let hash = HASH_SEED;
    let capitals = 0;
    let last = 0;
    let beforeLast = 0;
    let stretched = false;
    let all = 0;
    let i = start;
    for (; to < most; i++) {
      const own = traits[i] ?? 0;
      const what = classIn(own);
      if (what === CLASS.letter || what === CLASS.digit) {
        const folded = foldedOf(own);
        if (folded === last && folded === beforeLast && what === CLASS.letter) {
          stretched = true;
          continue;
        }
        all |= own;
        capitals += (own & CAPITAL) === 0 ? 0 : 1;
        beforeLast = last;
        last = folded;
        hash = hashStep(hash, folded);
        units[to++] = folded;
      } else if (what === CLASS.apostrophe) {
        if (!this.#joins(i)) break;
      } else if (what !== CLASS.ignored) break;
      else if ((own & ACCENT) !== 0) this.#composes = true;
    }
    if ((all & BEYOND_LATIN) !== 0) this.beyondLatin = true;
    hash = mix(hash);
    if (hash === HTTP || hash === HTTPS) {
      this.links++;
      return i;
    }
    this.#push(hash, kind, kind === KIND.hashtag ? start - 1 : start, i);
    this.to[this.count - 1] = to;
    this.#used = to;
    this.words++;
    if (stretched) this.elongated++;
    if (capitals >= 2 && capitals === to - from) this.capitals++;
    if ((first & UPPER) !== 0 && kind === KIND.word) this.titled++;
    return i;
  }

  /** don't is one word (at most two letters follow), l'amour two. */
  #joins(at: number): boolean {
    let letters = 0;
    while (letters < 3 && this.#is(CLASS.letter, at + 1 + letters)) letters++;
    return letters === 1 || letters === 2;
  }

  #is(kind: number, at: number): boolean {
    return classIn(this.#traits[at] ?? 0) === kind;
  }

  #number(start: number): number {
    let i = start + 1;
    while (this.#is(CLASS.digit, i) || (this.#joinsDigits(i) && this.#is(CLASS.digit, i + 1))) i++;
    this.#push(NUMBER_HASH, KIND.number, start, i);
    return i;
  }

  #joinsDigits(at: number): boolean {
    const unit = foldedOf(this.#traits[at] ?? 0);
    return unit === 0x2e || unit === 0x2c || unit === 0x3a || unit === 0x66b || unit === 0x2f;
  }

  #face(start: number): number {
    // No face goes on after a blank: most colons and brackets end here.
    if (foldedOf(this.#traits[start + 1] ?? 0) <= BLANK) return start + 1;
    if (!matchEmoticon(this.text, start, this.#match)) return start + 1;
    this.#push(mix(this.#match.kind ^ EMOTICON_SALT), KIND.emoticon, start, this.#match.end);
    return this.#match.end;
  }

  #stop(start: number): number {
    let i = start + 1;
    while (this.#is(CLASS.stop, i)) i++;
    const dots = i - start > 1 || foldedOf(this.#traits[start] ?? 0) === ELLIPSIS;
    this.#push(dots ? MARK.dots : MARK.stop, KIND.mark, start, i);
    return i;
  }

  #shout(start: number): number {
    let exclaims = 0;
    let questions = 0;
    let i = start;
    for (; ; i++) {
      if (this.#is(CLASS.exclaim, i)) exclaims++;
      else if (this.#is(CLASS.question, i)) questions++;
      else break;
    }
    this.exclaims += exclaims;
    this.questions += questions;
    this.#push(shoutOf(exclaims, questions), KIND.mark, start, i);
    return i;
  }

  #user(start: number): number {
    const end = handleEnd(this.#traits, start);
    if (end > start + 1) this.users++;
    return end;
  }

  #astral(start: number): number {
    const point = this.text.codePointAt(start) ?? 0;
    if (point < 0x10000) return start + 1;
    const skinTone = point >= 0x1f3fb && point <= 0x1f3ff;
    const emoji = point >= 0x1f000 && point <= 0x1faff;
    if (emoji && !skinTone) this.#push(mix(point ^ EMOJI_SALT), KIND.emoji, start, start + 2);
    return start + 2;
  }
}

function shoutOf(exclaims: number, questions: number): number {
  if (questions === 0) return exclaims > 1 ? MARK.exclaims : MARK.exclaim;
  if (exclaims > 0) return MARK.both;
  return questions > 1 ? MARK.questions : MARK.question;
}
