import { EarshotError } from '../../core/errors.js';
import { createLanguage, type Language } from './language.js';
import { CATALOGUES } from './list.js';

/**
 * A language by its code.
 *
 * @param code ISO 639: a key of `CATALOGUES`
 * @throws EarshotError (usage) where there is no catalogue for it
 */
export async function loadLanguage(code: string): Promise<Language> {
  const load = Object.hasOwn(CATALOGUES, code) ? CATALOGUES[code] : undefined;
  if (load) return createLanguage(code, await load());
  throw new EarshotError(`a digest cannot be written in '${code}'.`, {
    code: 'language-unknown',
    kind: 'usage',
    hint: `Choose one of ${Object.keys(CATALOGUES).join(', ')}.`,
  });
}

/**
 * The code of the language the owner is written to: what was asked for, else the first of the business's languages
 * that has a catalogue, else English.
 */
export function chooseLanguage(asked: string | undefined, ofBusiness: readonly string[]): string {
  return asked ?? ofBusiness.find((code) => Object.hasOwn(CATALOGUES, code)) ?? 'en';
}
