import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { machine, median, printTable, round } from './figures.js';
import { inFolder, numberOption } from './folder.js';
import { storedDesk } from './stored-desk.js';

const CONFIG = {
  business: { name: 'Café Nar', timeZone: 'UTC' },
  accounts: [{ id: 'cafe', network: 'x', handle: 'cafenar', auth: 'oauth1' }],
};

/**
 * What a command costs before it does anything: whole processes, one after the other in turn, so that a busy
 * moment of the machine falls on all of them.
 */
export async function main(args: readonly string[], root: string) {
  const runs = numberOption(args, 'runs', 41);
  const count = numberOption(args, 'count', 100_000);
  const database = await storedDesk(count);
  return inFolder(async (folder) => {
    const config = join(folder, 'earshot.config.json');
    writeFileSync(config, JSON.stringify(CONFIG));
    const earshot = join(root, 'bin', 'earshot.js');
    const list = [earshot, 'list', '--config', config, '--db', database];
    const commands: Record<string, { line: string[]; target?: number }> = {
      'node -e 0': { line: ['-e', '0'] },
      'earshot --version': { line: [earshot, '--version'], target: 1.25 },
      'earshot --help': { line: [earshot, '--help'] },
      [`earshot list (${count} stored)`]: { line: list, target: 2.5 },
      [`earshot list --needs-reply (${count} stored)`]: { line: [...list, '--needs-reply'] },
    };
    const taken = new Map<string, number[]>(Object.keys(commands).map((name) => [name, []]));
    for (let run = -1; run < runs; run++) {
      for (const [name, { line }] of Object.entries(commands)) {
        const started = performance.now();
        const { status, stderr } = spawnSync(process.execPath, line, { encoding: 'utf8' });
        const ms = performance.now() - started;
        if (status !== 0) throw new Error(`${name} ended with ${status}: ${stderr}`);
        // The first round only warms the file cache.
        if (run >= 0) taken.get(name)?.push(ms);
      }
    }
    const empty = taken.get('node -e 0') ?? [];
    const results = Object.entries(commands).map(([name, { target }]) => {
      const ms = taken.get(name) ?? [];
      const ratios = ms.map((value, index) => value / (empty[index] ?? Number.NaN));
      const figures = { medianMs: round(median(ms), 1), fastestMs: round(Math.min(...ms), 1) };
      return { name, ...figures, ratio: round(median(ratios)), ...(target === undefined ? {} : { target }) };
    });
    printTable([
      ['', 'median ms', 'fastest ms', 'ratio', 'target'],
      ...results.map((result) => [
        result.name,
        result.medianMs,
        result.fastestMs,
        result.ratio,
        result.target ?? '',
      ]),
    ]);
    return { bench: 'startup', machine: machine(), runs, results };
  });
}
