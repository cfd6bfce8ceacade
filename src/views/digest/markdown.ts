import { sparkline } from '../../output/sparkline.js';
import type { Language } from '../catalogues/language.js';
import type { Chart } from './charts.js';
import type { Page } from './page.js';

/** A digest as Markdown (CommonMark with GitHub's tables): the same facts as the other forms, in the same order. */
export function digestMarkdown({ language, ...page }: Page): string {
  const { volume, response, actions, charts, notes } = page;
  const { say } = language;
  const counts = volume.counts
    .map(({ sign, count, name }) => `${sign} ${count} ${name}`)
    .join(say('list.comma'));
  const parts = [
    `# ${plain(say('heading.title', { business: page.business, date: page.date }))}`,
    plain(page.period),
    list([
      [volume.headline, counts].filter((part) => part !== '').join(': '),
      response.rates.join(' · '),
      response.first,
      ...(response.open === null ? [] : [response.open]),
      response.waiting.text,
    ]),
    ...(actions.length === 0 ? [] : [`## ${plain(say('label.first'))}`]),
    actions
      .map(({ text, facts, command }, index) => {
        const below = [facts.map(plain).join(' · '), code(command)].filter((part) => part !== '');
        return [`${index + 1}. ${plain(text)}`, ...below.map((part) => `   ${part}`)].join('  \n');
      })
      .join('\n'),
    ...charts.map((chart) => section(chart, page.volume.series, language)),
    ...notes.map(({ label, texts }) => `## ${plain(label)}\n\n${list(texts)}`),
    `*${plain(page.made)}*`,
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function section(chart: Chart, volume: readonly number[], { count }: Language): string {
  const { id, title, summary, columnTitle, columns, series } = chart;
  // A row for every slice of the period would be longer than the rest of the page: a line shows the same.
  const body =
    id === 'waits'
      ? table(
          [columnTitle, ...series.map(({ name }) => name)],
          columns.map(({ name }, index) => [name, ...series.map(({ values }) => count(values[index] ?? 0))]),
        )
      : id === 'volume'
        ? code(sparkline(volume))
        : list(series.map(({ name, values }) => `${name} ${sparkline(values)}`));
  return [`## ${plain(title)}`, plain(summary), body].filter((part) => part !== '').join('\n\n');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const rule = head.map((_, index) => (index === 0 ? '---' : '--:'));
  return [head.map(plain), rule, ...rows.map((row) => row.map(plain))].map(line).join('\n');
}

function list(texts: readonly string[]): string {
  return texts.map((text) => `- ${plain(text)}`).join('\n');
}

/** A text with everything that Markdown could take for markup, HTML or a link made the characters they are. */
function plain(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replace(/[\\`*_[\]<>|~#@]/g, '\\$&')
    .replace(/^(\s*)([-+=])/, '$1\\$2')
    .replace(/^(\s*\d+)([.)])(?=\s|$)/, '$1\\$2')
    .replace(/(https?|ftp|mailto|xmpp)(?=:)/gi, '$1\\')
    .replace(/www(?=\.)/gi, '$&\\');
}

/** A text in a code span, which its own backticks cannot end. */
function code(text: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? `\`${text}\`` : `${fence} ${text} ${fence}`;
}
