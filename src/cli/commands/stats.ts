import { EarshotError } from '../../core/errors.js';
import type { StatsBy, StatsMetric } from '../../core/stats.js';
import { csvRow, tsvRow } from '../../output/csv.js';
import { writeJson } from '../../output/json.js';
import { buildStats } from '../../services/stats.js';
import { STATS_COLUMNS, statsCells, statsLines } from '../../views/stats.js';
import { statsJson } from '../../views/stats-json.js';
import { type Context, print } from '../context.js';
import type { ExitCode } from '../exit-codes.js';
import { viewOf } from '../options.js';
import { periodOf } from '../period.js';

interface StatsFlags {
  by: StatsBy;
  metric: StatsMetric;
  since: string;
  until?: string;
  csv?: boolean;
}

/** `stats`: numbers over a period by one thing, as bars, lines or for a program. */
export async function run(context: Context, flags: StatsFlags): Promise<ExitCode | undefined> {
  if (context.options.json && flags.csv) {
    throw new EarshotError('--json and --csv exclude each other.', {
      code: 'flags-exclude',
      kind: 'usage',
      hint: 'Give the one that is to be written.',
    });
  }
  const desk = await context.desk();
  const { timeZone } = desk.settings.business;
  const { from, to } = periodOf(flags, context.clock(), timeZone);
  const stats = await buildStats(desk, { by: flags.by, metric: flags.metric, from, to });
  const { stdout } = context.streams;
  if (context.options.json) writeJson(stdout, statsJson(stats));
  else if (flags.csv) {
    stdout.write(csvRow(STATS_COLUMNS));
    for (const row of stats.rows) stdout.write(csvRow(statsCells(row)));
  } else if (stdout.isTTY) print(stdout, statsLines(stats, await viewOf(context, timeZone)));
  else for (const row of stats.rows) stdout.write(tsvRow(statsCells(row)));
  return undefined;
}
