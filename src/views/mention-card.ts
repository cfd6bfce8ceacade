import { compactCount } from '../core/compact-count.js';
import type { MentionCard, StoredMention, ThreadEntry } from '../core/stored-mention.js';
import { safeLine, safeText } from '../output/sanitise.js';
import { ago, moment } from '../output/time.js';
import { flow, hang, pad, textWidth, truncate, wrap } from '../output/width.js';
import { authorLabel, historyText, noteText } from './customer.js';
import {
  evidenceLabel,
  handleLabel,
  isWaiting,
  nextCommands,
  sentimentLabel,
  sentimentPaint,
} from './labels.js';
import type { View } from './view.js';

/** `show` at a terminal: the mention, why it is where it is, its thread, its author's history, what can be done. */
export function mentionCardLines(card: MentionCard, view: View): string[] {
  return [...mentionCardBody(card, view), ...next(card.mention, view)];
}

/** The same without what to type next, for a screen that has keys. */
export function mentionCardBody(card: MentionCard, view: View): string[] {
  const { mention } = card;
  return [
    ...heading(mention, view),
    ...wrap(safeText(mention.text) || '(no text)', view.width - 2).map((line) => `  ${line}`.trimEnd()),
    '',
    ...understanding(card, view),
    ...state(mention, view),
    ...rulesOf(card, view),
    '',
    ...thread(card, view),
    ...hang('Customer ', historyText(card.history, view), view.width, 9),
    ...known(card, view),
    ...abilities(card, view),
  ];
}

function heading(mention: StoredMention, { style, width, now, timeZone, networkName }: View): string[] {
  const { name, followers, verified } = mention.author;
  const about = [
    ...(name && safeLine(name) ? [safeLine(name)] : []),
    ...(followers === null ? [] : [`${compactCount(followers)} followers`]),
    ...(verified ? ['verified'] : []),
  ].join(', ');
  const where = mention.private ? `${networkName(mention.network)}, private` : networkName(mention.network);
  const who = `${handleLabel(mention.author.handle)}${about && ` (${about})`} on ${where}`;
  const when = `${moment(mention.createdAt, now, timeZone)} (${ago(now - mention.createdAt)})`;
  const id = `#${mention.id}`;
  const lines = flow([who, when], ' · ', width);
  const last = lines.at(-1) ?? '';
  if (textWidth(last) + id.length + 2 <= width) lines[lines.length - 1] = pad(last, width - id.length) + id;
  else lines.push(pad(id, width, 'right'));
  return lines.map((line, index) => (index === 0 ? style.bold(line) : line));
}

const MOST_EVIDENCE = 6;

function understanding({ mention, evidence }: MentionCard, { style, width }: View): string[] {
  const { sentiment } = mention;
  const because = evidence
    .slice(0, MOST_EVIDENCE)
    .map((each) => (each.source ? evidenceLabel(each) : safeLine(each.text)))
    .join(', ');
  const byHand = mention.corrected.includes('sentiment');
  const sure = byHand
    ? 'set by hand'
    : sentiment.confidence.toFixed(2) + (because && ` (because: ${because})`);
  const parts = [
    `${sentimentLabel(sentiment)} ${sure}`,
    mention.corrected.includes('intent') ? `${mention.intent}, set by hand` : mention.intent,
    `priority ${mention.priority}`,
    ...(mention.language === 'und' ? [] : [mention.language]),
  ];
  const lines = flow(parts, '   ', width - 2).map((line) => `  ${line}`);
  const why = [...new Set([...mention.urgency, ...mention.reasons])].map(safeLine).join(' · ');
  return [
    ...lines.map((line, index) => (index === 0 ? sentimentPaint(style, sentiment)(line) : line)),
    ...(why === '' ? [] : hang('  why: ', why, width)),
  ];
}

/** The owner's rules that fit, and the saved replies they offer. */
function rulesOf({ rules, mention }: MentionCard, { style, width }: View): string[] {
  if (rules.length === 0) return [];
  const names = hang('  rules: ', rules.map(({ rule }) => safeLine(rule)).join(' · '), width);
  const offered = rules.flatMap(({ template }) =>
    template === null ? [] : [`earshot reply ${mention.id} --template ${safeLine(template)}`],
  );
  return [...names, ...flow(nextCommands(style, offered), ' · ', width - 2).map((line) => `  ${line}`)];
}

