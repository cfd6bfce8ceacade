import { readdirSync } from 'node:fs';
import { KINDS_OF_TEXT, LANGUAGE_ROWS, languageRows } from '../src/sentiment/language.js';
import { LANGUAGES, languageIndex } from '../src/sentiment/languages.js';
import { KIND, Tokens } from '../src/sentiment/tokens.js';
import { readTsv } from './data.js';
import { readDeclarations } from './declarations.js';
import { Random } from './random.js';

const COUNT = KINDS_OF_TEXT;
const PER_LANGUAGE = 9000;
const EPOCHS = 6;
/** Languages the model was not taught have less text, and more of them: they count less than their number. */
const OTHERS = LANGUAGES.length;
const OTHERS_LIFT = 0.7;
const HINDI = languageIndex('hi');
/** Two in five texts of the romanised Hindi set are English: those without any of these words do not count. */
const HINDI_WORDS =
  /(?<![\p{L}\p{M}])(?:hai|hain|nahi|nahin|nhi|ke|ki|ka|ko|kya|aur|bhi|mein|tha|thi|yeh|kar|raha|rahe|rahi|hum|tum|aap|bhai|liye|woh|koi|kyu|kyun|abhi|toh|mai|gaya|sab|mera|tera|apne|apna|inko|unko|iska)(?![\p{L}\p{M}])/iu;
const RATE = 0.3;
const L2 = 1e-5;

/**
 * Texts whose language is known: the labelled train files and the unlabelled ones, at most so many each, and
 * the declarations of human rights in other languages.
 */
function gather(root: string, folder: string, random: Random): { text: string; language: number }[] {
  const pools: string[][] = LANGUAGES.map(() => []);
  for (const part of ['sentiment', 'unlabelled'])
    for (const file of readdirSync(`${folder}/${part}`).sort()) {
      if (file.endsWith('.dev.tsv') || file.includes('emoji')) continue;
      for (const row of readTsv(`${folder}/${part}/${file}`))
        if (row.language !== 'hi' || HINDI_WORDS.test(row.text))
          pools[languageIndex(row.language)]?.push(row.text);
    }
  pools.push(readDeclarations(root));
  return pools.flatMap((pool, language) => {
    const order = Int32Array.from(pool, (_, i) => i);
    random.shuffle(order);
    return [...order.subarray(0, PER_LANGUAGE)].map((i) => ({ text: pool[i]!, language }));
  });
}

/**
 * Multinomial logistic regression over words and character n-grams. Half of the visits see only the first few
 * words of a text, because short texts are the hard ones.
 *
 * @returns one row of log-odds a hashed n-gram, and the bias of each language
 */
export function trainLanguage(
  root: string,
  folder: string,
  seed: number,
): { table: Float32Array; bias: Float32Array } {
  const random = new Random(seed);
  const examples = gather(root, folder, random);
  const perLanguage = new Float64Array(COUNT);
  for (const { language } of examples) perLanguage[language]!++;
  const lift = perLanguage.map((n, language) =>
    language === OTHERS ? OTHERS_LIFT : language === HINDI ? 1 : Math.sqrt(PER_LANGUAGE / n),
  );
  const table = new Float32Array(LANGUAGE_ROWS * COUNT);
  const squares = new Float32Array(table.length);
  const bias = new Float32Array(COUNT);
  const tokens = new Tokens();
  const rows = new Int32Array(256);
  const sum = new Float64Array(COUNT);
  const order = Int32Array.from(examples, (_, i) => i);
  const touched = new Int32Array(1 << 18);
  const scales = new Float32Array(1 << 18);
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    random.shuffle(order);
    for (const n of order) {
      const { text, language } = examples[n]!;
      tokens.read(text);
      const limit = random.next() < 0.5 ? 1 + random.below(6) : tokens.count;
      let used = 0;
      let words = 0;
      sum.set(bias);
      for (let i = 0; i < tokens.count && words < limit; i++) {
        if (tokens.kind[i]! > KIND.hashtag) continue;
        words++;
        const count = languageRows(tokens, i, rows);
        const scale = 1 / Math.sqrt(count);
        for (let r = 0; r < count; r++) {
          touched[used] = rows[r]! * COUNT;
          scales[used++] = scale;
        }
      }
      if (words === 0) continue;
      for (let r = 0; r < used; r++)
        for (let k = 0; k < COUNT; k++) sum[k]! += table[touched[r]! + k]! * scales[r]!;
      const top = Math.max(...sum);
      let total = 0;
      for (let k = 0; k < COUNT; k++) total += Math.exp(sum[k]! - top);
      for (let k = 0; k < COUNT; k++) {
        const slope = lift[language]! * (Math.exp(sum[k]! - top) / total - (k === language ? 1 : 0));
        bias[k]! -= 0.01 * slope;
        for (let r = 0; r < used; r++) {
          const at = touched[r]! + k;
          const g = slope * scales[r]! + L2 * table[at]!;
          squares[at]! += g * g;
          table[at]! -= (RATE * g) / (Math.sqrt(squares[at]!) + 1e-6);
        }
      }
    }
  }
  return { table, bias };
}
