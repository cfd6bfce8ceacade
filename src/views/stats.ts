import type { Rate, ResponseNumbers, Volume } from '../core/digest.js';
import type { Stats, StatsBy, StatsMetric, StatsRow } from '../core/stats.js';
import { type BarPart, bar, paintBar } from '../output/bars.js';
import { count, counted, fourDigits, percent } from '../output/number.js';
import { safeLine } from '../output/sanitise.js';
import { sparkline } from '../output/sparkline.js';
import { type Column, table } from '../output/table.js';
import { longDate, span } from '../output/time.js';
import { flow, hangParts, textWidth } from '../output/width.js';
import type { View } from './view.js';

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
/** Columns between the cells of a table. */
const GAP = 2;
/** A shorter bar tells nothing apart; a longer one no more. */
const SHORTEST_BAR = 8;
const LONGEST_BAR = 60;

/** `stats` at a terminal: what it is of, one bar a line, and everything together. */
export function statsLines(stats: Stats, view: View): string[] {
  const { style, width } = view;
  const { rows, total } = stats;
  const spark =
    stats.by === 'day' || stats.by === 'hour' ? sparkline(rows.map(({ volume }) => volume.mentions)) : '';
  const columns = columnsOf(stats, view);
  const days = new Set([stats.from, stats.to - 1].map((at) => longDate(at, stats.timeZone)));
  const head = [style.bold(TITLES[stats.metric]), `by ${stats.by}`, [...days].join(' to ')];
  const mentions = `${counted(total.volume.mentions, 'mention')} (${count(total.previous?.volume.mentions ?? 0)} in the period before)`;
  return [
    ...flow(head, ' · ', width),
    ...flow([mentions, ...(spark.length > 0 && spark.length <= width ? [spark] : [])], '   ', width),
    '',
    ...(rows.length === 0 ? ['Nothing was said.'] : table(columns, [...rows, total], { style, width })),
    ...leftOutLines(stats, view),
  ];
}

const TITLES: Record<Stats['metric'], string> = {
  volume: 'Mentions',
  sentiment: 'Sentiment',
  rate: 'Response rate',
  response: 'First response time',
};

function columnsOf(stats: Stats, view: View): Column<StatsRow>[] {
  const [key, ...figures] = figureColumns(stats, view);
  if (!key) return [];
  const beside = [key, ...figures].reduce((sum, column) => sum + widthOf(column, stats) + GAP, 0);
  const longest = Math.max(SHORTEST_BAR, Math.min(LONGEST_BAR, view.width - beside));
  return [key, chartColumn(stats, longest), ...figures];
}

function widthOf({ header, cell }: Column<StatsRow>, { rows, total }: Stats): number {
  return Math.max(...[header, ...[...rows, total].map(cell)].map(textWidth));
}

function chartColumn(stats: Stats, longest: number): Column<StatsRow> {
  const { rows, metric } = stats;
  const sum = (row: StatsRow) => barOf(row, metric).reduce((all, [value]) => all + value, 0);
  const largest = Math.max(0, ...rows.map(sum));
  return {
    header: '',
    cell: (row) => (row === stats.total ? '' : bar(sum(row), largest, longest)),
    paint: (style, row) => (text) => paintBar(text, barOf(row, metric), style),
    drop: 5,
  };
}

function barOf({ volume, response }: StatsRow, metric: StatsMetric): readonly BarPart[] {
  switch (metric) {
    case 'volume':
      return [[volume.mentions, 'accent']];
    case 'sentiment':
      return [
        [volume.positive, 'positive'],
        [volume.neutral, 'neutral'],
        [volume.negative, 'negative'],
      ];
    case 'rate':
      return [[response?.within24h.rate ?? 0, 'accent']];
    case 'response':
      return [[response?.firstResponse.calendar.medianMs ?? 0, 'accent']];
  }
}

