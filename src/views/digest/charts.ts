import { HOUR } from '../../core/clock.js';
import type { Words } from './words.js';

/** Bars, a group for each column; what a picture shows, a table lists and one sentence sums up. */
export interface Chart {
  id: 'volume' | 'waits' | 'hours';
  title: string;
  /** What there is to see, in a sentence. */
  summary: string;
  /** The heading of the columns' names in a table. */
  columnTitle: string;
  columns: { name: string; short: string }[];
  /** One value a column each, from 0; `stacked` ones stand on each other. */
  series: {
    name: string;
    look: 'positive' | 'neutral' | 'negative' | 'first' | 'second';
    values: number[];
  }[];
  stacked: boolean;
}

/** The charts there is something to show in. */
export function chartsOf(words: Words): Chart[] {
  return [volumeChart(words), waitChart(words), hourChart(words)].filter((chart) =>
    chart.series.some(({ values }) => values.some((value) => value > 0)),
  );
}

function volumeChart({ digest, language }: Words): Chart {
  const { series, timeZone, to, from } = digest;
  const { say, moment, dateTime } = language;
  const peak = series.reduce<(typeof series)[number] | undefined>(
    (most, slice) => (most && most.volume.mentions >= slice.volume.mentions ? most : slice),
    undefined,
  );
  const values = (sentiment: 'positive' | 'neutral' | 'negative') => ({
    name: say(`sentiment.${sentiment}`),
    look: sentiment,
    values: series.map(({ volume }) => volume[sentiment]),
  });
  const oneDay = to - from <= 25 * HOUR;
  return {
    id: 'volume',
    title: say('chart.volume'),
    summary: peak
      ? say('chart.volumePeak', {
          moment: moment(peak.from, to, timeZone),
          mentions: say('volume.mentions', { n: peak.volume.mentions }),
        })
      : '',
    columnTitle: say('chart.time'),
    columns: series.map((slice) => ({
      name: dateTime(slice.from, timeZone),
      short: oneDay ? language.time(slice.from, timeZone) : language.day(slice.from, timeZone),
    })),
    series: [values('negative'), values('neutral'), values('positive')],
    stacked: true,
  };
}

function waitChart({ digest: { waitBands }, language }: Words): Chart {
  const { say, span } = language;
  const all = waitBands.reduce((sum, { calendar }) => sum + calendar, 0);
  // The first band by whose end half of all answers had come, or the last that has an end.
  let reached = 0;
  const half = waitBands.find(({ calendar, upToMs }, index) => {
    reached += calendar;
    return upToMs !== null && (reached * 2 >= all || waitBands[index + 1]?.upToMs == null);
  });
  const business = waitBands.map((band) => band.business ?? 0);
  const hasHours = waitBands.some((band) => band.business !== null);
  return {
    id: 'waits',
    title: say('chart.waits'),
    summary: half?.upToMs == null ? '' : say('chart.waitsPeak', { n: reached, all, span: span(half.upToMs) }),
    columnTitle: say('chart.wait'),
    columns: waitBands.map(({ upToMs }) => {
      const name = upToMs === null ? say('band.longer') : say('band.upTo', { span: span(upToMs) });
      return { name, short: name };
    }),
    series: [
      { name: say('series.calendar'), look: 'first', values: waitBands.map(({ calendar }) => calendar) },
      ...(hasHours ? [{ name: say('series.business'), look: 'second' as const, values: business }] : []),
    ],
    stacked: false,
  };
}

function hourChart({ digest: { hours }, language }: Words): Chart {
  const { say, hour, count } = language;
  const peak = hours.reduce<(typeof hours)[number] | undefined>(
    (most, one) => (most && most.mentions >= one.mentions ? most : one),
    undefined,
  );
  const answers = hours.map((one) => one.answers);
  const isAnswered = answers.some((value) => value > 0);
  return {
    id: 'hours',
    title: say('chart.hours'),
    summary: peak ? say('chart.hoursPeak', { hour: hour(peak.hour), n: peak.mentions }) : '',
    columnTitle: say('chart.hour'),
    columns: hours.map((one) => ({ name: hour(one.hour), short: count(one.hour) })),
    series: [
      { name: say('series.mentions'), look: 'first', values: hours.map(({ mentions }) => mentions) },
      ...(isAnswered ? [{ name: say('series.answers'), look: 'second' as const, values: answers }] : []),
    ],
    stacked: false,
  };
}
