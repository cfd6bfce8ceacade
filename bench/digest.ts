import { DAY } from '../src/core/clock.js';
import { referenceWindows, WINDOW } from '../src/core/spikes.js';
import { STATS_BY, STATS_METRICS } from '../src/core/stats.js';
import type { Desk } from '../src/services/desk.js';
import { buildDigest } from '../src/services/digest.js';
import { buildStats } from '../src/services/stats.js';
import { topicsOf } from '../src/services/topics.js';
import { openStore, type Store } from '../src/store/index.js';
import { machine, median, percentile, printTable, round } from './figures.js';
import { numberOption } from './folder.js';
import { DAYS, NOW, storedDesk } from './stored-desk.js';

const DAY_TARGET_MS = 150;
const QUARTER_TARGET_MS = 2_000;
const OPEN = [[9 * 60, 18 * 60]];

/** As much of a desk as reports read. */
function deskOver(store: Store): Desk {
  const watch = { keywords: ['x'], required: [], excluded: [], languages: [], accounts: [] };
  return {
    store,
    clock: () => NOW,
    settings: {
      business: {
        name: 'Café',
        timeZone: 'Europe/London',
        hours: { days: [OPEN, OPEN, OPEN, OPEN, OPEN, [], []], holidays: new Set() },
        minutesPerDay: 30,
      },
      accounts: [],
      watches: [
        { ...watch, name: 'our name', kind: 'brand' },
        { ...watch, name: 'the bakery', kind: 'competitor' },
      ],
      reach: 5_000,
    },
  } as unknown as Desk;
}

/**
 * `digest` over one day, every `stats` over ninety days, and what a poll counts to know a spike, of a big desk:
 * reading and computing, no printing.
 */
export async function main(args: readonly string[]) {
  const count = numberOption(args, 'count', 1_000_000);
  const times = numberOption(args, 'times', 20);
  const store = openStore(await storedDesk(count));
  const desk = deskOver(store);
  const results: Record<string, Awaited<ReturnType<typeof measure>>> = {};
  results['digest of a day'] = await measure(times, DAY_TARGET_MS, () => buildDigest(desk, NOW - DAY, NOW));
  results['of it, topics'] = await measure(times, DAY_TARGET_MS, () => topicsOf(desk, NOW - DAY, NOW));
  results['digest of 90 days'] = await measure(3, QUARTER_TARGET_MS, () =>
    buildDigest(desk, NOW - 90 * DAY, NOW),
  );
  for (const metric of STATS_METRICS) {
    for (const by of STATS_BY) {
      results[`stats of 90 days, ${metric} by ${by}`] = await measure(3, QUARTER_TARGET_MS, () =>
        buildStats(desk, { by, metric, from: NOW - 90 * DAY, to: NOW }),
      );
    }
  }
  const since = NOW - 1_000 * DAY;
  const windows = [
    { from: NOW - WINDOW, to: NOW },
    { from: NOW - 28 * DAY, to: NOW - WINDOW },
    ...referenceWindows(NOW, since, desk.settings.business.timeZone),
  ];
  results['counting for spikes'] = await measure(times, DAY_TARGET_MS, () =>
    store.alerts.countIn(windows, ['the bakery']),
  );
  store.close();
  printTable([
    ['', 'first ms', 'median ms', 'max ms', 'cpu ms', 'aim ms'],
    ...Object.entries(results).map(([name, { firstMs, medianMs, maxMs, medianCpuMs, targetMs }]) => [
      name,
      firstMs,
      medianMs,
      maxMs,
      medianCpuMs,
      targetMs,
    ]),
  ]);
  return { bench: 'digest', machine: machine(), mentions: count, days: DAYS, times, results };
}

async function measure(times: number, targetMs: number, run: () => Promise<unknown>) {
  const taken: number[] = [];
  const busy: number[] = [];
  for (let index = 0; index < times; index++) {
    const started = performance.now();
    const cpu = process.cpuUsage();
    await run();
    const { user, system } = process.cpuUsage(cpu);
    busy.push((user + system) / 1_000);
    taken.push(performance.now() - started);
  }
  return {
    firstMs: round(taken[0] ?? 0, 1),
    medianMs: round(median(taken), 1),
    maxMs: round(percentile(taken, 1), 1),
    /** What the processor worked, which other programs on the machine lengthen less. */
    medianCpuMs: round(median(busy), 1),
    targetMs,
  };
}
