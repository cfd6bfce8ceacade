import type { Topic, TopicTrend, Volume } from './digest.js';
import { countEarlier, type PhraseTree, phraseTree } from './phrase-tree.js';
import type { SentimentLabel } from './sentiment.js';
import { Days, LEAST_BACKGROUND, LEAST_MENTIONS, MEMORY, type SaidBefore, sum } from './topic-days.js';
import { type PhraseReader, phraseReader, type Word, written } from './topic-words.js';

/** A mention to find topics in. */
export interface TalkedOf {
  id: number;
  text: string;
  authorId: number;
  sentiment: SentimentLabel;
  priority: number;
}

interface Rated {
  /** Its words as they are compared, apart by spaces. */
  key: string;
  words: readonly Word[];
  mentions: TalkedOf[];
  /** In how many mentions it stood in the period and on the days that are remembered. */
  support: number;
  strength: number;
  expected: number;
  trend: TopicTrend;
}

/** What one person says often is no topic. */
const LEAST_AUTHORS = 2;
/** Standard deviations from which a rise is no chance: one word in seven hundred by chance. */
const LEAST_STRENGTH = 3;
/** How many times as often as before it rose something is still said, to be a topic. */
const STILL = 1.5;
/** The share of all mentions from which a word is a stop word ... */
const STOP_SHARE = 0.02;
/** ... unless it came so many times as often as before on the day it rose. */
const STOP_RISE = 3;
/** The share of mentions in common from which two phrases are one topic. */
const SAME_TOPIC = 0.6;
const EXAMPLES = 3;

/**
 * What the mentions of one language talk about: words and phrases of up to three words, counted once a mention, that
 * rose in the period, or on one of the days before it, against all that had been said until then, and that are still
 * said half as often again as before they rose. So a matter stays for a week while it lasts, though the days before are
 * part of what a day is compared with. Stop words are those that every fiftieth mention holds, now as before.
 *
 * @param now the mentions of the period
 * @param before those of the weeks before it
 * @returns the surest first; `expected` is for as many mentions as `now` has
 */
export function findTopics(
  language: string,
  now: readonly TalkedOf[],
  before: readonly SaidBefore[],
  most: number,
): Topic[] {
  if (now.length < LEAST_MENTIONS || before.length < LEAST_BACKGROUND) return [];
  const read = phraseReader();
  const tree = phraseTree(
    now.map(({ text }) => read(text)),
    LEAST_MENTIONS,
  );
  countEarlier(tree, runsOf(before, read));
  const days = new Days(now.length, before);
  const stop = stopWords(tree, days);
  const rated: Rated[] = [];
  for (const phrase of tree.all) {
    const { words, texts } = phrase;
    if (isStop(words[0], stop) || isStop(words.at(-1), stop) || !says(words)) continue;
    const { strength, rank, usual } = days.riseOf(phrase);
    if (strength < LEAST_STRENGTH || texts.length < STILL * usual * now.length) continue;
    const mentions = texts.flatMap((place) => now[place] ?? []);
    if (new Set(mentions.map(({ authorId }) => authorId)).size < LEAST_AUTHORS) continue;
    rated.push({
      key: words.map(({ key }) => key).join(' '),
      words,
      mentions,
      support: texts.length + sum(phrase.earlier.slice(0, MEMORY)),
      strength: rank,
      expected: usual * now.length,
      trend: days.trendOf(phrase),
    });
  }
  return distinct(rated, most).map((topic) => toTopic(topic, language, read));
}

function* runsOf(
  before: readonly SaidBefore[],
  read: PhraseReader,
): Generator<{ age: number; runs: Word[][] }> {
  for (const { age, text } of before) yield { age, runs: read(text) };
}

/** Words, by their numbers, that are no topic by themselves and neither begin one nor end it. */
function stopWords({ phrases }: PhraseTree, days: Days): ReadonlySet<number> {
  const stop = new Set<number>();
  for (const [id, phrase] of phrases) {
    if (days.shareOf(phrase) < STOP_SHARE) continue;
    const { share, usual } = days.riseOf(phrase);
    if (share <= STOP_RISE * usual) stop.add(id);
  }
  return stop;
}

function isStop(word: Word | undefined, stop: ReadonlySet<number>): boolean {
  return word !== undefined && stop.has(word.id);
}

/** Letters, and more than one sign: a number or a single letter is no topic. */
function says(words: readonly Word[]): boolean {
  const all = words.map(({ key }) => key).join('');
  return /\p{L}/u.test(all) && (all.length > 2 || /[^\p{ASCII}]{2}/u.test(all));
}

/**
 * One phrase for each topic: the longest that has most of its words' mentions, of these days together, so that its
 * name does not change with one day's mentions; then the surest.
 */
function distinct(rated: Rated[], most: number): Rated[] {
  const bySurety = rated.sort(
    (a, b) => b.strength - a.strength || b.words.length - a.words.length || (a.key < b.key ? -1 : 1),
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
  return longer.support >= SAME_TOPIC * shorter.support;
}

function inCommon(a: Rated, b: Rated): number {
  const ids = new Set(a.mentions.map(({ id }) => id));
  const both = b.mentions.filter(({ id }) => ids.has(id)).length;
  return both / Math.min(a.mentions.length, b.mentions.length);
}

function toTopic(
  { key, words, mentions, expected, strength, trend }: Rated,
  language: string,
  read: PhraseReader,
): Topic {
  const volume: Volume = { mentions: mentions.length, positive: 0, neutral: 0, negative: 0 };
  for (const { sentiment } of mentions) volume[sentiment] += 1;
  const examples = mentions
    .toSorted((a, b) => b.priority - a.priority || a.id - b.id)
    .slice(0, EXAMPLES)
    .map((mention) => ({ id: mention.id, text: mention.text }));
  const text = mostOften(mentions.flatMap((mention) => formsOf(words, read(mention.text))));
  return { key, text, language, volume, trend, expected, strength, examples };
}

/** How a phrase is written in a text, once for each time it stands there. */
function formsOf(words: readonly Word[], runs: readonly Word[][]): string[] {
  const standsAt = (run: readonly Word[], start: number) =>
    words.every(({ id }, index) => run[start + index]?.id === id);
  return runs.flatMap((run) =>
    run.flatMap((_, start) =>
      standsAt(run, start) ? [written(run.slice(start, start + words.length))] : [],
    ),
  );
}

function mostOften(forms: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const form of forms) counts.set(form, (counts.get(form) ?? 0) + 1);
  const [most] = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return most?.[0] ?? '';
}
