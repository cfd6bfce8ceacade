import { scaleBand, scaleLinear } from 'd3-scale';
import { stack } from 'd3-shape';
import { textWidth } from '../../output/width.js';
import type { Language } from '../catalogues/language.js';
import type { Chart } from './charts.js';
import { html, type Markup, NOTHING } from './markup.js';

/** In CSS pixels at the width of a small phone; a page scales it from there. */
const WIDTH = 340;
const HEIGHT = 150;
const AXIS = { side: 30, below: 18, above: 8 };
const ROW = 26;
/** About the width of a letter of the labels, and the room between two of them, in units of the drawing. */
const LETTER = 6;
const BETWEEN_LABELS = 6;
const MOST_LABELS = 6;
const TICKS = 3;

/**
 * A chart as inline SVG: no script, no style of its own, named for a screen reader. Where text runs from right to
 * left, so does time.
 */
export function drawChart(chart: Chart, language: Language): Markup {
  const { height, body } = chart.id === 'waits' ? rows(chart, language) : columns(chart, language);
  const id = `chart-${chart.id}`;
  return html`<svg role="img" aria-labelledby="${id} ${id}-summary" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" direction="ltr"><title id="${id}">${chart.title}</title><desc id="${id}-summary">${chart.summary}</desc>${body}</svg>`;
}

interface Drawing {
  height: number;
  body: Markup[];
}

/** Bars that stand: a period or a day from its beginning to its end. */
function columns({ columns, series, stacked }: Chart, language: Language): Drawing {
  const rightToLeft = language.direction === 'rtl';
  const indices = columns.map((_, index) => index);
  const largest = Math.max(
    1,
    ...indices.map((index) => {
      const values = series.map(({ values }) => values[index] ?? 0);
      return stacked ? values.reduce((sum, value) => sum + value, 0) : Math.max(...values);
    }),
  );
  const from = rightToLeft ? 0 : AXIS.side;
  const to = rightToLeft ? WIDTH - AXIS.side : WIDTH;
  const x = scaleBand<number>()
    .domain(indices)
    .range(rightToLeft ? [to, from] : [from, to])
    .padding(0.2);
  const y = scaleLinear()
    .domain([0, largest])
    .nice(TICKS)
    .range([HEIGHT - AXIS.below, AXIS.above]);
  const ticks = y.ticks(TICKS).filter(Number.isInteger);
  const longest = Math.max(0, ...columns.map(({ short }) => textWidth(short)));
  const labelled = Math.max(
    Math.ceil(columns.length / MOST_LABELS),
    Math.ceil((longest * LETTER + BETWEEN_LABELS) / x.step()),
  );
  const bars = stacked ? stackedBars(series) : sideBySide(series, x.bandwidth());
  return {
    height: HEIGHT,
    body: [
      ...ticks.map(
        (tick) =>
          html`<line class="grid" x1="${from}" x2="${to}" y1="${y(tick)}" y2="${y(tick)}" stroke="#c9ced6"/><text class="axis" x="${rightToLeft ? to + 5 : from - 5}" y="${y(tick) + 4}" text-anchor="${rightToLeft ? 'start' : 'end'}" font-size="11">${language.count(tick)}</text>`,
      ),
      ...bars.map(({ index, look, low, high, offset, width }) =>
        low === high
          ? NOTHING
          : html`<rect class="${look}" fill="${FILLS[look]}" x="${(x(index) ?? 0) + offset}" y="${y(high)}" width="${width ?? x.bandwidth()}" height="${y(low) - y(high)}"/>`,
      ),
      ...columns.map(({ short }, index) =>
        index % labelled !== 0
          ? NOTHING
          : html`<text class="axis" x="${labelPlace((x(index) ?? 0) + x.bandwidth() / 2)}" y="${HEIGHT - 4}" text-anchor="middle" font-size="11">${short}</text>`,
      ),
    ],
  };
}

/** The middle of a label under a column, far enough from the edges that it is not cut. */
function labelPlace(middle: number): number {
  return Math.min(WIDTH - 18, Math.max(18, middle));
}

interface Bar {
  index: number;
  look: Chart['series'][number]['look'];
  low: number;
  high: number;
  offset: number;
  /** By default the whole column. */
  width?: number;
}

function stackedBars(series: Chart['series']): Bar[] {
  const length = Math.max(0, ...series.map(({ values }) => values.length));
  const layers = stack<unknown, number, number>()
    .keys(series.map((_, index) => index))
    .value((index, key) => series[key]?.values[index] ?? 0)(Array.from({ length }, (_, index) => index));
  return layers.flatMap((layer, key) => {
    const look = series[key]?.look ?? 'first';
    return layer.map(([low, high], index) => ({ index, look, low, high, offset: 0 }));
  });
}

function sideBySide(series: Chart['series'], width: number): Bar[] {
  const each = width / series.length;
  return series.flatMap(({ look, values }, at) =>
    values.map((high, index) => ({ index, look, low: 0, high, offset: at * each, width: each })),
  );
}

/** Bars that lie, each with its name before and its count behind it. */
function rows({ columns, series }: Chart, { direction, count }: Language): Drawing {
  const rightToLeft = direction === 'rtl';
  const label = 84;
  const largest = Math.max(1, ...series.flatMap(({ values }) => values));
  const length = scaleLinear()
    .domain([0, largest])
    .range([0, WIDTH - label - 34]);
  const thickness = (ROW - 8) / series.length;
  const place = (start: number, width: number) => (rightToLeft ? WIDTH - start - width : start);
  return {
    height: columns.length * ROW,
    body: columns.map(({ short }, index) => {
      const top = index * ROW + 4;
      const bars = series.map(({ look, values }, at) => {
        const value = values[index] ?? 0;
        const y = top + at * thickness;
        return html`<rect class="${look}" fill="${FILLS[look]}" x="${place(label, length(value))}" y="${y}" width="${length(value)}" height="${thickness - 1}"/><text class="axis" x="${place(label + length(value) + 5, 0)}" y="${y + thickness / 2 + 3}" text-anchor="${rightToLeft ? 'end' : 'start'}" font-size="${series.length > 1 ? 9 : 11}">${count(value)}</text>`;
      });
      return html`<text class="axis" x="${place(0, 0)}" y="${top + (ROW - 8) / 2 + 4}" text-anchor="start" direction="${direction}" font-size="11">${short}</text>${bars}`;
    }),
  };
}

/** For readers that leave out styles; where styles are read they depend on light and dark. */
export const FILLS: Readonly<Record<Bar['look'], string>> = {
  positive: '#1f6fb2',
  neutral: '#8b93a0',
  negative: '#c4421a',
  first: '#1f6fb2',
  second: '#7c5cbf',
};
