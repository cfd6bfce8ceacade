import { ACCENT, BEYOND_LATIN, CAPITAL, CLASS, classOf, foldedOf, traitsOf } from './characters.js';
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

const NUMBER_HASH = mix(0x6e756d);
const EMOTICON_SALT = 0x656d6f;
const EMOJI_SALT = 0x1f000;
const HTTP = hashWord('http');
const HTTPS = hashWord('https');

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

  /** There are letters of other scripts than Latin. */
  beyondLatin = false;

  #used = 0;
  /** There are combining accents: letters may have to be put together first. */
  #composes = false;
  readonly #match = { kind: 0, end: 0 };

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
    this.exclaims = this.questions = this.words = this.#used = 0;
    let i = 0;
    while (i < text.length && this.count < MAX_TOKENS) {
      const unit = text.charCodeAt(i);
      const traits = traitsOf(unit);
      switch (traits & 0xff) {
        case CLASS.space:
          i++;
          break;
        case CLASS.letter:
          i = this.#word(text, i, KIND.word);
          break;
        case CLASS.digit:
          i = this.#number(text, i);
          break;
        case CLASS.mark:
          i = this.#face(text, i);
          break;
        case CLASS.stop:
          i = this.#stop(text, i, unit);
          break;
        case CLASS.exclaim:
        case CLASS.question:
          i = this.#shout(text, i);
          break;
        case CLASS.hash:
          i = classOf(unitAt(text, i + 1)) === CLASS.letter ? this.#word(text, i + 1, KIND.hashtag) : i + 1;
          break;
        case CLASS.at:
          i = this.#user(text, i);
          break;
        case CLASS.highSurrogate:
          i = this.#astral(text, i);
          break;
        case CLASS.symbol:
          this.#push(mix(unit ^ EMOJI_SALT), KIND.emoji, i, ++i);
          break;
        default:
          if ((traits & ACCENT) !== 0) this.#composes = true;
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

  #word(text: string, start: number, kind: number): number {
    const linkEnd = linkFrom(text, start);
    if (linkEnd > start) {
      this.links++;
      return linkEnd;
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
    for (; i < text.length && to < most; i++) {
      const traits = traitsOf(text.charCodeAt(i));
      const what = traits & 0xff;
      if (what === CLASS.letter || what === CLASS.digit) {
        const folded = foldedOf(traits);
        if (folded === last && folded === beforeLast && what === CLASS.letter) {
          stretched = true;
          continue;
        }
        all |= traits;
        if ((traits & CAPITAL) !== 0) capitals++;
        beforeLast = last;
        last = folded;
        hash = hashStep(hash, folded);
        units[to++] = folded;
      } else if (what === CLASS.apostrophe) {
        if (!joins(text, i)) break;
      } else if (what !== CLASS.ignored) break;
      else if ((traits & ACCENT) !== 0) this.#composes = true;
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
    return i;
  }

  #number(text: string, start: number): number {
    let i = start + 1;
    for (; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (classOf(unit) === CLASS.digit) continue;
      const joined = unit === 0x2e || unit === 0x2c || unit === 0x3a || unit === 0x66b || unit === 0x2f;
      if (!joined || classOf(unitAt(text, i + 1)) !== CLASS.digit) break;
    }
    this.#push(NUMBER_HASH, KIND.number, start, i);
    return i;
  }

  #face(text: string, start: number): number {
    if (!matchEmoticon(text, start, this.#match)) return start + 1;
    this.#push(mix(this.#match.kind ^ EMOTICON_SALT), KIND.emoticon, start, this.#match.end);
    return this.#match.end;
  }

  #stop(text: string, start: number, unit: number): number {
    let i = start + 1;
    while (classOf(unitAt(text, i)) === CLASS.stop) i++;
    this.#push(i - start > 1 || unit === 0x2026 ? MARK.dots : MARK.stop, KIND.mark, start, i);
    return i;
  }

  #shout(text: string, start: number): number {
    let exclaims = 0;
    let questions = 0;
    let i = start;
    for (; i < text.length; i++) {
      const what = classOf(unitAt(text, i));
      if (what === CLASS.exclaim) exclaims++;
      else if (what === CLASS.question) questions++;
      else break;
    }
    this.exclaims += exclaims;
    this.questions += questions;
    const hash =
      questions === 0
        ? exclaims > 1
          ? MARK.exclaims
          : MARK.exclaim
        : exclaims > 0
          ? MARK.both
          : questions > 1
            ? MARK.questions
            : MARK.question;
    this.#push(hash, KIND.mark, start, i);
    return i;
  }

  /** @name, or @name@server.example whole. */
  #user(text: string, start: number): number {
    let i = start + 1;
    while (i < text.length && isHandle(unitAt(text, i))) i++;
    if (i === start + 1) return i;
    this.users++;
    if (text[i] !== '@' || !isHandle(unitAt(text, i + 1))) return i;
    i++;
    while (isHandle(unitAt(text, i)) || (/[.-]/.test(text[i] ?? '') && isHandle(unitAt(text, i + 1)))) i++;
    return i;
  }

  #astral(text: string, start: number): number {
    const point = text.codePointAt(start) ?? 0;
    if (point < 0x10000) return start + 1;
    const skinTone = point >= 0x1f3fb && point <= 0x1f3ff;
    const emoji = point >= 0x1f000 && point <= 0x1faff;
    if (emoji && !skinTone) this.#push(mix(point ^ EMOJI_SALT), KIND.emoji, start, start + 2);
    return start + 2;
  }
}

/** Where a link that begins here ends; `at` itself where none begins. */
function linkFrom(text: string, at: number): number {
  const second = unitAt(text, at + 1) | 0x20;
  const first = text.charCodeAt(at) | 0x20;
  if (!(first === 0x68 && second === 0x74) && !(first === 0x77 && second === 0x77)) return at;
  if (!/^(?:https?:\/|www\.)/i.test(text.slice(at, at + 8))) return at;
  let end = at;
  while (end < text.length && text.charCodeAt(end) > 0x20) end++;
  return end;
}

/** A code unit, 0 beyond the end: reading there would make every later look-up by code unit slow (NaN). */
function unitAt(text: string, at: number): number {
  return at < text.length ? text.charCodeAt(at) : 0;
}

/** don't is one word (at most two letters follow), l'amour two. */
function joins(text: string, at: number): boolean {
  let letters = 0;
  while (letters < 3 && classOf(unitAt(text, at + 1 + letters)) === CLASS.letter) letters++;
  return letters === 1 || letters === 2;
}

function isHandle(unit: number): boolean {
  return (
    (unit >= 0x30 && unit <= 0x39) ||
    (unit >= 0x41 && unit <= 0x5a) ||
    (unit >= 0x61 && unit <= 0x7a) ||
    unit === 0x5f ||
    (unit > 0x7f && classOf(unit) === CLASS.letter)
  );
}
