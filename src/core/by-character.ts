/** Hangul's letters join with their neighbours when a text is composed; those of all other scripts that are no marks do not. */
const JOINING = /[\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff]/;

/** Beyond the alphabets, syllabaries and signs that come first in Unicode: a map is smaller, if slower. */
const DENSE = 0x2100;

/**
 * Makes a transformation of texts that works letter by letter run on what it gave for each letter before: several
 * times faster.
 *
 * @param transform what it makes of any text; of a text as of its letters one by one, but for letters of Hangul that
 *   were typed apart
 */
export function byCharacter(transform: (text: string) => string): (text: string) => string {
  const dense: (string | undefined)[] = [];
  const others = new Map<number, string>();
  const find = (code: number): string => {
    const found = others.get(code) ?? transform(String.fromCodePoint(code));
    if (code < DENSE) dense[code] = found;
    else others.set(code, found);
    return found;
  };
  return (text) => {
    if (JOINING.test(text)) return transform(text);
    if (dense.length === 0) dense.length = DENSE;
    let result = '';
    for (let index = 0; index < text.length; index++) {
      const code = text.codePointAt(index) ?? 0;
      if (code > 0xffff) index++;
      result += dense[code] ?? find(code);
    }
    return result;
  };
}
