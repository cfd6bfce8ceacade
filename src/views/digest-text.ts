import { DAY } from '../core/clock.js';
import type { Digest, Durations, Rate } from '../core/digest.js';
import type { StoredMention } from '../core/stored-mention.js';
import { compact, count, counted, percent } from '../output/number.js';
import { safeLine } from '../output/sanitise.js';
import { rebin, sparkline } from '../output/sparkline.js';
import { age, longDate, longMoment, span } from '../output/time.js';
import { flow, hang, pad, textWidth, truncate } from '../output/width.js';
import { handleLabel, mentionText, networkName } from './labels.js';
import { gapText } from './poll-report.js';
import type { View } from './view.js';

/** Columns of the labels that stand before the last sections. */
const LABEL = 12;
const MOST_ITEMS = 5;

/** `digest` at a terminal or in a mail: one page, the numbers first, then what to do first. */
export function digestLines(digest: Digest, view: View): string[] {
  return [
    ...heading(digest, view),
    ...indent(volume(digest, view)),
    ...indent(response(digest, view)),
    ...section(firstToday(digest, view)),
    ...section([...channels(digest, view), ...coverage(digest, view), ...leftOut(digest, view)]),
  ];
}

function section(lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', ...indent(lines)];
}

function indent(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`.trimEnd());
}

/** Two texts at the two ends of a line, or below each other where they do not fit. */
function ends(left: string, right: string, width: number): string[] {
  if (right === '') return [left];
  const space = width - textWidth(left) - textWidth(right);
  if (space >= 2) return [left + ' '.repeat(space) + right];
  return textWidth(right) <= width ? [left, pad(right, width, 'right')] : [left];
}

function heading(digest: Digest, { style, width, timeZone }: View): string[] {
  const title = `${safeLine(digest.business)} · ${longDate(digest.to, timeZone)}`;
  const since = `since ${longMoment(digest.from, digest.to, timeZone)}`;
  if (textWidth(title) > width)
    return [...hang('', title, width, 2).map(style.bold), ...hang('', since, width, 2).map(style.dim)];
  return ends(style.bold(title), style.dim(since), width);
}

function volume({ volume, previous, from, to, series }: Digest, { style, width }: View): string[] {
  const counts = [
    style.positive(`+ ${count(volume.positive)}`),
    style.neutral(`· ${count(volume.neutral)}`),
    style.negative(`− ${count(volume.negative)}`),
  ].join('  ');
  const spark = sparkline(
    rebin(
      series.map((slice) => slice.volume.mentions),
      Math.min(24, width - 4),
    ),
  );
  const mentions = `${counted(volume.mentions, 'mention')} (${count(previous.mentions)} ${periodBefore(to - from)})`;
  return flow([mentions, ...(volume.mentions === 0 ? [] : [spark, counts])], '   ', width - 2);
}

function periodBefore(length: number): string {
  if (Math.abs(length - DAY) < DAY / 12) return 'the day before';
  return Math.abs(length - 7 * DAY) < DAY / 2 ? 'the week before' : 'in the period before';
}

function response(
  { response, previousResponse, waiting, generatedAt }: Digest,
  { style, width }: View,
): string[] {
  const before = previousResponse.within24h.rate;
  const rates = [
    `Answered within 24 h ${style.bold(percent(response.within24h.rate))} (${of(response.within24h)}${before === null ? '' : `, was ${percent(before)}`})`,
    `1 h ${percent(response.within1h.rate)}`,
    `72 h ${percent(response.within72h.rate)}`,
    `ever ${percent(response.ever.rate)} (${of(response.ever)})`,
    `ever, of all mentions ${percent(response.allMentionsEver.rate)}`,
  ];
  const { calendar, business } = response.firstResponse;
  const oldest = waiting.oldestAt === null ? '' : `, oldest ${age(generatedAt - waiting.oldestAt)}`;
  const waits = `waiting now ${count(waiting.count)}${oldest}`;
  const inner = width - 2;
  return [
    ...flow(rates, ' · ', inner),
    ...flow([`First answer ${durations(calendar)}`, `open hours only ${durations(business)}`], ' · ', inner),
    ...flow([waiting.count > 0 ? style.accent(waits) : waits], '', inner),
  ];
}

function of({ n }: Rate): string {
  return `n ${count(n)}`;
}

function durations({ n, medianMs, p90Ms, meanMs }: Durations): string {
  if (medianMs === null || p90Ms === null || meanMs === null) return 'none yet';
  return `median ${span(medianMs)}, p90 ${span(p90Ms)}, mean ${span(meanMs)} (n ${count(n)})`;
}

/** The mentions that waited most urgently and the other things to do, each with the command to type. */
function firstToday(digest: Digest, view: View): string[] {
  const { suggestions, generatedAt } = digest;
  const waiting = digest.waiting.top.map((mention) => ({
    text: `#${mention.id} ${excerpt(mention)} ${facts(mention, generatedAt)}`,
    command: `earshot reply ${mention.id}`,
  }));
  const suggested = suggestions.map(
    (item) => waiting.find(({ command }) => command === item.command) ?? item,
  );
  const items = [...suggested, ...waiting.filter((item) => !suggested.includes(item))].slice(0, MOST_ITEMS);
  if (items.length === 0) return [];
  const { style, width } = view;
  const inner = width - 2;
  const lines = items.flatMap(({ text, command }, index) => {
    const number = `${pad(String(index + 1), 2, 'right')}  `;
    const room = inner - number.length - 2 - command.length;
    const shown = safeLine(text);
    const line = number + truncate(shown, room >= 24 ? room : inner - number.length);
    const typed = style.accent(safeLine(command));
    return room >= 24
      ? ends(line, typed, inner)
      : [line, ...hang(' '.repeat(number.length), safeLine(command), inner).map(style.accent)];
  });
  return [style.bold('First today'), ...lines];
}

