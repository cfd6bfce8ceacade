// Runs the repository's own TypeScript programs: bundled with what they need of src/, then imported.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { keepConstants } from './constants.js';

export const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Imports a TypeScript program of this repository.
 *
 * @param {string} entry its path without `.ts`, from the root: `bench/list`
 */
export async function importProgram(entry) {
  const folder = `${root}node_modules/.cache/earshot`;
  mkdirSync(folder, { recursive: true });
  const outfile = `${folder}/${entry.replaceAll('/', '-')}.mjs`;
  await build({
    absWorkingDir: root,
    entryPoints: [`${entry}.ts`],
    outfile,
    bundle: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node20.17',
    logLevel: 'warning',
  });
  // As in dist/, or the benches would measure another program.
  writeFileSync(outfile, keepConstants(readFileSync(outfile, 'utf8')));
  // The scorer looks for its model beside the program.
  copyFileSync(`${root}src/sentiment/model.bin`, `${folder}/model.bin`);
  return import(pathToFileURL(outfile).href);
}

/** The program named on the command line and what follows it; says what is wanted where none is. */
export function programFromArguments(example) {
  const [name, ...args] = process.argv.slice(2);
  if (name !== undefined) return { name, args };
  console.error(`Say which program: ${example}`);
  process.exit(2);
}