/** What is not as usual about it: edited, gone, answered, snoozed, done, tagged. */
function state(mention: StoredMention, { style, width, now, timeZone, networkName }: View): string[] {
  const at = (ms: number) => moment(ms, now, timeZone);
  const facts = [
    ...(mention.editedAt === null ? [] : [`edited ${at(mention.editedAt)}`]),
    ...(mention.deletedAt === null
      ? []
      : [`gone from ${networkName(mention.network)} since ${at(mention.deletedAt)}`]),
    ...(mention.answeredAt === null ? [] : [`answered ${at(mention.answeredAt)}`]),
    ...(mention.snoozedUntil === null ? [] : [`snoozed until ${at(mention.snoozedUntil)}`]),
    ...(mention.status === 'new' || mention.status === 'snoozed' ? [] : [mention.status]),
    ...(mention.tags.length === 0 ? [] : [`tags: ${mention.tags.map(safeLine).join(', ')}`]),
    ...(mention.watches.length === 0 ? [] : [`watch: ${mention.watches.map(safeLine).join(', ')}`]),
  ];
  const url = mention.url === null ? [] : hang('  ', safeLine(mention.url), width);
  return [...flow(facts, ' · ', width - 2).map((line) => `  ${line}`), ...url].map(style.dim);
}

function thread({ thread, mention }: MentionCard, { style, width, now, timeZone }: View): string[] {
  const others = thread.filter((entry) => entry.from === 'us' || entry.mention.id !== mention.id);
  if (others.length === 0) return hang('Thread   ', 'nothing else yet', width, 9);
  const whoWidth = Math.min(16, Math.max(...thread.map((entry) => textWidth(speaker(entry)))));
  return thread.flatMap((entry, index) => {
    const at = entry.from === 'us' ? entry.at : entry.mention.createdAt;
    const label = pad(index === 0 ? 'Thread' : '', 9);
    const who = pad(truncate(speaker(entry), whoWidth), whoWidth);
    const lines = hang(label, `${who}  ${moment(at, now, timeZone)}  ${said(entry, mention.id)}`, width, 9);
    return entry.from === 'us' ? lines.map(style.accent) : lines;
  });
}

function speaker(entry: ThreadEntry): string {
  return entry.from === 'us' ? 'you' : handleLabel(entry.mention.author.handle);
}

function said(entry: ThreadEntry, shownId: number): string {
  if (entry.from === 'them' && entry.mention.id === shownId) return '(this one)';
  const text = safeLine(entry.from === 'us' ? entry.text : entry.mention.text);
  const notes = [
    ...(entry.from === 'us' && entry.private ? ['private'] : []),
    ...(entry.from === 'us' && entry.state === 'pending' ? ['on its way'] : []),
    ...(entry.from === 'them' ? [`#${entry.mention.id}`] : []),
  ];
  return notes.length === 0 ? text : `${text} (${notes.join(', ')})`;
}

/** Who else the customer is, and what was written down about them. */
function known({ mention, customer: { authors, notes } }: MentionCard, view: View): string[] {
  const others = authors
    .filter(({ id }) => id !== mention.author.id)
    .map((author) => authorLabel(author, view));
  const also = others.length === 0 ? [] : [`also ${others.join(', ')}`];
  const space = ' '.repeat(9);
  return [...also, ...notes.map(noteText)].flatMap((text) => hang(space, text, view.width, 9));
}

function abilities({ abilities }: MentionCard, { width }: View): string[] {
  const parts = abilities.map(({ action, can, note }) => {
    const why = note === undefined ? '' : ` (${safeLine(note).replace(/\.$/, '')})`;
    return can ? `${action}${why}` : `${action}: no${why}`;
  });
  return flow(parts, ' · ', width - 9).map((line, index) => pad(index === 0 ? 'Can' : '', 9) + line);
}

function next(mention: StoredMention, { style, width }: View): string[] {
  const open = mention.status === 'new' || mention.status === 'open';
  const mark = `earshot mark ${mention.id} --status ${open ? 'done' : 'open'}`;
  const commands = isWaiting(mention) ? [`earshot reply ${mention.id}`, mark] : [mark];
  return flow(nextCommands(style, commands), ' · ', width);
}
