// Bundles src/ into dist/.
import { copyFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { keepConstants } from './constants.js';
import { bundledPackages, licencesText } from './licences.js';
import { bundleProgram } from './program-bundle.js';

/** What is not a chunk. */
const BESIDE = new Set(['model.bin', 'licences.txt']);

const root = fileURLToPath(new URL('..', import.meta.url));
const metafile = await bundleProgram(root);
// The scorer's chunk, of which nothing else is a part: there constants are worth keeping.
for (const [output, { inputs }] of Object.entries(metafile.outputs))
  if (
    Object.keys(inputs).length > 0 &&
    Object.keys(inputs).every((path) => path.startsWith('src/sentiment/'))
  )
    writeFileSync(`${root}${output}`, keepConstants(readFileSync(`${root}${output}`, 'utf8')));
// The scorer looks for its model beside the chunk it runs from.
copyFileSync(`${root}src/sentiment/model.bin`, `${root}dist/model.bin`);
writeFileSync(`${root}dist/licences.txt`, licencesText(bundledPackages(metafile, root)));

// What an earlier build left is taken away only when asked for: an earshot that is running may still want it.
if (process.argv.includes('--clean')) {
  const current = new Set(Object.keys(metafile.outputs).map((path) => path.replace('dist/', '')));
  for (const name of readdirSync(`${root}dist`)) {
    if (!current.has(name) && !BESIDE.has(name)) rmSync(`${root}dist/${name}`, { recursive: true });
  }
}
