/** Scripts that settle the matter alone, and the language said. */
const SCRIPTS: readonly [RegExp, string][] = [
  [/[\u0900-\u097f]/g, 'hi'],
  [/[\u3040-\u30ff]/g, 'ja'],
  [/[\uac00-\ud7af]/g, 'ko'],
  [/[\u0e00-\u0e7f]/g, 'th'],
  [/[\u0370-\u03ff]/g, 'el'],
  [/[\u0590-\u05ff]/g, 'he'],
  [/[\u0400-\u04ff]/g, 'und'],
  [/[\u4e00-\u9fff]/g, 'zh'],
];
const FOREIGN = /[\u0370-\u05ff\u0900-\u10ff\u3040-\ud7af]/;
/** Of a text's letters, so many at least are of a script that it is written in. */
const MOST = 0.5;

/** Letters that neither Persian nor Arabic has, and the language that has them: Urdu, Sorani Kurdish. */
const NEIGHBOURS: readonly [RegExp, string][] = [
  [/[ٹڈڑںےہھ]/g, 'ur'],
  [/[ڕڵۆێەڤ]/g, 'ckb'],
];
const NEIGHBOURLY = /[ٹڈڑںےہھڕڵۆێەڤ]/;
/** Odd keyboards put one of them into a Persian text; in their own language one letter in ten is such. */
const SOME = 0.04;

const HEAD = 4096;

/**
 * The language that a text's letters alone tell, by its first few thousand: a BCP 47 primary subtag, `und` for
 * scripts of many languages; undefined where words must decide.
 */
export function languageOfLetters(text: string): string | undefined {
  if (FOREIGN.test(text)) return mostly(text, SCRIPTS, MOST);
  return NEIGHBOURLY.test(text) ? mostly(text, NEIGHBOURS, SOME) : undefined;
}

function mostly(text: string, letters: readonly [RegExp, string][], share: number): string | undefined {
  const head = text.slice(0, HEAD);
  const all = head.match(/\p{L}/gu)?.length ?? 0;
  return letters.find(([own]) => (head.match(own)?.length ?? 0) > share * all)?.[1];
}
