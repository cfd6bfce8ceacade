import type { Cues } from '../cue.js';
import type { LANGUAGES } from '../languages.js';
import { ARABIC } from './ar.js';
import { GERMAN } from './de.js';
import { ENGLISH } from './en.js';
import { SPANISH } from './es.js';
import { PERSIAN } from './fa.js';
import { FRENCH } from './fr.js';
import { HINDI } from './hi.js';
import { INDONESIAN } from './id.js';
import { ITALIAN } from './it.js';
import { MALAY } from './ms.js';
import { PORTUGUESE } from './pt.js';
import { VIETNAMESE } from './vi.js';

/** What to look for in each language. */
export const CUES: Readonly<Record<(typeof LANGUAGES)[number], Cues>> = {
  en: ENGLISH,
  fa: PERSIAN,
  vi: VIETNAMESE,
  es: SPANISH,
  fr: FRENCH,
  de: GERMAN,
  it: ITALIAN,
  pt: PORTUGUESE,
  ar: ARABIC,
  hi: HINDI,
  id: INDONESIAN,
  ms: MALAY,
};
