/** The languages the model was taught, in the order of its language rows. */
export const LANGUAGES = ['en', 'fa', 'vi', 'es', 'fr', 'de', 'it', 'pt', 'ar', 'hi', 'id', 'ms'] as const;

const CODES: readonly string[] = LANGUAGES;

/** The row of a language code, or -1 for one the model does not know. */
export function languageIndex(code: string): number {
  return CODES.indexOf(code);
}
