import { INTENTS, SENTIMENT_LABELS } from '../sentiment.js';
import type { Mark } from './events.js';
import { type Choice, type InboxFilter, NO_FILTER } from './state.js';

/** When a mention comes back: the values are what `snoozeUntil` of the service reads. */
export const SNOOZES: readonly Choice[] = [
  { label: 'in an hour', value: '1h' },
  { label: 'tomorrow morning', value: 'tomorrow' },
  { label: 'Monday morning', value: 'monday' },
  { label: 'a date …', value: 'date' },
];

export const CORRECTIONS: readonly Choice[] = [
  ...SENTIMENT_LABELS.map((label) => ({ label, value: `sentiment ${label}` })),
  ...INTENTS.map((intent) => ({ label: `wants: ${intent}`, value: `intent ${intent}` })),
];

export const PRIVATE_WAYS: readonly Choice[] = [
  { label: 'a private message', value: 'only' },
  { label: 'a public line that says so, then a private message', value: 'invite' },
];

/** The public line of a hand-over, to begin with, by language. */
const INVITATIONS: Readonly<Record<string, string>> = {
  en: 'I have written to you privately, so that we can sort this out.',
  fa: 'برایتان پیام خصوصی فرستادم تا موضوع را پیگیری کنیم.',
  vi: 'Mình đã nhắn tin riêng cho bạn để cùng giải quyết việc này.',
};

/** A line to begin a hand-over with, in the language of whoever is answered, or in English. */
export function invitationIn(language: string): string {
  return INVITATIONS[language] ?? INVITATIONS.en ?? '';
}

/** What the queue can be narrowed to, besides the networks there are. */
export const FILTERS: readonly Choice[] = [
  { label: 'everything that waits', value: 'all' },
  ...SENTIMENT_LABELS.map((label) => ({ label, value: `sentiment ${label}` })),
  ...INTENTS.map((intent) => ({ label: `wants: ${intent}`, value: `intent ${intent}` })),
];

/** The filter that a choice stands for, on top of one that stands. */
export function filterOf(filter: InboxFilter, value: string): InboxFilter {
  const [what = '', word = ''] = value.split(' ');
  if (what === 'network') return { ...filter, network: word };
  const sentiment = SENTIMENT_LABELS.find((label) => what === 'sentiment' && label === word);
  if (sentiment) return { ...filter, sentiment };
  const intent = INTENTS.find((one) => what === 'intent' && one === word);
  return intent ? { ...filter, intent } : NO_FILTER;
}

/** The mark that a choice of corrections stands for. */
export function correctionOf(value: string): Mark | null {
  const [what = '', word = ''] = value.split(' ');
  const sentiment = SENTIMENT_LABELS.find((label) => what === 'sentiment' && label === word);
  if (sentiment) return { sentiment };
  const intent = INTENTS.find((one) => what === 'intent' && one === word);
  return intent ? { intent } : null;
}
