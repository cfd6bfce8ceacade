// One file instead of twenty: what most commands load.
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { build } from 'esbuild';
import { buildOptions } from './build-options.js';

/** What every run loads, `--version` too. */
const EARLY = ['src/main.ts', 'src/cli/run.ts', 'src/wiring/context.ts'];
/** What a usual command loads after that. */
const USUAL = ['src/cli/commands/list.ts', 'src/store/index.ts', 'src/config/load.ts'];
/** What fewer entries want than this stays as it is: the others would read it for nothing. */
const WIDELY = 9;

/**
 * esbuild gives modules a file together where the same entries reach them; with a hundred commands and parts behind
 * `import()`, each small module has nearly a file of its own, and Node takes a quarter of a millisecond to load one. This plugin
 * has every entry that is not loaded early reach the small modules that a usual command and many others want, so that
 * they become one file. What reaches a library stays as it is: not every command needs that.
 *
 * @param {string} root the root of the repository
 * @returns {Promise<import('esbuild').Plugin>}
 */
export async function sharedChunk(root) {
  const { metafile } = await build({ ...buildOptions(root), write: false });
  const importsOf = (path, kind) =>
    (metafile.inputs[path]?.imports ?? []).filter((each) => each.kind === kind && !each.external);
  const reach = (path, seen = new Set()) => {
    if (seen.has(path)) return seen;
    seen.add(path);
    for (const each of importsOf(path, 'import-statement')) reach(each.path, seen);
    return seen;
  };
  const early = new Set(EARLY.flatMap((path) => [...reach(path)]));
  const dynamic = Object.keys(metafile.inputs).flatMap((path) => importsOf(path, 'dynamic-import'));
  const late = new Set(
    dynamic.map(({ path }) => path).filter((path) => path.startsWith('src/') && !early.has(path)),
  );
  const reached = [...late].map((path) => reach(path));
  const shared = [...new Set(USUAL.flatMap((path) => [...reach(path)]))].filter(
    (path) =>
      !early.has(path) &&
      !late.has(path) &&
      reached.filter((each) => each.has(path)).length >= WIDELY &&
      ![...reach(path)].some((each) => each.includes('node_modules/')),
  );
  return {
    name: 'shared-chunk',
    setup({ onLoad, onResolve }) {
      onResolve({ filter: /^shared:$/ }, () => ({ path: 'shared', namespace: 'shared' }));
      onLoad({ filter: /.*/, namespace: 'shared' }, () => ({
        contents: shared.map((path) => `import ${JSON.stringify(join(root, path))};`).join('\n'),
        resolveDir: root,
      }));
      onLoad({ filter: /\.ts$/ }, ({ path }) =>
        late.has(relative(root, path).replaceAll('\\', '/'))
          ? { contents: `${readFileSync(path, 'utf8')}\nimport 'shared:';\n`, loader: 'ts' }
          : undefined,
      );
    },
  };
}
