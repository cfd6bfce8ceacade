import { HOUR, MINUTE } from './clock.js';

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

/** No rest is longer: one that seems to be was taken by a clock that was wrong. */
export const LONGEST_REST = Math.max(PERSON.most, PASSING.most);

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