/** The beginning of a mention, short enough to leave room for why it matters. */
function excerpt(mention: StoredMention): string {
  return truncate(mentionText(mention), 32);
}

function facts(mention: StoredMention, now: number): string {
  const { followers } = mention.author;
  const parts = [
    ...mention.urgency.map(safeLine),
    handleLabel(mention.author.handle),
    ...(followers !== null && followers >= 1_000 ? [`${compact(followers)} followers`] : []),
    ...(mention.metrics.reposts ? [counted(mention.metrics.reposts, 'repost')] : []),
    networkName(mention.network),
    age(now - mention.createdAt),
  ];
  return `(${parts.join(', ')})`;
}

function labelled(label: string, texts: readonly string[], width: number): string[] {
  return texts.flatMap((text, index) => hang(pad(index === 0 ? label : '', LABEL), text, width - 2));
}

function channels({ byNetwork, byLanguage }: Digest, { width }: View): string[] {
  const networks = byNetwork.map(
    ({ network, volume, needReply, answered }) =>
      `${networkName(network)}: ${count(volume.mentions)} in, ${count(answered)} of ${count(needReply)} answered`,
  );
  const languages = byLanguage
    .slice(0, 6)
    .map(({ language, mentions }) => `${safeLine(language)} ${count(mentions)}`);
  return [
    ...labelled('Channels', networks, width),
    ...labelled('Languages', languages.length === 0 ? [] : [languages.join(' · ')], width),
  ];
}

function coverage({ gaps, failing, unknownReplies, generatedAt }: Digest, view: View): string[] {
  const { style, width, timeZone } = view;
  const missed = gaps.map(
    (gap) => `${safeLine(gap.account)}: ${gapText(gap, { now: generatedAt, timeZone })}`,
  );
  const broken = failing.map(({ account, network, message, since }) => {
    const for_ = since === null ? '' : `, for ${age(generatedAt - since)}`;
    return `${safeLine(account)} on ${networkName(network)}: ${safeLine(message)}${for_}`;
  });
  const unknown =
    unknownReplies === 0
      ? []
      : [`${counted(unknownReplies, 'reply', 'replies')} may or may not have been sent: earshot outbox list`];
  return [
    ...labelled('Gaps', missed, width),
    ...labelled('Failing', broken, width),
    ...labelled('Unsure', unknown, width),
  ].map(style.warn);
}

function leftOut({ leftOut }: Digest, { style, width }: View): string[] {
  const parts = [
    ...(leftOut.noise > 0 ? [`${count(leftOut.noise)} noise`] : []),
    ...(leftOut.reposts > 0 ? [counted(leftOut.reposts, 'repost')] : []),
    ...(leftOut.deleted > 0 ? [`${count(leftOut.deleted)} deleted`] : []),
  ];
  return labelled('Left out', parts.length === 0 ? [] : [parts.join(', ')], width).map(style.dim);
}
