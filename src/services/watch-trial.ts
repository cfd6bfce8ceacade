import { matchWatch, type Watch } from '../core/watch.js';
import type { Desk } from './desk.js';

/** How a watch fared on stored mentions. */
export interface WatchTrial {
  /** How many mentions were tried. */
  tried: number;
  matched: number;
  /** The newest that matched. */
  examples: { id: number; text: string; language: string }[];
}

/**
 * Matches a watch against the newest stored mentions, whichever way they came in.
 *
 * @param limit how many mentions to try
 * @param most how many matches to bring back
 */
export async function tryWatch(
  desk: Pick<Desk, 'store' | 'signal'>,
  watch: Watch,
  limit: number,
  most: number,
): Promise<WatchTrial> {
  const trial: WatchTrial = { tried: 0, matched: 0, examples: [] };
  for await (const { id, text, language } of desk.store.mentions.texts(limit)) {
    if (desk.signal.aborted) break;
    trial.tried += 1;
    if (!matchWatch(watch, text, language)) continue;
    trial.matched += 1;
    if (trial.examples.length < most) trial.examples.push({ id, text, language });
  }
  return trial;
}
