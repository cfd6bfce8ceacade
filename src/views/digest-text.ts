import type { Digest } from '../core/digest.js';
import { rebin, sparkline } from '../output/sparkline.js';
import type { Style } from '../output/style.js';
import { flow, hang, hangParts, pad, textWidth, truncate } from '../output/width.js';
import type { Language } from './catalogues/language.js';
import type { Action } from './digest/actions.js';
import type { Chart } from './digest/charts.js';
import { type Note, withoutIsolates } from './digest/note.js';
import { digestPage, type Page } from './digest/page.js';
import type { View } from './view.js';

/** Columns of the labels that stand before the last sections, at least. */
const LABEL = 12;
const LONGEST_BAR = 24;
/** What stands between facts of one line. */
const FACTS = ' · ';

/** `digest` at a terminal or in a mail: one page, the numbers first, then what to do first. */
export function digestLines(digest: Digest, view: View, language: Language): string[] {
  const page = digestPage(digest, language, view);
  return [
    ...heading(page, view),
    ...indent(volume(page, view)),
    ...indent(response(page, view)),
    ...section(firstToday(page, view)),
    ...section(details(page, view)),
  ].map(withoutIsolates);
}

function section(lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', ...indent(lines)];
}

function indent(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`.trimEnd());
}

/** Two texts at the two ends of a line, or below each other where they do not fit. */
function ends(left: string, right: string, width: number): string[] {
  const space = width - textWidth(left) - textWidth(right);
  if (space >= 2) return [left + ' '.repeat(space) + right];
  return textWidth(right) <= width ? [left, pad(right, width, 'right')] : [left];
}

function heading({ language, business, date, since }: Page, { style, width }: View): string[] {
  const title = withoutIsolates(language.say('heading.title', { business, date }));
  if (textWidth(title) > width)
    return [...hang('', title, width, 2).map(style.bold), ...hang('', since, width, 2).map(style.dim)];
  return ends(style.bold(title), style.dim(since), width);
}

function volume({ volume: { headline, counts, series } }: Page, { style, width }: View): string[] {
  const signs = counts.map(({ sentiment, sign, count }) => style[sentiment](`${sign} ${count}`));
  const spark = sparkline(rebin(series, Math.min(LONGEST_BAR, width - 4)));
  return flow([headline, spark, signs.join('  ')], '   ', width - 2);
}

function response({ response: { rates, first, open, waiting } }: Page, { style, width }: View): string[] {
  const inner = width - 2;
  const [most = '', ...others] = rates;
  return [
    ...flow([style.bold(most), ...others], FACTS, inner),
    ...flow([first], '', inner),
    ...(open === null ? [] : flow([open], '', inner)),
    ...flow([waiting.any ? style.accent(waiting.text) : waiting.text], '', inner),
  ];
}

function firstToday({ actions, language }: Page, { style, width }: View): string[] {
  if (actions.length === 0) return [];
  return [
    style.bold(language.say('label.first')),
    ...actions.flatMap((action, index) => actionLines(action, language.count(index + 1), style, width - 2)),
  ];
}

function actionLines(action: Action, at: string, style: Style, width: number): string[] {
  const number = `${pad(at, 2, 'right')}  `;
  const space = ' '.repeat(number.length);
  const facts = withoutIsolates(action.facts.join(FACTS));
  const shown = number + truncate(withoutIsolates(action.text), width - number.length);
  const typed = style.accent(action.command);
  if (facts === '' && textWidth(shown) + 2 + textWidth(typed) <= width) return ends(shown, typed, width);
  if (facts !== '' && textWidth(space + facts) + 2 + textWidth(typed) <= width)
    return [shown, ...ends(space + style.dim(facts), typed, width)];
  const below = facts === '' ? [] : hangParts(space, facts.split(FACTS), FACTS, width).map(style.dim);
  return [shown, ...below, ...hang(space, action.command, width).map(style.accent)];
}

/** The labelled facts, each label in the same column. */
function details({ notes, charts, language }: Page, { style, width }: View): string[] {
  const bars = charts.flatMap((chart) => chartNotes(chart, language, width));
  const all = [...bars, ...notes];
  const column = Math.max(LABEL, ...all.map(({ label }) => textWidth(label) + 2));
  const paints = { plain: (text: string) => text, aside: style.dim, trouble: style.warn };
  return all.flatMap(({ label, texts, tone }) =>
    texts
      .flatMap((text, index) => {
        const facts = withoutIsolates(text).split(FACTS);
        return hangParts(pad(index === 0 ? label : '', column), facts, FACTS, width - 2);
      })
      .map(paints[tone]),
  );
}

/** The charts that a terminal has room for: bars of how long answers took, a row of the day's hours. */
function chartNotes({ id, columns, series, summary }: Chart, language: Language, width: number): Note[] {
  const [first, second] = series;
  if (first === undefined || id === 'volume') return [];
  if (id === 'hours') {
    const rows = [first, second].flatMap((one) =>
      one === undefined ? [] : [`${sparkline(one.values)}  ${one.name}`],
    );
    return [{ label: language.say('label.hours'), texts: [...rows, summary], tone: 'plain' }];
  }
  const names = Math.max(...columns.map(({ short }) => textWidth(short)));
  const largest = Math.max(...first.values, 1);
  const longest = Math.max(1, Math.min(LONGEST_BAR, width - 2 - LABEL - names - 24));
  const texts = columns.map(({ short }, index) => {
    const value = first.values[index] ?? 0;
    const bar = '█'.repeat(Math.ceil((value / largest) * longest));
    const inHours = second ? ` (${second.name} ${language.count(second.values[index] ?? 0)})` : '';
    return `${pad(short, names)} ${bar}${bar === '' ? '' : ' '}${language.count(value)}${inHours}`;
  });
  return [{ label: language.say('label.waits'), texts: [...texts, summary], tone: 'plain' }];
}
