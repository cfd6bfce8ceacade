/** Letters that only one language of today's social networks is written in, in the order they are looked for. */
const LETTERS: readonly (readonly [RegExp, string])[] = [
  [/[پچژگکی]/, 'fa'],
  [/[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]/i, 'vi'],
  [/[\p{scx=Hiragana}\p{scx=Katakana}]/u, 'ja'],
  [/\p{sc=Hangul}/u, 'ko'],
  [/\p{sc=Thai}/u, 'th'],
  [/\p{sc=Greek}/u, 'el'],
  [/\p{sc=Hebrew}/u, 'he'],
  [/\p{sc=Georgian}/u, 'ka'],
  [/\p{sc=Armenian}/u, 'hy'],
  [/\p{sc=Tamil}/u, 'ta'],
  [/\p{sc=Han}/u, 'zh'],
];

/**
 * The language of our own text as Bluesky wants it declared, where its letters decide it. A wrong one would hide the
 * post from people who filter by language, so there is none where they do not.
 *
 * @returns BCP 47 codes, none or one
 */
export function languagesOf(text: string): string[] {
  const found = LETTERS.find(([letters]) => letters.test(text.normalize('NFC')));
  return found === undefined ? [] : [found[1]];
}

/** The language a post declares, or null where it declares none, several, or nothing that could be one. */
export function declaredLanguage(langs: readonly string[] | undefined): string | null {
  const primary = new Set((langs ?? []).map((lang) => lang.toLowerCase().split('-')[0] ?? ''));
  const [only] = primary;
  return primary.size === 1 && only !== undefined && /^[a-z]{2,3}$/.test(only) ? only : null;
}
