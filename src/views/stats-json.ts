import type { Stats, StatsRow } from '../core/stats.js';
import { iso } from '../output/time.js';

/** Numbers over a period, as `stats --json` prints them. Response times stay in ms. */
export function statsJson({ from, to, generatedAt, rows, total, ...stats }: Stats) {
  const { key: _key, ...together } = total;
  return {
    ...stats,
    from: iso(from),
    to: iso(to),
    generatedAt: iso(generatedAt),
    total: together satisfies Omit<StatsRow, 'key'>,
    rows,
  };
}
