// Bundles src/ into dist/.
import { copyFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { buildOptions } from './build-options.js';
import { bundledPackages, licencesText } from './licences.js';

/** What is not a chunk. */
const BESIDE = new Set(['model.bin', 'licences.txt']);

const root = fileURLToPath(new URL('..', import.meta.url));
const { metafile } = await build(buildOptions(root));
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