/** The key, and the figures beside its bar. */
function figureColumns(stats: Stats, view: View): Column<StatsRow>[] {
  const { by, metric } = stats;
  const number = (header: string, cell: (row: StatsRow) => string, drop?: number): Column<StatsRow> => ({
    header,
    align: 'right',
    cell,
    ...(drop === undefined ? {} : { drop }),
  });
  const key: Column<StatsRow> = {
    header: by,
    cell: (row) => (row === stats.total ? 'together' : labelOf(by, row.key, view)),
    shrinksTo: 8,
  };
  const was = (cell: (previous: NonNullable<StatsRow['previous']>) => string) =>
    number('was', ({ previous }) => (previous ? cell(previous) : ''), 2);
  switch (metric) {
    case 'volume':
      return [
        key,
        number('mentions', ({ volume }) => count(volume.mentions)),
        // A day has none before it that it could be compared with; all of them together have, further up.
        ...(by === 'day' ? [] : [was(({ volume }) => count(volume.mentions))]),
      ];
    case 'sentiment':
      return [
        key,
        number('+', ({ volume }) => count(volume.positive)),
        number('·', ({ volume }) => count(volume.neutral), 3),
        number('−', ({ volume }) => count(volume.negative)),
        number('unhappy', ({ volume }) => percent(negativeShare(volume)), 4),
        was(({ volume }) => percent(negativeShare(volume))),
      ];
    case 'rate': {
      const rate = (row: Pick<StatsRow, 'response'>, window: Window) => row.response?.[window] ?? NONE;
      return [
        key,
        number('1 h', (row) => percent(rate(row, 'within1h').rate), 4),
        number('24 h', (row) => percent(rate(row, 'within24h').rate)),
        number('72 h', (row) => percent(rate(row, 'within72h').rate), 6),
        number('ever', (row) => percent(rate(row, 'ever').rate), 3),
        number('n', (row) => count(rate(row, 'within24h').n)),
        was((previous) => percent(rate(previous, 'within24h').rate)),
      ];
    }
    case 'response': {
      const time = (ms: number | null | undefined) => (ms == null ? '–' : span(ms));
      const calendar = (row: Pick<StatsRow, 'response'>) => row.response?.firstResponse.calendar;
      const open = (row: StatsRow) => row.response?.firstResponse.business;
      return [
        key,
        number('median', (row) => time(calendar(row)?.medianMs)),
        number('p90', (row) => time(calendar(row)?.p90Ms), 4),
        number('mean', (row) => time(calendar(row)?.meanMs), 6),
        ...(stats.total.response?.firstResponse.business
          ? [number('open hours', (row) => time(open(row)?.medianMs), 3)]
          : []),
        number('n', (row) => count(calendar(row)?.n ?? 0)),
        was((previous) => time(calendar(previous)?.medianMs)),
      ];
    }
  }
}

type Window = 'within1h' | 'within24h' | 'within72h' | 'ever';
const NONE: Rate = { answered: 0, n: 0, rate: null };

function negativeShare({ mentions, negative }: Volume): number | null {
  return mentions === 0 ? null : negative / mentions;
}

function labelOf(by: StatsBy, key: string, { networkName }: View): string {
  if (by === 'hour') return `${key}:00`;
  if (by === 'weekday') return WEEKDAYS[Number(key) - 1] ?? key;
  return by === 'network' ? networkName(key) : safeLine(key);
}

function leftOutLines(
  { leftOut: { noise, reposts, deleted, removed } }: Stats,
  { style, width }: View,
): string[] {
  if (noise + reposts + deleted + removed === 0) return [];
  const parts = [
    ...(noise > 0 ? [`${count(noise)} noise`] : []),
    ...(reposts > 0 ? [counted(reposts, 'repost')] : []),
    ...(deleted > 0 ? [`${count(deleted)} deleted`] : []),
    ...(removed > 0 ? [`${count(removed)} no longer kept`] : []),
  ];
  return ['', ...hangParts('Left out: ', parts, ', ', width).map(style.dim)];
}

/** The columns of `stats --csv`, in order: the same whatever the metric, empty where it asks for none. */
export const STATS_COLUMNS = [
  'key',
  'mentions',
  'positive',
  'neutral',
  'negative',
  'previousMentions',
  'within1h',
  'within24h',
  'within72h',
  'ever',
  'needReply',
  'answers',
  'medianMinutes',
  'p90Minutes',
  'meanMinutes',
  'openMedianMinutes',
] as const;

/** One record of `stats --csv`. Shares are 0 to 1 with four digits, times minutes with two. */
export function statsCells({ key, volume, response, previous }: StatsRow): (string | number | null)[] {
  const { mentions, positive, neutral, negative } = volume;
  return [
    safeLine(key),
    mentions,
    positive,
    neutral,
    negative,
    previous?.volume.mentions ?? null,
    ...responseCells(response),
  ];
}

function responseCells(response: ResponseNumbers | null): (number | null)[] {
  const calendar = response?.firstResponse.calendar;
  const minutes = (ms: number | null | undefined) => (ms == null ? null : Math.round(ms / 600) / 100);
  const share = (window: Window) => {
    const rate = response?.[window].rate;
    return rate == null ? null : fourDigits(rate);
  };
  return [
    share('within1h'),
    share('within24h'),
    share('within72h'),
    share('ever'),
    response?.ever.n ?? null,
    calendar?.n ?? null,
    minutes(calendar?.medianMs),
    minutes(calendar?.p90Ms),
    minutes(calendar?.meanMs),
    minutes(response?.firstResponse.business?.medianMs),
  ];
}
