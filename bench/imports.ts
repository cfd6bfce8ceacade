import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Metafile } from 'esbuild';
import { bundleProgram } from '../scripts/program-bundle.js';
import { NETWORKS } from '../src/networks/registry.js';
import { machine, median, printTable, round } from './figures.js';
import { numberOption } from './folder.js';

/** What a command has loaded before it asks for a network: the configuration and the schema library with it. */
const BEFORE = 'src/config/load.ts';
/** What is loaded later, at the first request. */
const LATER: Readonly<Record<string, string>> = { x: 'src/networks/x/library.ts' };

/**
 * What each network's adapter costs to load, on top of what a command has loaded by then: CPU time of fresh processes,
 * in turn, so that a busy moment falls on all of them.
 */
export async function main(args: readonly string[], root: string) {
  const runs = numberOption(args, 'runs', 21);
  const metafile = await bundleProgram(root);
  const chunk = (source: string) => pathToFileURL(join(root, chunkOf(metafile, source))).href;
  const wanted = [...NETWORKS.values()].flatMap(({ id, name }) => {
    const adapter = chunk(`src/networks/${id}/index.ts`);
    const later = LATER[id];
    return [
      { name, before: [chunk(BEFORE)], load: adapter },
      ...(later === undefined
        ? []
        : [{ name: `${name}, first request`, before: [chunk(BEFORE), adapter], load: chunk(later) }]),
    ];
  });
  const taken = wanted.map((): { cpu: number; wall: number }[] => []);
  for (let run = -1; run < runs; run += 1) {
    for (const [index, { before, load }] of wanted.entries()) {
      const cost = importCost(before, load);
      // The first round only warms the file cache.
      if (run >= 0) taken[index]?.push(cost);
    }
  }
  const results = wanted.map(({ name }, index) => {
    const costs = taken[index] ?? [];
    return {
      name,
      cpuMs: round(median(costs.map(({ cpu }) => cpu)), 1),
      wallMs: round(median(costs.map(({ wall }) => wall)), 1),
    };
  });
  printTable([['', 'CPU ms', 'wall ms'], ...results.map(({ name, cpuMs, wallMs }) => [name, cpuMs, wallMs])]);
  return { bench: 'imports', machine: machine(), runs, results };
}

/** The file of dist/ that begins with a source file. */
function chunkOf({ outputs }: Metafile, source: string): string {
  const found = Object.entries(outputs).find(([, { entryPoint }]) => entryPoint === source);
  if (!found) throw new Error(`${source} is in no chunk of its own`);
  return found[0];
}

const PROGRAM = `
const { before, load } = JSON.parse(process.argv[1]);
for (const each of before) await import(each);
const [cpu, at] = [process.cpuUsage(), performance.now()];
await import(load);
const { user, system } = process.cpuUsage(cpu);
process.stdout.write(JSON.stringify({ cpu: (user + system) / 1_000, wall: performance.now() - at }));
`;

function importCost(before: readonly string[], load: string): { cpu: number; wall: number } {
  const line = ['--input-type=module', '--eval', PROGRAM, JSON.stringify({ before, load })];
  const { status, stdout, stderr } = spawnSync(process.execPath, line, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`importing ${load} ended with ${status}: ${stderr}`);
  return JSON.parse(stdout) as { cpu: number; wall: number };
}
