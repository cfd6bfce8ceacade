import { DAY } from '../core/clock.js';
import type { Topic } from '../core/digest.js';
import { risingTopics } from '../core/topics.js';
import type { Desk } from './desk.js';

/** What was said in the four weeks before is the background. */
const BACKGROUND = 28 * DAY;
/** Reading more texts than this changes no topic and costs time. */
const MOST_NOW = 10_000;
const MOST_BEFORE = 5_000;
const MOST_TOPICS = 6;

/** What rose in [from, to) against the weeks before, over all languages, the surest first. */
export async function topicsOf({ store }: Desk, from: number, to: number): Promise<Topic[]> {
  const now = byLanguage(await store.topics.texts(from, to, MOST_NOW));
  if (now.size === 0) return [];
  const before = byLanguage(await store.topics.background(from - BACKGROUND, from, MOST_BEFORE));
  return [...now]
    .flatMap(([language, texts]) => risingTopics(language, texts, before.get(language) ?? [], MOST_TOPICS))
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
