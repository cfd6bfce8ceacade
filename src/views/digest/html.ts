import type { Language } from '../catalogues/language.js';
import type { Action } from './actions.js';
import type { Chart } from './charts.js';
import { html, type Markup, NOTHING } from './markup.js';
import { type Note, withoutIsolates } from './note.js';
import type { Page } from './page.js';
import { PAGE_STYLE } from './page-style.js';
import { drawChart, FILLS } from './svg.js';

/** Nothing is loaded and nothing runs, even if a mail client or browser would let it. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'";

/**
 * A digest as one HTML page that needs nothing else: no script, no request. Charts are inline SVG, each with its
 * numbers in a table below, for readers that show no pictures.
 */
export function digestHtml(page: Page): string {
  const { language, business, date, period, made, actions, charts, notes } = page;
  const { say } = language;
  const title = say('heading.title', { business, date });
  return `<!doctype html>\n${
    html`<html lang="${language.locale}" dir="${language.direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="referrer" content="no-referrer">
<title>${withoutIsolates(title)}</title>
<style>${{ markup: PAGE_STYLE }}</style>
</head>
<body>
<header>
<h1>${title}</h1>
<p class="quiet">${period}</p>
</header>
<main>
${summary(page)}
${actions.length === 0 ? NOTHING : todo(actions, language)}
${charts.length === 0 ? NOTHING : html`<div class="charts">${charts.map((chart) => figure(chart, language))}</div>`}
${notes.map(section)}
</main>
<footer><p>${made}</p></footer>
</body>
</html>
`.markup
  }`;
}

function summary({ language: { say }, volume, response }: Page): Markup {
  const counts = volume.counts.map(
    ({ sentiment, sign, count, name }) => html`<li class="${sentiment}">${sign} ${count} ${name}</li> `,
  );
  const lines = [
    response.rates.join(' · '),
    response.first,
    ...(response.open === null ? [] : [response.open]),
  ];
  return html`<section aria-label="${say('label.summary')}">
<p class="headline">${volume.headline}</p>
${counts.length === 0 ? NOTHING : html`<ul class="counts">${counts}</ul>`}
<ul class="rates">${lines.map((line) => html`<li>${line}</li>`)}</ul>
<p class="waiting">${response.waiting.text}</p>
</section>`;
}

function todo(actions: readonly Action[], { say }: Language): Markup {
  const items = actions.map(
    ({ text, facts, command }) => html`<li>${text}${
      facts.length === 0 ? NOTHING : html`<br><span class="facts">${facts.join(' · ')}</span>`
    }<br><code dir="ltr" lang="en">${command}</code></li>
`,
  );
  return html`<section aria-labelledby="first"><h2 id="first">${say('label.first')}</h2>
<ol class="todo">${items}</ol></section>`;
}

function figure(chart: Chart, language: Language): Markup {
  const { title, summary, columnTitle, columns, series } = chart;
  const legend = series.map(
    ({ name, look }) =>
      html`<li><svg aria-hidden="true" viewBox="0 0 10 10" width="10" height="10"><rect class="${look}" fill="${FILLS[look]}" width="10" height="10"/></svg>${name}</li> `,
  );
  const rows = columns.map(
    ({ name }, index) =>
      html`<tr><th scope="row">${name}</th>${series.map(({ values }) => html`<td>${language.count(values[index] ?? 0)}</td>`)}</tr>`,
  );
  return html`<figure><figcaption><h3>${title}</h3><p>${summary}</p></figcaption>
${drawChart(chart, language)}
${series.length < 2 ? NOTHING : html`<ul class="legend">${legend}</ul>`}
<details><summary>${language.say('chart.numbers')}</summary><table aria-label="${title}"><thead><tr><th scope="col">${columnTitle}</th>${series.map(({ name }) => html`<th scope="col">${name}</th>`)}</tr></thead><tbody>${rows}</tbody></table></details>
</figure>
`;
}

function section({ label, texts, tone }: Note): Markup {
  const look = { plain: '', aside: 'quiet', trouble: 'trouble' }[tone];
  return html`<section class="${look}"><h2>${label}</h2><ul>${texts.map((text) => html`<li>${text}</li>`)}</ul></section>
`;
}
