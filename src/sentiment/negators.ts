import { hashWord } from './hash.js';
import { LANGUAGES } from './languages.js';

/** Words that turn what follows round, in folded spelling (no apostrophes). */
const NEGATORS: Readonly<Record<(typeof LANGUAGES)[number], string>> = {
  en: 'not no never none nothing nobody neither nor without cannot cant dont doesnt didnt isnt wasnt arent werent wont wouldnt shouldnt couldnt hasnt havent hadnt aint hardly barely nope',
  fa: 'نه نیست نبود ندارد نداره ندارم ندارند نداشت نشد نمیشه نمیشود نکنید نکن نکرد نباید بدون هیچ هیچی نمیکنه نمیکند نمیاد نیستم نیستن نیستند نخرید نخر',
  vi: 'không ko k kg kh khong khg hok hem hông chẳng chả chưa chua đừng đéo deo đếch chớ thiếu kém kô hổng ứ',
  es: 'no nunca jamás jamas sin nada nadie tampoco ni ningún ninguna ningun',
  fr: 'pas jamais rien sans aucun aucune ni ne n guère personne',
  de: 'nicht kein keine keinen keinem keiner keines nie niemals ohne nichts niemand kaum nich net',
  it: 'non mai senza nessun nessuno nessuna niente nulla né mica',
  pt: 'não nao ñ n nunca jamais sem nem nada ninguém ninguem nenhum nenhuma',
  ar: 'لا لم لن لیس لیست ما مو مش مب غیر بدون بلا مافی مافیه ولا',
  hi: 'nahi nahin nhi nai na mat bina kabhi no not',
  id: 'tidak tak tdk bukan gak ga nggak ngga gk enggak jangan tiada belum kurang tanpa jgn blm',
  ms: 'tidak tak tk x bukan bkn jangan jgn tiada belum blm kurang tanpa xde takde xnak',
};

/** In these the verb, and its negation, close the clause: what stands before is turned round too. */
const AFTER = new Set(['fa', 'hi']);

const negated = new Map<number, number>();
LANGUAGES.forEach((language, row) => {
  for (const word of NEGATORS[language].split(' ')) {
    const hash = hashWord(word);
    negated.set(hash, (negated.get(hash) ?? 0) | (1 << row));
  }
});
const backwards = LANGUAGES.map((language) => AFTER.has(language));

/** The languages in which a word negates, by its hash: one bit for each row of LANGUAGES. */
export function languagesNegatedBy(hash: number): number {
  return negated.get(hash) ?? 0;
}

/** Whether a word, by its hash, negates in a language (a row of LANGUAGES, or -1). */
export function negates(hash: number, language: number): boolean {
  return language >= 0 && ((languagesNegatedBy(hash) >> language) & 1) === 1;
}

/** Whether negation in this language also reaches back. */
export function negatesBackwards(language: number): boolean {
  return language >= 0 && (backwards[language] ?? false);
}
