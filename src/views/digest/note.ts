import { safeLine } from '../../output/sanitise.js';
import type { MessageKey } from '../catalogues/catalogue.js';
import type { Language } from '../catalogues/language.js';

/** Facts under one label. */
export interface Note {
  label: string;
  texts: string[];
  /** `aside`: nothing to do about it; `trouble`: something is not as it should be. */
  tone: 'plain' | 'aside' | 'trouble';
}

export function note(
  label: MessageKey,
  language: Language,
  texts: string[],
  tone: Note['tone'] = 'plain',
): Note {
  return { label: language.say(label), texts, tone };
}

const FIRST_STRONG_ISOLATE = '\u2068';
const POP_ISOLATE = '\u2069';

/**
 * A stranger's or a machine's text inside a sentence of ours: safe on one line, and isolated, so that its direction
 * does not turn what stands around it (Unicode Standard Annex 9, 2.4.1).
 */
export function foreign(text: string): string {
  return `${FIRST_STRONG_ISOLATE}${safeLine(text)}${POP_ISOLATE}`;
}

/** The number of a mention inside a sentence of ours: `#481`. */
export function numbered(id: number): string {
  return foreign(`#${id}`);
}

/** The same text for a terminal, which shows isolates or chokes on them. */
export function withoutIsolates(text: string): string {
  return text.replaceAll(FIRST_STRONG_ISOLATE, '').replaceAll(POP_ISOLATE, '');
}
