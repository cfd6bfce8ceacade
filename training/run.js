// Runs one of the TypeScript programs in this folder: node training/run.js train --data ../shared/data
// It bundles the program beside the libraries it needs, then imports it.
import { mkdirSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const [name, ...args] = process.argv.slice(2);
if (name === undefined) throw new Error('Say which program: node training/run.js train');
const root = fileURLToPath(new URL('..', import.meta.url));
const folder = `${root}node_modules/.cache/earshot-training`;
mkdirSync(folder, { recursive: true });
const outfile = `${folder}/${name}.mjs`;
await build({
  absWorkingDir: root,
  entryPoints: [`training/${name}.ts`],
  outfile,
  bundle: true,
  packages: 'external',
  format: 'esm',
  platform: 'node',
  target: 'node20.17',
  logLevel: 'warning',
});
const program = await import(pathToFileURL(outfile).href);
await program.main(args, root);
