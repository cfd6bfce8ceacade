import { Worker } from 'node:worker_threads';
import { EarshotError } from '../../src/core/errors.js';
import { randomFrom } from '../helpers/random.js';
import { bodyTargets } from './bodies.js';
import { fileTargets } from './files.js';
import type { Target } from './target.js';
import { textTargets } from './texts.js';

/** The longest that reading one input may take, ms: a damaged database may look locked, which is waited for ten seconds. */
const LIMIT = 30_000;

export interface FuzzOptions {
  seed: number;
  /** Over all targets, by their weights. */
  inputs: number;
  /** A folder to write into. */
  dir: string;
  /** `target:number`: this input alone. */
  only?: string;
}

export interface TargetReport {
  target: string;
  inputs: number;
  /** Read to the end. */
  read: number;
  /** Refused in words for users. */
  refused: number;
  /** Every other error, with the input's number. */
  failed: { number: number; error: string }[];
  slowestMs: number;
}

/** Has every reader read inputs that are wrong, each made from the seed, the target and its number alone. */
export async function runFuzz(options: FuzzOptions): Promise<TargetReport[]> {
  const { targets: bodies, close } = await bodyTargets();
  const watch = startWatch();
  try {
    const targets = [...textTargets(options.dir), ...(await fileTargets(options.dir)), ...bodies];
    const weights = targets.reduce((sum, { weight }) => sum + weight, 0);
    const reports: TargetReport[] = [];
    for (const [index, target] of targets.entries()) {
      const [only, number] = options.only?.split(':') ?? [];
      if (only !== undefined && only !== target.name) continue;
      const count = Math.max(1, Math.round((options.inputs * target.weight) / weights));
      const numbers = number === undefined ? Array.from({ length: count }, (_, at) => at) : [Number(number)];
      reports.push(await runTarget(target, numbers, options.seed + index * 1_000_003, watch));
    }
    return reports;
  } finally {
    watch.stop();
    await close();
  }
}

async function runTarget(
  target: Target,
  numbers: readonly number[],
  seed: number,
  watch: Watch,
): Promise<TargetReport> {
  const report: TargetReport = {
    target: target.name,
    inputs: numbers.length,
    read: 0,
    refused: 0,
    failed: [],
    slowestMs: 0,
  };
  for (const number of numbers) {
    watch.begin(`${target.name}:${number}`);
    const started = performance.now();
    try {
      await target.try(randomFrom(seed + Math.imul(number, 0x9e3779b1)));
      report.read += 1;
    } catch (error) {
      if (error instanceof EarshotError) report.refused += 1;
      else
        report.failed.push({
          number,
          error: error instanceof Error ? (error.stack ?? error.message) : String(error),
        });
    }
    report.slowestMs = Math.max(report.slowestMs, Math.round(performance.now() - started));
  }
  return report;
}

interface Watch {
  begin(what: string): void;
  stop(): void;
}

/** A thread of its own that ends the process when one input takes too long: a loop that never ends would end nothing. */
function startWatch(): Watch {
  const code = `
    const { parentPort } = require('node:worker_threads');
    let what = '', timer;
    parentPort.on('message', (next) => {
      what = next;
      clearTimeout(timer);
      if (next !== null) timer = setTimeout(() => {
        require('node:fs').writeSync(2, 'It hangs: ' + what + '\\n');
        process.kill(process.pid, 'SIGKILL');
      }, ${LIMIT});
    });`;
  const worker = new Worker(code, { eval: true });
  worker.unref();
  return { begin: (what) => worker.postMessage(what), stop: () => void worker.terminate() };
}
