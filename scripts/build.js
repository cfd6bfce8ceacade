// Bundles src/ into dist/ with code splitting: start-up is felt at every command, and a bundle loads several
// times faster than the libraries' own module trees.
import { copyFileSync, readdirSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: { main: 'src/main.ts' },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.17',
  external: ['better-sqlite3'],
  minifySyntax: true,
  minifyWhitespace: true,
  sourcemap: false,
  legalComments: 'linked',
  logLevel: 'warning',
  metafile: true,
  // CommonJS libraries inside an ESM bundle still call require() for Node's own modules.
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
});
// The scorer looks for its model beside the chunk it runs from.
copyFileSync(`${root}src/sentiment/model.bin`, `${root}dist/model.bin`);

// What an earlier build left is taken away only when asked for: an earshot that is running may still want it.
if (process.argv.includes('--clean')) {
  const current = new Set(Object.keys(metafile.outputs).map((path) => path.replace('dist/', '')));
  for (const name of readdirSync(`${root}dist`)) {
    if (!current.has(name) && name !== 'model.bin') rmSync(`${root}dist/${name}`, { recursive: true });
  }
}
