import { compactCount } from '../core/compact-count.js';
import type { Customer, CustomerAuthor, CustomerNote, CustomerSuggestion } from '../core/customer.js';
import { shellWord } from '../core/shell.js';
import type { AuthorHistory } from '../core/stored-mention.js';
import { tsvRow } from '../output/csv.js';
import { counted } from '../output/number.js';
import { safeLine } from '../output/sanitise.js';
import { age, moment, monthYear } from '../output/time.js';
import { flow, hang, pad } from '../output/width.js';
import { handleLabel, mentionText, nextCommands, sentimentSign } from './labels.js';
import type { View } from './view.js';

/** Columns of the labels at the left. */
const LABEL = 9;

/** `customer show` at a terminal: who it is, what is known, what they wrote last, who else they may be. */
export function customerLines(customer: Customer, view: View): string[] {
  const { style, width, now } = view;
  const [first] = customer.authors;
  const names = customer.authors.map((author) => authorLabel(author, view));
  const recent = customer.recent.map(
    (mention) =>
      `#${mention.id}  ${age(now - mention.createdAt)}  ${sentimentSign(mention.sentiment)} ${mentionText(mention)}`,
  );
  const next = first ? [`earshot customer note ${reference(first)} "..."`] : [];
  return [
    ...labelled('Customer', names, width).map((line, index) => (index === 0 ? style.bold(line) : line)),
    ...labelled('History', [historyText(customer.history, view)], width),
    ...labelled(
      'Notes',
      customer.notes.map((note) => `${note.id}. ${noteText(note)}`),
      width,
    ),
    ...labelled('Lately', recent, width),
    ...labelled(
      'Perhaps',
      customer.suggestions.map((each) => maybe(each, view)),
      width,
    ),
    ...flow(nextCommands(style, next), '', width),
  ];
}

/** `customer suggest` at a terminal. */
export function suggestionLines(suggestions: readonly CustomerSuggestion[], view: View): string[] {
  const { style, width } = view;
  if (suggestions.length === 0) return hang('', 'Nobody seems to be there twice.', width);
  return suggestions.flatMap((suggestion) => {
    const [one, other] = suggestion.authors;
    const command = `earshot customer merge ${reference(one)} ${reference(other)}`;
    const text = `${authorLabel(one, view)} and ${authorLabel(other, view)}: ${suggestion.reasons.join(', ')}`;
    return [...hang('', text, width, 2), ...hang('  ', command, width, 4).map(style.accent)];
  });
}

/** One line of `customer suggest` in a pipe: the two authors as commands take them, and why. */
export function suggestionTsv({ authors: [one, other], reasons }: CustomerSuggestion): string {
  return tsvRow([reference(one), reference(other), reasons.join(', ')]);
}

function labelled(label: string, texts: readonly string[], width: number): string[] {
  return texts.flatMap((text, index) => hang(pad(index === 0 ? label : '', LABEL), text, width, LABEL));
}

/** An author as people write it: `@mina (Mina K, 1.2k followers) on X`. */
export function authorLabel(
  { handle, name, network, followers }: CustomerAuthor,
  { networkName }: View,
): string {
  const about = [
    ...(name && safeLine(name) !== '' ? [safeLine(name)] : []),
    ...(followers === null ? [] : [`${compactCount(followers)} followers`]),
  ].join(', ');
  return `${handleLabel(handle)}${about && ` (${about})`} on ${networkName(network)}`;
}

/** An author as a command takes it. */
function reference({ network, handle }: Pick<CustomerAuthor, 'network' | 'handle'>): string {
  return shellWord(`${network}:${safeLine(handle)}`);
}

/** A note on one line; how to reach somebody says so. */
export function noteText({ kind, text }: CustomerNote): string {
  return kind === 'contact' ? `contact: ${safeLine(text)}` : `note: ${safeLine(text)}`;
}

function maybe({ authors: [, other], reasons }: CustomerSuggestion, view: View): string {
  return `${authorLabel(other, view)}: ${reasons.join(', ')}`;
}

/** What is known of a customer's messages, in one line. */
export function historyText(history: AuthorHistory, { now, timeZone }: View): string {
  if (history.mentions <= 1 || history.firstAt === null) return 'first mention';
  const moods = `${history.positive} +, ${history.negative} −`;
  const last =
    history.lastAnsweredAt === null ? '' : `, last on ${moment(history.lastAnsweredAt, now, timeZone)}`;
  const since = `since ${monthYear(history.firstAt, timeZone)}`;
  return `${since}: ${counted(history.mentions, 'mention')} (${moods}), answered ${history.answered}${last}`;
}
