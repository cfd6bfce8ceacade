import type { Topic, Volume } from './digest.js';
import { countElsewhere, type PhraseTree, phraseTree } from './phrase-tree.js';
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

interface Rated {
  /** Its words as they are compared, apart by spaces. */
  key: string;
  words: readonly Word[];
  mentions: TalkedOf[];
  strength: number;
  expected: number;
}

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
  const runs = now.map(({ text }) => read(text));
  const tree = phraseTree(runs, LEAST_MENTIONS);
  countElsewhere(tree, textsOf(before, read));
  const stop = stopWords(tree, now.length, before.length);
  const rated: Rated[] = [];
  for (const { words, texts, elsewhere } of tree.all) {
    if (isStop(words[0], stop) || isStop(words.at(-1), stop) || !says(words)) continue;
    const strength = logOdds(texts.length, now.length, elsewhere, before.length);
    if (strength < LEAST_STRENGTH) continue;
    const mentions = texts.flatMap((place) => now[place] ?? []);
    if (new Set(mentions.map(({ authorId }) => authorId)).size < LEAST_AUTHORS) continue;
    const expected = (elsewhere / before.length) * now.length;
    rated.push({ key: words.map(({ key }) => key).join(' '), words, mentions, strength, expected });
  }
  return distinct(rated, most).map((topic) => toTopic(topic, language, read));
}

function* textsOf(mentions: readonly { text: string }[], read: PhraseReader): Generator<Word[][]> {
  for (const { text } of mentions) yield read(text);
}

/** Words, by their numbers, that are no topic by themselves and neither begin one nor end it. */
function stopWords({ phrases }: PhraseTree, ofNow: number, ofBefore: number): ReadonlySet<number> {
  const stop = new Set<number>();
  for (const [id, { texts, elsewhere }] of phrases) {
    const frequent = (texts.length + elsewhere) / (ofNow + ofBefore) >= STOP_SHARE;
    const rises = texts.length / ofNow > (STOP_RISE * elsewhere) / ofBefore;
    if (frequent && !rises) stop.add(id);
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
  return longer.mentions.length >= SAME_TOPIC * shorter.mentions.length;
}

function inCommon(a: Rated, b: Rated): number {
  const ids = new Set(a.mentions.map(({ id }) => id));
  const both = b.mentions.filter(({ id }) => ids.has(id)).length;
  return both / Math.min(a.mentions.length, b.mentions.length);
}

function toTopic(
  { words, mentions, expected, strength }: Rated,
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
  return { text, language, volume, expected, strength, examples };
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
