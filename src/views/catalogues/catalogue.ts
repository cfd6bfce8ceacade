import type { en } from './en.js';

export type MessageKey = keyof typeof en.messages;

/** What a page needs to be written in one language. */
export interface Catalogue {
  /** The language's own name for itself. */
  name: string;
  /** BCP 47; Intl takes digits, calendar, plurals and names of languages from it. */
  locale: string;
  direction: 'ltr' | 'rtl';
  /** ICU messages: https://unicode-org.github.io/icu/userguide/format_parse/messages */
  messages: Readonly<Record<MessageKey, string>>;
}
