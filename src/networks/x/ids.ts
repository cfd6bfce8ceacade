/** X's ids are decimal numbers beyond 2^53, given as strings: they compare as BigInt, never as text. */
export function isNewer(a: string, b: string): boolean {
  return BigInt(a) > BigInt(b);
}

/** The greatest of some ids; undefined of none. */
export function newest(ids: readonly (string | undefined)[]): string | undefined {
  return pick(ids, isNewer);
}

/** The smallest of some ids; undefined of none. */
export function oldest(ids: readonly (string | undefined)[]): string | undefined {
  return pick(ids, (a, b) => isNewer(b, a));
}

function pick(
  ids: readonly (string | undefined)[],
  wins: (a: string, b: string) => boolean,
): string | undefined {
  let best: string | undefined;
  for (const id of ids) if (id !== undefined && (best === undefined || wins(id, best))) best = id;
  return best;
}

/** X's snowflake epoch, 2010-11-04T01:42:54.657Z. */
const EPOCH = 1_288_834_974_657;
/** Ids given out before snowflakes, and small made-up ones, carry no time. */
const FIRST_SNOWFLAKE = 29_700_859_247n;

/**
 * When a snowflake id was made.
 *
 * @returns ms UTC, or null for an id too small to carry a time
 */
export function snowflakeTime(id: string): number | null {
  const value = BigInt(id);
  if (value < FIRST_SNOWFLAKE) return null;
  return EPOCH + Number(value >> 22n);
}
