import { DAY } from '../core/clock.js';
import type { Digest, Durations, Rate } from '../core/digest.js';
import type { StoredMention } from '../core/stored-mention.js';
import { compact, count, counted, percent } from '../output/number.js';
import { safeLine } from '../output/sanitise.js';
import { rebin, sparkline } from '../output/sparkline.js';
import { age, longDate, longMoment, span } from '../output/time.js';
import { flow, hang, pad, textWidth, truncate } from '../output/width.js';
import { mentionText } from './labels.js';
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
    ...section([
      ...channels(digest, view),
      ...praise(digest, view),
      ...coverage(digest, view),
      ...unheard(digest, view),
      ...leftOut(digest, view),
    ]),
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
    `Answered within 24 h ${style.bold(share(response.within24h))}${before === null ? '' : ` (was ${percent(before)})`}`,
    `1 h ${share(response.within1h)}`,
    `72 h ${share(response.within72h)}`,
    `ever ${share(response.ever)}`,
    `of all mentions ever ${share(response.allMentionsEver)}`,
  ];
  const { calendar, business } = response.firstResponse;
  const oldest = waiting.oldestAt === null ? '' : `, oldest ${age(generatedAt - waiting.oldestAt)}`;
  const waits = `Waiting now ${count(waiting.count)}${oldest}`;
  const inner = width - 2;
  return [
    ...flow(rates, ' · ', inner),
    ...flow([`First answer ${durations(calendar)}`], '', inner),
    ...(business === null ? [] : flow([`Open hours only ${durations(business)}`], '', inner)),
    ...flow([waiting.count > 0 ? style.accent(waits) : waits], '', inner),
  ];
}

/** `71% of 28`; with nothing to take a share of, a dash. */
function share({ rate, n }: Rate): string {
  return rate === null ? percent(rate) : `${percent(rate)} of ${count(n)}`;
}

function durations({ n, medianMs, p90Ms, meanMs }: Durations): string {
  if (medianMs === null || p90Ms === null || meanMs === null) return 'none yet';
  return `median ${span(medianMs)}, p90 ${span(p90Ms)}, mean ${span(meanMs)} (n ${count(n)})`;
}

interface Item {
  text: string;
  /** Why it matters; empty where the text says it all. */
  facts: string;
  command: string;
}

/** The mentions that waited most urgently and the other things to do, each with the command to type. */
function firstToday(digest: Digest, view: View): string[] {
  const { style, width } = view;
  const waiting = digest.waiting.top.map((mention) => mentionItem(mention, digest, view));
  const suggested = digest.suggestions.map(
    ({ text, command }) => waiting.find((item) => item.command === command) ?? { text, facts: '', command },
  );
  const items = [...suggested, ...waiting.filter((item) => !suggested.includes(item))].slice(0, MOST_ITEMS);
  if (items.length === 0) return [];
  const inner = width - 2;
  const lines = items.flatMap(({ text, facts, command }, index) => {
    const number = `${pad(String(index + 1), 2, 'right')}  `;
    const space = ' '.repeat(number.length);
    const shown = number + truncate(safeLine(text), inner - number.length);
    const typed = style.accent(safeLine(command));
    if (facts === '' && textWidth(shown) + 2 + textWidth(typed) <= inner) return ends(shown, typed, inner);
    if (facts !== '' && textWidth(space + facts) + 2 + textWidth(typed) <= inner)
      return [shown, ...ends(space + style.dim(facts), typed, inner)];
    const below = facts === '' ? [] : hang(space, facts, inner).map(style.dim);
    return [shown, ...below, ...hang(space, safeLine(command), inner).map(style.accent)];
  });
  return [style.bold('First today'), ...lines];
}

function mentionItem(
  mention: StoredMention,
  { byNetwork, generatedAt }: Digest,
  { networkName }: View,
): Item {
  const { followers } = mention.author;
  const facts = [
    ...mention.urgency.map(safeLine),
    ...(followers !== null && followers >= 1_000 ? [`${compact(followers)} followers`] : []),
    ...(mention.metrics.reposts ? [counted(mention.metrics.reposts, 'repost')] : []),
    ...(byNetwork.length > 1 ? [networkName(mention.network)] : []),
    age(generatedAt - mention.createdAt),
  ];
  return {
    text: `#${mention.id} ${mentionText(mention)}`,
    facts: facts.join(' · '),
    command: `earshot reply ${mention.id}`,
  };
}

function labelled(label: string, texts: readonly string[], width: number): string[] {
  return texts.flatMap((text, index) => hang(pad(index === 0 ? label : '', LABEL), text, width - 2));
}

function channels({ byNetwork, byLanguage }: Digest, { width, networkName }: View): string[] {
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

function praise({ praiseUnanswered }: Digest, { width }: View): string[] {
  const { count: unanswered, top } = praiseUnanswered;
  const ids = top.map(({ id }) => `#${id}`).join(', ');
  const text = `${count(unanswered)} without an answer${ids && ` (${unanswered > top.length ? `${ids} …` : ids})`}`;
  return labelled('Praise', unanswered === 0 ? [] : [text], width);
}

function coverage({ gaps, failing, unknownReplies, generatedAt }: Digest, view: View): string[] {
  const { style, width, timeZone, networkName } = view;
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

/** From which age of the last good poll a report says so. */
const STALE = DAY;

/** What is not listened to, and what nobody has listened to lately, so that silence is not taken for peace. */
function unheard({ coverage: accounts, generatedAt }: Digest, { style, width, networkName }: View): string[] {
  const stale = accounts
    .filter(
      ({ lastOkAt, failure }) => failure === null && (lastOkAt === null || generatedAt - lastOkAt > STALE),
    )
    .map(({ account, lastOkAt }) =>
      lastOkAt === null
        ? `${safeLine(account)} was never polled`
        : `${safeLine(account)} was last polled ${age(generatedAt - lastOkAt)} ago`,
    );
  // Accounts of one network miss the same: told once.
  const hidden = new Map<string, Set<string>>();
  for (const { network, unheard } of accounts) {
    const missed = hidden.get(network) ?? new Set();
    for (const { what, by } of unheard) if (by !== 'limit') missed.add(what);
    hidden.set(network, missed);
  }
  const never = [...hidden].flatMap(([network, missed]) =>
    missed.size === 0 ? [] : [`${networkName(network)}: ${[...missed].join(', ')}`],
  );
  return [
    ...labelled('Not lately', stale, width).map(style.warn),
    ...labelled('Not heard', never, width).map(style.dim),
  ];
}

function leftOut({ leftOut }: Digest, { style, width }: View): string[] {
  const parts = [
    ...(leftOut.noise > 0 ? [`${count(leftOut.noise)} noise`] : []),
    ...(leftOut.reposts > 0 ? [counted(leftOut.reposts, 'repost')] : []),
    ...(leftOut.deleted > 0 ? [`${count(leftOut.deleted)} deleted`] : []),
  ];
  return labelled('Left out', parts.length === 0 ? [] : [parts.join(', ')], width).map(style.dim);
}
