import type { Topic, Volume } from './digest.js';
import type { SentimentLabel } from './sentiment.js';
import { type PhraseReader, phraseReader, type Word, written } from './topic-words.js';

/** A mention to find topics in. */
export interface TalkedOf {
  id: number;
  text: string;
  authorId: number;
  sentiment: SentimentLabel;
  priority: number;
}

interface Candidate {
  key: string;
  size: number;
  mentions: TalkedOf[];
  authors: Set<number>;
  /** How often it was written in which way. */
  forms: Map<string, number>;
}

interface Rated extends Candidate {
  strength: number;
  expected: number;
}

const LONGEST_PHRASE = 3;
/** Somebody who says something twice makes no topic, nor do two people by chance. */
const LEAST_MENTIONS = 3;
const LEAST_AUTHORS = 2;
/** With fewer earlier mentions there is nothing to compare with. */
const LEAST_BACKGROUND = 20;
/** Standard deviations from which a rise is no chance: one word in two hundred by chance. */
const LEAST_STRENGTH = 2.5;
/** The share of all mentions from which a word is a stop word ... */
const STOP_SHARE = 0.02;
/** ... unless it comes so many times as often as before. */
const STOP_RISE = 3;
/** The share of mentions in common from which two phrases are one topic. */
const SAME_TOPIC = 0.6;
/** The weight of the prior: as much as this many mentions. */
const PRIOR = 10;
const LEAST_COUNT = 0.5;
const EXAMPLES = 3;

/**
 * What the mentions of one language talk about more than those before did: words and phrases of up to three
 * words by their log-odds with an informative Dirichlet prior (Monroe, Colaresi and Quinn, "Fightin' Words",
 * 2008, section 3.5.1), counted once a mention. Stop words are those that every fiftieth mention holds, now as before.
 *
 * @param now the mentions of the period
 * @param before the mentions of the weeks before it
 * @returns the surest first; `expected` is for as many mentions as `now` has
 */
export function risingTopics(
  language: string,
  now: readonly TalkedOf[],
  before: readonly Pick<TalkedOf, 'text'>[],
  most: number,
): Topic[] {
  if (now.length < LEAST_MENTIONS || before.length < LEAST_BACKGROUND) return [];
  const read = phraseReader();
  const phrases = new Map(now.map((mention) => [mention, read(mention.text)]));
  const common = commonWords(phrases.values());
  const candidates = candidatesOf(now, phrases, common);
  const earlier = countsOf(before, candidates, common, read);
  const stop = stopWords(candidates, earlier, now.length, before.length);
  const rated: Rated[] = [];
  for (const candidate of candidates.values()) {
    const { key, mentions, authors } = candidate;
    if (mentions.length < LEAST_MENTIONS || authors.size < LEAST_AUTHORS) continue;
    const words = key.split(' ');
    if (stop.has(words[0] ?? '') || stop.has(words.at(-1) ?? '') || !says(words)) continue;
    const then = earlier.get(key) ?? 0;
    const strength = logOdds(mentions.length, now.length, then, before.length);
    if (strength < LEAST_STRENGTH) continue;
    rated.push({ ...candidate, strength, expected: (then / before.length) * now.length });
  }
  return distinct(rated, most).map((topic) => toTopic(topic, language));
}

function stopWords(
  candidates: ReadonlyMap<string, Candidate>,
  earlier: ReadonlyMap<string, number>,
  ofNow: number,
  ofBefore: number,
): Set<string> {
  const stop = new Set<string>();
  for (const [key, { size, mentions }] of candidates) {
    const before = earlier.get(key) ?? 0;
    const frequent = (mentions.length + before) / (ofNow + ofBefore) >= STOP_SHARE;
    const rises = mentions.length / ofNow > (STOP_RISE * before) / ofBefore;
    if (size === 1 && frequent && !rises) stop.add(key);
  }
  return stop;
}

/** Letters, and more than one sign: a number or a single letter is no topic. */
function says(words: readonly string[]): boolean {
  const all = words.join('');
  return /\p{L}/u.test(all) && (all.length > 2 || /[^\p{ASCII}]{2}/u.test(all));
}

