import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { openStore } from '../src/store/index.js';
import { machine, median, printTable, round } from './figures.js';
import { inFolder, numberOption } from './folder.js';
import { talk } from './talk.js';

const NOW = Date.UTC(2026, 10, 20, 12);
const EVERY = 100;

/**
 * Memory of `poll` while it brings in many mentions from the sandbox, by the built program, sampled from
 * outside. Linux only: it reads /proc.
 */
export async function main(args: readonly string[], root: string) {
  const count = numberOption(args, 'count', 100_000);
  return inFolder(async (folder) => {
    const file = join(folder, 'posts.csv');
    await writePosts(file, count);
    const earshot = join(root, 'bin', 'earshot.js');
    const importing = [
      '--import',
      file,
      '--handle',
      'cafenar',
      '--no-limits',
      '--now',
      new Date(NOW).toISOString(),
    ];
    const sandbox = spawn(
      process.execPath,
      [earshot, 'sandbox', '--port', '0', ...importing, '--config-out', folder],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    try {
      const config = await configOf(sandbox);
      const started = performance.now();
      const poll = spawn(process.execPath, [earshot, 'poll', '--config', config], {
        stdio: ['ignore', 'inherit', 'inherit'],
      });
      const samples = await sample(poll);
      const seconds = (performance.now() - started) / 1000;
      return report(count, stored(config), seconds, samples);
    } finally {
      sandbox.kill();
    }
  });
}

async function writePosts(path: string, count: number): Promise<void> {
  const out = createWriteStream(path);
  out.write('id,author,text,createdAt,name,followers,likes,reposts\n');
  const quoted = (text: string | null) => `"${(text ?? '').replaceAll('"', '""')}"`;
  for (const { nativeId, author, text, createdAt, metrics } of talk({
    seed: 9,
    count,
    authors: count / 5,
    newest: NOW,
    days: 6,
  })) {
    const at = new Date(createdAt).toISOString();
    const cells = [
      nativeId,
      author.handle,
      quoted(text),
      at,
      quoted(author.name),
      author.followers,
      metrics.likes,
      metrics.reposts,
    ];
    if (!out.write(`${cells.join(',')}\n`)) await once(out, 'drain');
  }
  out.end();
  await finished(out);
}

/** The sandbox says where its configuration is once it listens. */
async function configOf(sandbox: ChildProcess): Promise<string> {
  if (!sandbox.stdout) throw new Error('the sandbox has no output');
  let line = '';
  for await (const chunk of sandbox.stdout) {
    line += String(chunk);
    if (line.includes('\n')) break;
  }
  const { config } = JSON.parse(line) as { config: string };
  return config;
}

/** Resident memory in MB every tenth of a second, until the process ends. */
async function sample(child: ChildProcess): Promise<number[]> {
  const samples: number[] = [];
  const timer = setInterval(() => {
    const status = readStatus(child.pid);
    const resident = Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]);
    if (resident > 0) samples.push(resident / 1024);
  }, EVERY);
  const [code] = await once(child, 'exit');
  clearInterval(timer);
  if (code !== 0) throw new Error(`poll ended with ${code}`);
  return samples;
}

function readStatus(pid: number | undefined): string {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch {
    return '';
  }
}

async function storedCount(path: string): Promise<number> {
  const store = openStore(path);
  const volume = await store.mentions.list({ sort: 'newest', limit: null });
  store.close();
  return volume.length;
}

function stored(config: string): Promise<number> {
  return storedCount(join(config, '..', 'earshot.db'));
}

async function report(count: number, brought: Promise<number>, seconds: number, samples: readonly number[]) {
  const part = (from: number, to: number) =>
    round(median(samples.slice(Math.floor(samples.length * from), Math.ceil(samples.length * to))), 0);
  const quarters = [part(0, 0.25), part(0.25, 0.5), part(0.5, 0.75), part(0.75, 1)];
  const peak = round(Math.max(...samples), 0);
  printTable([
    ['', 'MB'],
    ...quarters.map((mb, index) => [`quarter ${index + 1}, median`, mb] as const),
    ['peak', peak],
  ]);
  return {
    bench: 'memory',
    machine: machine(),
    mentions: count,
    stored: await brought,
    seconds: round(seconds, 1),
    quartersMb: quarters,
    peakMb: peak,
    targetMb: 200,
  };
}
