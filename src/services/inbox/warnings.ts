import { DAY } from '../../core/clock.js';
import { formatMicros } from '../../core/money.js';
import type { Desk } from '../desk.js';
import type { CheckedReply } from '../reply.js';

/** The same words to others within this time read like a machine. */
const LATELY = DAY;
/** Below this many letters a language cannot be told. */
const ENOUGH_LETTERS = 25;
const UNFILLED = /\{\{|\}\}|\{%|\[(?:name|order|date|link)\]|XXX/iu;

/**
 * What speaks against sending an answer as it is, though it could be sent: in sentences for the person who writes.
 */
export async function warningsOf(desk: Desk, reply: CheckedReply): Promise<string[]> {
  const { text, parts, mention, account } = reply;
  const [language, sameText] = await Promise.all([
    languageOf(desk, text),
    desk.store.outbox.sameTextSince(parts[0], mention.id, desk.clock() - LATELY),
  ]);
  const others = desk.settings.accounts.filter(
    ({ network, id }) => network === account.network && id !== account.id,
  );
  return [
    ...(parts.length > 1
      ? [`It is too long for one message, and leaves as ${parts.length}, one after the other.`]
      : []),
    ...(UNFILLED.test(text) ? ['Something in it is not filled in.'] : []),
    ...(sameText > 0
      ? [`The same words went to ${sameText === 1 ? 'somebody else' : `${sameText} others`} within a day.`]
      : []),
    ...(language !== null && mention.language !== 'und' && language !== mention.language
      ? [`They wrote ${languageName(mention.language)}; this reads like ${languageName(language)}.`]
      : []),
    ...(reply.linkMicros > 0
      ? [`It costs ${formatMicros(reply.costMicros)}, ${formatMicros(reply.linkMicros)} of it for its link.`]
      : []),
    ...(others.some(({ handle }) => mentions(mention.text, handle)) && !mentions(mention.text, account.handle)
      ? [
          `They wrote to @${others.find(({ handle }) => mentions(mention.text, handle))?.handle}, and this goes out from @${account.handle}.`,
        ]
      : []),
  ];
}

async function languageOf(desk: Desk, text: string): Promise<string | null> {
  if (text.replace(/\P{L}/gu, '').length < ENOUGH_LETTERS) return null;
  const { language } = (await desk.scorer()).score(text, {});
  return language === 'und' ? null : language;
}

function languageName(code: string): string {
  return new Intl.DisplayNames('en', { type: 'language' }).of(code) ?? code;
}

function mentions(text: string, handle: string): boolean {
  return handle !== '' && text.toLowerCase().includes(`@${handle.toLowerCase()}`);
}
