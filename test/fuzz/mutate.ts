import type { Random } from '../helpers/random.js';
import { TEXTS } from '../hostile/corpus.js';

/** What readers trip over besides strangers' texts. */
const ODD = [
  '',
  '0',
  '-1',
  '1e999',
  '9007199254740993',
  'null',
  'true',
  '{}',
  '[]',
  '""',
  '[[[[',
  '{"a":',
  '\\u0000',
  '\ufeff',
  '<![CDATA[',
  ']]>',
  '&#0;',
  '\r',
  ',,,',
];
const VALUES: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  1e21,
  Number.MAX_SAFE_INTEGER,
  '',
  ' ',
  'x',
  [],
  {},
  [null],
  { a: 1 },
  '2026-13-45T99:99:99Z',
];

/** A text like one of the seeds, wrong in up to four ways. */
export function mutateText(random: Random, seeds: readonly string[]): string {
  const seed = random.pick(seeds);
  let text = random.below(2) === 0 ? (withOneValueReplaced(random, seed) ?? seed) : seed;
  for (let times = random.below(4); times > 0; times--) text = mutatedOnce(random, text, random.pick(seeds));
  return text;
}

function mutatedOnce(random: Random, text: string, other: string): string {
  const at = random.below(text.length + 1);
  const length = random.below(random.pick([3, 30, 300]));
  const before = text.slice(0, at);
  const after = text.slice(at + length);
  switch (random.below(7)) {
    case 0:
      return before + after;
    case 1:
      return before;
    case 2:
      return text.slice(0, at + length) + text.slice(at);
    case 3:
      return before + random.pick(TEXTS) + after;
    case 4:
      return before + random.pick(ODD) + text.slice(at);
    case 5:
      return before + String.fromCharCode(random.below(random.pick([128, 65_536]))) + text.slice(at + 1);
    default:
      return before + other.slice(random.below(other.length + 1));
  }
}

/** JSON with one value, somewhere in it, of another kind; or with a key more or less. Null where it is no JSON. */
function withOneValueReplaced(random: Random, text: string): string | null {
  try {
    return JSON.stringify(replaced(random, JSON.parse(text)));
  } catch {
    return null;
  }
}

function replaced(random: Random, value: unknown): unknown {
  const inside = typeof value === 'object' && value !== null && Object.keys(value).length > 0;
  if (!inside || random.below(12) === 0)
    return random.below(3) === 0 ? random.pick(TEXTS) : random.pick(VALUES);
  if (Array.isArray(value)) {
    const at = random.below(value.length);
    const what = random.below(12);
    if (what === 0) return [...value, ...value];
    if (what === 1) return value.toReversed();
    return value.map((item: unknown, index) => (index === at ? replaced(random, item) : item));
  }
  const entries = Object.entries(value);
  const [key = '', inner] = random.pick(entries);
  const what = random.below(12);
  if (what === 0) return Object.fromEntries(entries.filter(([name]) => name !== key));
  if (what === 1) return { ...value, [random.pick(TEXTS)]: inner };
  return { ...value, [key]: replaced(random, inner) };
}

/** Bytes like the seed, wrong in up to eight places. */
export function mutateBytes(random: Random, seed: Uint8Array): Uint8Array {
  let bytes = Uint8Array.from(seed);
  for (let times = 1 + random.below(8); times > 0; times--) {
    const at = random.below(random.pick([Math.min(bytes.length, 128), bytes.length]));
    const what = random.below(12);
    if (what === 0) bytes = bytes.slice(0, at);
    else if (what === 1) bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(Math.floor(at / 2))]);
    else bytes[at] = random.pick([0, 1, 0x7f, 0x80, 0xff, random.below(256)]);
    if (bytes.length === 0) break;
  }
  return bytes;
}