function candidatesOf(
  mentions: readonly TalkedOf[],
  phrases: ReadonlyMap<TalkedOf, Word[][]>,
  common: ReadonlySet<string>,
): Map<string, Candidate> {
  const found = new Map<string, Candidate>();
  for (const mention of mentions) {
    const seen = new Set<string>();
    eachRun(phrases.get(mention) ?? [], common, (key, words, start, size) => {
      let candidate = found.get(key);
      if (!candidate) {
        candidate = { key, size, mentions: [], authors: new Set(), forms: new Map() };
        found.set(key, candidate);
      }
      const form = written(words.slice(start, start + size));
      candidate.forms.set(form, (candidate.forms.get(form) ?? 0) + 1);
      if (seen.has(key)) return;
      seen.add(key);
      candidate.mentions.push(mention);
      candidate.authors.add(mention.authorId);
    });
  }
  return found;
}

/** In how many texts each candidate stands. */
function countsOf(
  texts: readonly { text: string }[],
  candidates: ReadonlyMap<string, Candidate>,
  common: ReadonlySet<string>,
  read: PhraseReader,
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { text } of texts) {
    const seen = new Set<string>();
    eachRun(read(text), common, (key) => {
      if (candidates.has(key)) seen.add(key);
    });
    for (const key of seen) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

/** Words that stand in enough mentions to make a topic: no phrase is more frequent than its words. */
function commonWords(texts: Iterable<Word[][]>): Set<string> {
  const counts = new Map<string, number>();
  for (const phrases of texts) {
    for (const key of new Set(phrases.flat().map((word) => word.key))) {
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  return new Set([...counts].filter(([, count]) => count >= LEAST_MENTIONS).map(([key]) => key));
}

/** Every run of up to three common words. */
function eachRun(
  phrases: readonly Word[][],
  common: ReadonlySet<string>,
  see: (key: string, words: readonly Word[], start: number, size: number) => void,
): void {
  for (const words of phrases) {
    for (let start = 0; start < words.length; start++) {
      let key = '';
      for (let size = 1; size <= LONGEST_PHRASE; size++) {
        const word = words[start + size - 1];
        if (!word || !common.has(word.key)) break;
        key = size === 1 ? word.key : `${key} ${word.key}`;
        see(key, words, start, size);
      }
    }
  }
}

function logOdds(now: number, ofNow: number, before: number, ofBefore: number): number {
  const prior = LEAST_COUNT + PRIOR * (before / ofBefore);
  const odds = (count: number, of: number) =>
    Math.log((count + prior) / (of + PRIOR + 2 * LEAST_COUNT - count - prior));
  const variance = 1 / (now + prior) + 1 / (before + prior);
  return (odds(now, ofNow) - odds(before, ofBefore)) / Math.sqrt(variance);
}

/** One phrase for each topic: the longest that has most of its words' mentions, then the surest. */
function distinct(rated: Rated[], most: number): Rated[] {
  const bySurety = rated.sort(
    (a, b) => b.strength - a.strength || b.size - a.size || (a.key < b.key ? -1 : 1),
  );
  const chosen: Rated[] = [];
  for (const candidate of bySurety) {
    const same = chosen.findIndex((other) => inCommon(candidate, other) >= SAME_TOPIC);
    const other = chosen[same];
    if (!other) {
      if (chosen.length < most) chosen.push(candidate);
    } else if (` ${candidate.key} `.includes(` ${other.key} `) && isMostOf(candidate, other)) {
      chosen[same] = candidate;
    }
  }
  return chosen.sort((a, b) => b.strength - a.strength || (a.key < b.key ? -1 : 1));
}

function isMostOf(longer: Rated, shorter: Rated): boolean {
  return longer.mentions.length >= SAME_TOPIC * shorter.mentions.length;
}

function inCommon(a: Candidate, b: Candidate): number {
  const ids = new Set(a.mentions.map(({ id }) => id));
  const both = b.mentions.filter(({ id }) => ids.has(id)).length;
  return both / Math.min(a.mentions.length, b.mentions.length);
}

function toTopic({ mentions, forms, expected, strength }: Rated, language: string): Topic {
  const volume: Volume = { mentions: mentions.length, positive: 0, neutral: 0, negative: 0 };
  for (const { sentiment } of mentions) volume[sentiment] += 1;
  const [text = ''] = [...forms].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0] ?? [];
  const examples = mentions
    .toSorted((a, b) => b.priority - a.priority || a.id - b.id)
    .slice(0, EXAMPLES)
    .map((mention) => ({ id: mention.id, text: mention.text }));
  return { text, language, volume, expected, strength, examples };
}
