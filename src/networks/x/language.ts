/** Codes by which X marks texts without a language: undetermined, only media, only hashtags, only links ... */
const NOT_A_LANGUAGE = new Set(['und', 'zxx', 'art', 'qam', 'qct', 'qht', 'qme', 'qst']);

/** X still uses two withdrawn codes. */
const X_TO_BCP47: Readonly<Record<string, string>> = { iw: 'he', in: 'id' };
const BCP47_TO_X: Readonly<Record<string, string>> = { he: 'iw', id: 'in' };

/** The BCP 47 language of a post as X guessed it, or null. */
export function networkLanguage(lang: string | undefined): string | null {
  if (lang === undefined || NOT_A_LANGUAGE.has(lang)) return null;
  return X_TO_BCP47[lang] ?? lang;
}

/** The code X's `lang:` operator takes for a BCP 47 language. */
export function searchLanguage(language: string): string {
  return BCP47_TO_X[language] ?? language;
}
