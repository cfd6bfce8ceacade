import { segmentGraphemes } from './graphemes.js';

/** A longer answer than this many messages is no answer any more. */
export const MOST_PARTS = 9;

/** What is never cut: links, bare addresses, handles and hashtags. */
const WHOLE = /https?:\/\/\S+|[@#＠＃][\p{L}\p{M}\p{N}_.@-]+|[\w.+-]*\w[.@]\w[!-~]*/giu;
const SENTENCE_END = /(?:[.!?…؟।]["'»”’)\]]*|[。！？][」』”]*|\n)\s*$/u;
/** A break nearer to the beginning than this share of what fits would leave too little in a part. */
const FULL_ENOUGH = 0.5;

/** How good a place to break is. */
type Rank = 'sentence' | 'word' | 'inside' | 'letter';

/**
 * Cuts a text into parts that fit, each with its mark at the end: `… (1/3)`. Breaks are after sentences where a part
 * stays at least half full, else between words; inside a word only where it is too long for one part, and never inside
 * a character as readers count them, a link or a handle. Only the white space at a break is lost.
 *
 * @param fits whether a part, with its mark, is short enough
 * @returns one text for one that fits as it is; null where more than nine parts would be needed, or something that is
 *   never cut is too long
 */
export function splitText(text: string, fits: (part: string) => boolean): string[] | null {
  if (fits(text)) return [text];
  const cuts = cutText(text.trim(), (part) => fits(withMark(part, MOST_PARTS, MOST_PARTS)));
  if (cuts === null) return null;
  return cuts.map((part, index) => withMark(part, index + 1, cuts.length));
}

/** All marks are equally long: there are never ten parts. */
function withMark(part: string, number: number, of: number): string {
  return `${part} (${number}/${of})`;
}

function cutText(text: string, fits: (part: string) => boolean): string[] | null {
  const breaks = breaksOf(text);
  const parts: string[] = [];
  let from = 0;
  while (from < text.length) {
    if (parts.length === MOST_PARTS) return null;
    const to = nextBreak(text, from, breaks, fits);
    if (to === null) return null;
    parts.push(text.slice(from, to).trim());
    from = to + (/^\s*/u.exec(text.slice(to))?.[0].length ?? 0);
  }
  return parts;
}

interface Break {
  at: number;
  rank: Rank;
}

/** Where the part that begins at `from` ends: the best of the places that fit. */
function nextBreak(
  text: string,
  from: number,
  breaks: readonly Break[],
  fits: (part: string) => boolean,
): number | null {
  const ahead = breaks.filter(({ at }) => at > from);
  const reach = (rank: readonly Rank[]) => {
    const places = ahead.filter((each) => rank.includes(each.rank));
    return places.slice(
      0,
      howManyFit(places, ({ at }) => fits(text.slice(from, at).trim())),
    );
  };
  const words = reach(['sentence', 'word']);
  const last = words.at(-1);
  if (last) {
    const enough = from + (last.at - from) * FULL_ENOUGH;
    return words.findLast(({ at, rank }) => rank === 'sentence' && at >= enough)?.at ?? last.at;
  }
  return reach(['inside']).at(-1)?.at ?? reach(['letter']).at(-1)?.at ?? null;
}

/** How many of the places, from the first on, are within reach: a longer part never fits where a shorter did not. */
function howManyFit<T>(places: readonly T[], fits: (place: T) => boolean): number {
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    const place = places[middle - 1];
    if (place !== undefined && fits(place)) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Every place at which a text may be cut, in order, the best rank of each. */
function breaksOf(text: string): Break[] {
  const ranks = new Map<number, Rank>();
  const whole = [...text.matchAll(WHOLE)].map(({ 0: { length }, index }) => [index, index + length] as const);
  const isInside = (at: number) => whole.some(([start, end]) => start < at && at < end);
  for (const { index } of segmentGraphemes(text)) if (!isInside(index)) ranks.set(index, 'letter');
  const words = new Intl.Segmenter('und', { granularity: 'word' });
  for (const { index } of words.segment(text)) if (ranks.has(index)) ranks.set(index, 'inside');
  for (const { 0: space, index } of text.matchAll(/\s+/gu)) {
    const before = text.slice(Math.max(0, index - 8), index + space.length);
    const rank = SENTENCE_END.test(before) ? 'sentence' : 'word';
    if (ranks.has(index)) ranks.set(index, rank);
  }
  for (const { 0: end, index } of text.matchAll(/[。！？][」』”]*/gu)) {
    if (ranks.has(index + end.length)) ranks.set(index + end.length, 'sentence');
  }
  ranks.set(text.length, 'sentence');
  return [...ranks].map(([at, rank]) => ({ at, rank })).sort((a, b) => a.at - b.at);
}
