import { DAY } from '../core/clock.js';
import type { Topic } from '../core/digest.js';
import { findTopics } from '../core/topics.js';
import type { Desk } from './desk.js';

/** What was said in the four weeks before is the background. */
const BACKGROUND = 28 * DAY;
const LONGEST_DAY = 7 * DAY;
/** Reading more texts than this changes no topic and costs time. */
const MOST_NOW = 10_000;
const MOST_BEFORE = 5_000;
const MOST_TOPICS = 6;

/** What is talked about in [from, to) more than in the weeks before, over all languages, the surest first. */
export async function topicsOf({ store }: Desk, from: number, to: number): Promise<Topic[]> {
  const now = byLanguage(await store.topics.texts(from, to, MOST_NOW));
  if (now.size === 0) return [];
  // A period of a day is compared with days, one of a week with weeks.
  const day = Math.min(Math.max(to - from, DAY), LONGEST_DAY);
  const before = byLanguage(
    (await store.topics.background(from - BACKGROUND, from, MOST_BEFORE)).map(({ createdAt, ...text }) => ({
      ...text,
      age: Math.floor((from - 1 - createdAt) / day),
    })),
  );
  return [...now]
    .flatMap(([language, texts]) => findTopics(language, texts, before.get(language) ?? [], MOST_TOPICS))
    .sort((a, b) => b.strength - a.strength || (a.text < b.text ? -1 : 1))
    .slice(0, MOST_TOPICS);
}

function byLanguage<Text extends { language: string }>(texts: readonly Text[]): Map<string, Text[]> {
  const languages = new Map<string, Text[]>();
  for (const text of texts) {
    const known = languages.get(text.language);
    if (known) known.push(text);
    else languages.set(text.language, [text]);
  }
  return languages;
}
