import type { Digest } from '../../core/digest.js';
import type { Language } from '../catalogues/language.js';
import type { View } from '../view.js';

/** What every part of a page is written from. */
export interface Words {
  digest: Digest;
  language: Language;
  networkName: View['networkName'];
}
