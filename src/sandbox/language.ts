const SCRIPTS: readonly (readonly [language: string, letters: RegExp])[] = [
  ['fa', /[پچژگکی\u200c]/u],
  ['ar', /\p{Script=Arabic}/u],
  ['vi', /[ăâđêôơưàảãạằẳẵặấầẩẫậèẻẽẹếềểễệìỉĩịòỏõọốồổỗộớờởỡợùủũụứừửữựỳỷỹỵ]/iu],
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/u],
  ['zh', /\p{Script=Han}/u],
  ['ko', /\p{Script=Hangul}/u],
  ['ru', /\p{Script=Cyrillic}/u],
  ['th', /\p{Script=Thai}/u],
  ['hi', /\p{Script=Devanagari}/u],
  ['en', /\p{Script=Latin}/u],
];

/** A crude guess at a language from its letters, standing in for X's own detection. `und` where there are none. */
export function guessLanguage(text: string): string {
  const words = text.replace(/https?:\/\/\S+|[@#]\S+/g, ' ').normalize('NFC');
  return SCRIPTS.find(([, letters]) => letters.test(words))?.[0] ?? 'und';
}
