import { DAY, HOUR, MINUTE } from './clock.js';

/** How many failures in a row pass before an account rests, how long it rests first, and how long at most. */
interface Patience {
  free: number;
  first: number;
  most: number;
}

/** What only a person can put right: asking again soon changes nothing, and looks like guessing. */
const PERSON: Patience = { free: 1, first: HOUR, most: 12 * HOUR };
/** What may pass by itself. */
const PASSING: Patience = { free: 2, first: 10 * MINUTE, most: HOUR };

/** The longest rest of an account or a channel that keeps failing, ms. */
export const LONGEST_REST = Math.max(PERSON.most, PASSING.most);
/** The longest rest of one stream, ms: a network that asks for more is asked again after a day. */
export const LONGEST_STREAM_REST = DAY;

/**
 * Whether a rest is still to be kept. One that seems longer than any may be was begun by a clock that was ahead, and is
 * over.
 *
 * @param until ms UTC
 * @param now ms UTC
 * @param longest how long rests of its kind may be, ms
 */
export function isResting(until: number, now: number, longest: number): boolean {
  return until > now && until - now <= longest;
}

/**
 * How long an account that keeps failing is left alone: not at all at first, then twice as long each time.
 *
 * @param kind why the last poll failed, as an exit code has it
 * @param failures how many polls in a row have failed, from 1
 * @returns ms
 */
export function restAfter(kind: string, failures: number): number {
  const { free, first, most } = kind === 'auth' ? PERSON : PASSING;
  if (failures <= free) return 0;
  return Math.min(most, first * 2 ** Math.min(failures - free - 1, 20));
}
