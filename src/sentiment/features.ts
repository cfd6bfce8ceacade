import type { Annotations } from './annotations.js';
import { hashStep, mix } from './hash.js';
import { logOfLength } from './meta-values.js';
import { KIND, type Tokens } from './tokens.js';

/** The groups a feature can belong to; each weighs its features by {@link GROUP_WEIGHT}. */
export const GROUP = {
  word: 0,
  pair: 1,
  gram: 2,
  negated: 3,
  meta: 4,
  lexicon: 5,
  hashtag: 6,
  ending: 7,
} as const;

/** By {@link GROUP}. */
export const GROUP_WEIGHT = Float32Array.of(1.5, 1, 0.5, 1, 1.5, 2, 1, 1);
/** Weights are counted in halves where they are added up: all sums are of whole numbers. */
export const HALVES = 2;
export const WEIGHT_HALVES = Int32Array.from(GROUP_WEIGHT, (weight) => weight * HALVES);
const GROUP_SQUARE = GROUP_WEIGHT.map((weight) => weight * weight);
const GROUP_SALT = Int32Array.from(GROUP_WEIGHT, (_, group) => mix(0x51ed27 + group * 0x9e3779b1));

const SHORTEST_GRAM = 3;
const LONGEST_GRAM = 5;
const ENDING = 3;

/** A growing list of hashed features; reused from text to text. */
export class FeatureList {
  hash = new Int32Array(4096);
  group = new Uint8Array(4096);
  count = 0;
  /** The sum of the squares of all weights. */
  squares = 0;

  clear(): void {
    this.count = 0;
    this.squares = 0;
  }

  add(group: number, hash: number): void {
    if (this.count === this.hash.length) this.#grow();
    this.hash[this.count] = mix(hash ^ (GROUP_SALT[group] ?? 0));
    this.group[this.count++] = group;
    this.squares += GROUP_SQUARE[group] ?? 0;
  }

  #grow(): void {
    const hash = new Int32Array(this.hash.length * 2);
    hash.set(this.hash);
    this.hash = hash;
    const group = new Uint8Array(this.group.length * 2);
    group.set(this.group);
    this.group = group;
  }
}

/** The features a token has wherever it stands: itself, and its character 3- to 5-grams with end marks. */
export function tokenFeatures(tokens: Tokens, index: number, out: FeatureList): void {
  const hash = tokens.hash[index] ?? 0;
  const kind = tokens.kind[index] ?? 0;
  out.add(GROUP.word, hash);
  if (kind === KIND.hashtag) out.add(GROUP.hashtag, hash);
  if (kind > KIND.hashtag) return;
  const from = tokens.from[index] ?? 0;
  const to = tokens.to[index] ?? 0;
  for (let start = from - 1; start <= to - SHORTEST_GRAM + 1; start++) {
    const last = Math.min(start + LONGEST_GRAM, to + 1);
    let gram = 0x9747b28c | 0;
    for (let at = start; at < last; at++) {
      gram = hashStep(gram, at < from ? 1 : at >= to ? 2 : (tokens.units[at] ?? 0));
      if (at - start >= SHORTEST_GRAM - 1) out.add(GROUP.gram, gram);
    }
  }
}

/** The features that depend on a token's neighbours and on the text as a whole. */
export function contextFeatures(tokens: Tokens, annotations: Annotations, out: FeatureList): void {
  const { negated } = annotations;
  let previous = 0x2545f491;
  for (let i = 0; i < tokens.count; i++) {
    const hash = tokens.hash[i] ?? 0;
    out.add(GROUP.pair, Math.imul(previous, 31) ^ hash);
    previous = hash;
    if (negated[i] === 1) out.add(GROUP.negated, hash);
    if (i >= tokens.count - ENDING) out.add(GROUP.ending, hash);
  }
  metaFeatures(tokens, out);
  lexiconFeatures(annotations, out);
}

function metaFeatures(tokens: Tokens, out: FeatureList): void {
  const { count } = tokens;
  const add = (name: number, value: number) => out.add(GROUP.meta, name * 4096 + value);
  add(1, Math.min(tokens.capitals, 4));
  add(2, Math.min(tokens.elongated, 3));
  add(3, Math.min(tokens.exclaims, 4));
  add(4, Math.min(tokens.questions, 3));
  add(5, Math.round(2 * logOfLength(count)));
  add(6, Math.min(tokens.links, 2));
  add(7, Math.min(tokens.users, 3));
  if (count > 0) out.add(GROUP.meta, (tokens.hash[count - 1] ?? 0) ^ 0x6c617374);
}

function lexiconFeatures(annotations: Annotations, out: FeatureList): void {
  const { positive, negative, highest, lowest, last } = annotations;
  const add = (name: number, value: number) => out.add(GROUP.lexicon, name * 256 + value);
  const bucket = (value: number) => Math.max(-12, Math.min(12, Math.round(value * 4))) + 128;
  add(1, bucket(positive));
  add(2, bucket(negative));
  add(3, bucket(positive - negative));
  add(4, bucket(highest));
  add(5, bucket(lowest));
  add(6, bucket(last));
}
