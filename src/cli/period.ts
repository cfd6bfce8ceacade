import { parseWhen } from '../core/duration.js';
import { EarshotError } from '../core/errors.js';

/**
 * The period that --since and --until name, [from, to), ms UTC.
 *
 * @param otherwise what is meant where one is not given; `to` is now by default
 * @param timeZone of the business: where days begin
 * @throws EarshotError (usage) where a time cannot be read, or the period ends before it begins
 */
export function periodOf(
  { since, until }: { since?: string | undefined; until?: string | undefined },
  now: number,
  timeZone: string,
  otherwise = { from: 0, to: now },
): { from: number; to: number } {
  const from = since === undefined ? otherwise.from : parseWhen(since, now, timeZone);
  const to = until === undefined ? otherwise.to : parseWhen(until, now, timeZone);
  if (to > from) return { from, to };
  throw new EarshotError('the period ends before it begins.', {
    code: 'period-empty',
    kind: 'usage',
    hint: 'Give a --since that lies before --until (or before now).',
  });
}
