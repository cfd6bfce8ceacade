// Runs one of the TypeScript programs in this folder: node scripts/run.js docs/write
// It is bundled with what it needs of src/, then imported; each exports main(args, root).
import { mkdirSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const [name, ...args] = process.argv.slice(2);
if (name === undefined) throw new Error('Say which program: node scripts/run.js docs/write');
const root = fileURLToPath(new URL('..', import.meta.url));
const folder = `${root}node_modules/.cache/earshot-scripts`;
mkdirSync(folder, { recursive: true });
const outfile = `${folder}/${name.replaceAll('/', '-')}.mjs`;
await build({
  absWorkingDir: root,
  entryPoints: [`scripts/${name}.ts`],
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
