import type { DeliveryDocument } from '../../core/delivery.js';
import type { Digest } from '../../core/digest.js';
import { PLAIN } from '../../output/style.js';
import type { Language } from '../catalogues/language.js';
import { digestLines } from '../digest-text.js';
import { digestJson } from '../to-json.js';
import type { View } from '../view.js';
import { digestHtml } from './html.js';
import { withoutIsolates } from './note.js';
import { digestPage } from './page.js';

const TEXT_WIDTH = 76;

/** A digest in every form that a channel may want, each with the same facts. */
export function digestDocument(
  digest: Digest,
  language: Language,
  view: Pick<View, 'now' | 'networkName'>,
): DeliveryDocument {
  const page = digestPage(digest, language, view);
  const { business, date } = page;
  const plain = { ...view, style: PLAIN, width: TEXT_WIDTH, timeZone: digest.timeZone };
  return {
    subject: withoutIsolates(language.say('heading.title', { business, date })),
    text: digestLines(digest, plain, language).join('\n'),
    html: digestHtml(page),
    json: digestJson(digest),
    urgent: false,
  };
}
