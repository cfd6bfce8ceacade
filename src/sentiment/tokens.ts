import { CLASS, classOf, foldOf } from './characters.js';
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
/** Greek is the first script after Latin and its accents; Latin goes on at U+1E00. */
const BEYOND_LATIN = 0x370;
/** Capitals shout in the Latin of Europe's west: elsewhere the model was not taught to mind them. */
const BEYOND_WESTERN = 0x250;

const NUMBER_HASH = mix(0x6e756d);
const EMOTICON_SALT = 0x656d6f;
const EMOJI_SALT = 0x1f000;
const LINK_WORDS = new Set([hashWord('http'), hashWord('https')]);

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

const EXCLAIM = new Set([...'!！'].map((mark) => mark.charCodeAt(0)));
const QUESTION = new Set([...'?؟？'].map((mark) => mark.charCodeAt(0)));
const STOP = new Set([...'.…。'].map((mark) => mark.charCodeAt(0)));

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
  readonly #face = { kind: 0, end: 0 };

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
      switch (classOf(unit)) {
        case CLASS.letter:
          i = this.#word(text, i, KIND.word);
          break;
        case CLASS.digit:
          i = this.#number(text, i);
          break;
        case CLASS.mark:
          i = this.#mark(text, i, unit);
          break;
        case CLASS.hash:
          i =
            classOf(text.charCodeAt(i + 1)) === CLASS.letter ? this.#word(text, i + 1, KIND.hashtag) : i + 1;
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
          if (isAccent(unit)) this.#composes = true;
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
    let to = from;
    let upper = 0;
    let stretched = false;
    let beyond = false;
    let i = start;
    for (; i < text.length && to - from < MAX_WORD; i++) {
      const unit = text.charCodeAt(i);
      const what = classOf(unit);
      if (what === CLASS.letter || what === CLASS.digit) {
        const folded = foldOf(unit);
        if (to - from >= 2 && folded === units[to - 1] && folded === units[to - 2] && what === CLASS.letter) {
          stretched = true;
          continue;
        }
        if (unit >= BEYOND_LATIN && (unit < 0x1e00 || unit > 0x1eff)) beyond = true;
        else if (folded !== unit && unit < BEYOND_WESTERN) upper++;
        units[to++] = folded;
      } else if (what === CLASS.apostrophe) {
        if (!joins(text, i)) break;
      } else if (what !== CLASS.ignored) break;
      else if (isAccent(unit)) this.#composes = true;
    }
    if (beyond) this.beyondLatin = true;
    let hash = HASH_SEED;
    for (let at = from; at < to; at++) hash = hashStep(hash, units[at] ?? 0);
    hash = mix(hash);
    if (LINK_WORDS.has(hash)) {
      this.links++;
      return i;
    }
    this.#push(hash, kind, kind === KIND.hashtag ? start - 1 : start, i);
    this.to[this.count - 1] = to;
    this.#used = to;
    this.words++;
    if (stretched) this.elongated++;
    if (upper >= 2 && upper === to - from) this.capitals++;
    return i;
  }

  #number(text: string, start: number): number {
    let i = start + 1;
    for (; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (classOf(unit) === CLASS.digit) continue;
      const joined = unit === 0x2e || unit === 0x2c || unit === 0x3a || unit === 0x66b || unit === 0x2f;
      if (!joined || classOf(text.charCodeAt(i + 1)) !== CLASS.digit) break;
    }
    this.#push(NUMBER_HASH, KIND.number, start, i);
    return i;
  }

  #mark(text: string, start: number, unit: number): number {
    if (matchEmoticon(text, start, this.#face)) {
      this.#push(mix(this.#face.kind ^ EMOTICON_SALT), KIND.emoticon, start, this.#face.end);
      return this.#face.end;
    }
    if (STOP.has(unit)) {
      let i = start + 1;
      while (STOP.has(text.charCodeAt(i))) i++;
      this.#push(i - start > 1 || unit === 0x2026 ? MARK.dots : MARK.stop, KIND.mark, start, i);
      return i;
    }
    let exclaims = 0;
    let questions = 0;
    let i = start;
    for (; i < text.length; i++) {
      const next = text.charCodeAt(i);
      if (EXCLAIM.has(next)) exclaims++;
      else if (QUESTION.has(next)) questions++;
      else break;
    }
    if (i === start) return start + 1;
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
    while (i < text.length && isHandle(text.charCodeAt(i))) i++;
    if (i === start + 1) return i;
    this.users++;
    if (text[i] !== '@' || !isHandle(text.charCodeAt(i + 1))) return i;
    i++;
    while (isHandle(text.charCodeAt(i)) || (/[.-]/.test(text[i] ?? '') && isHandle(text.charCodeAt(i + 1))))
      i++;
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
  const first = text.charCodeAt(at) | 0x20;
  if (first !== 0x68 && first !== 0x77) return at;
  if (!/^(?:https?:\/|www\.)/i.test(text.slice(at, at + 8))) return at;
  let end = at;
  while (end < text.length && text.charCodeAt(end) > 0x20) end++;
  return end;
}

/** don't is one word (at most two letters follow), l'amour two. */
function joins(text: string, at: number): boolean {
  let letters = 0;
  while (letters < 3 && classOf(text.charCodeAt(at + 1 + letters)) === CLASS.letter) letters++;
  return letters === 1 || letters === 2;
}

function isAccent(unit: number): boolean {
  return unit >= 0x300 && unit <= 0x36f;
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
