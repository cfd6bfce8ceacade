import { SENSITIVITIES } from '../src/core/spikes.js';
import { measure } from './alert-series.js';
import { machine, printTable, round } from './figures.js';
import { numberOption } from './folder.js';

const PER_DAY = [5, 20, 100, 500];
const STORMS = [10, 25, 60, 200];
const WEEKS = [1, 6];

/** `npm run bench:alerts`: false alarms a week and detected storms, on made-up desks (bench/alert-series.ts). */
export function main(args: readonly string[]) {
  const desks = numberOption(args, 'desks', 100);
  const rows = WEEKS.flatMap((weeks) =>
    SENSITIVITIES.flatMap((sensitivity) =>
      PER_DAY.flatMap((perDay) =>
        STORMS.map((stormSize) => ({
          weeks,
          sensitivity,
          perDay,
          stormSize,
          ...measure({ perDay, stormSize, sensitivity, weeks, desks, seed: 20261122 }),
        })),
      ),
    ),
  );
  printTable([
    [
      'weeks known',
      'sensitivity',
      'mentions a day',
      'storm',
      'false a week',
      'detected',
      'median delay, min',
    ],
    ...rows.map((row) => [
      row.weeks,
      row.sensitivity,
      row.perDay,
      row.stormSize,
      round(row.falseAWeek, 2),
      round(row.detected, 2),
      row.medianDelayMinutes ?? '–',
    ]),
  ]);
  return { machine: machine(), desks, rows };
}
