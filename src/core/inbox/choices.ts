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
