// Runs one of the benches of this folder: node bench/run.js list
// It bundles the program beside the libraries it needs, then imports it. The figures are one JSON document on
// stdout; a table for people goes to stderr.
import { copyFileSync, mkdirSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const [name, ...args] = process.argv.slice(2);
if (name === undefined) throw new Error('Say which bench: node bench/run.js list');
const root = fileURLToPath(new URL('..', import.meta.url));
const folder = `${root}node_modules/.cache/earshot-bench`;
mkdirSync(folder, { recursive: true });
const outfile = `${folder}/${name}.mjs`;
await build({
  absWorkingDir: root,
  entryPoints: [`bench/${name}.ts`],
  outfile,
  bundle: true,
  packages: 'external',
  format: 'esm',
  platform: 'node',
  target: 'node20.17',
  logLevel: 'warning',
});
// The scorer looks for its model beside the program.
copyFileSync(`${root}src/sentiment/model.bin`, `${folder}/model.bin`);
const { main } = await import(pathToFileURL(outfile).href);
process.stdout.write(`${JSON.stringify(await main(args, root), null, 2)}\n`);
