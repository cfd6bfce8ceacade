import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { machine, printTable, round } from './figures.js';
import { numberOption } from './folder.js';
import { talk } from './talk.js';

const NOW = Date.UTC(2026, 10, 20, 12);
const SAMPLES = 10;

/**
 * Memory and speed of `score` over JSON lines, by the built program: node bench/run.js score --count 1000000. Linux
 * only: it reads /proc.
 */
export async function main(args: readonly string[], root: string) {
  const count = numberOption(args, 'count', 1_000_000);
  const score = spawn(process.execPath, [join(root, 'bin', 'earshot.js'), 'score'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let answered = 0;
  score.stdout.on('data', (chunk: Buffer) => {
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) answered += 1;
  });
  const started = performance.now();
  const peaks: { lines: number; peakMb: number }[] = [];
  let written = 0;
  for (const { nativeId, text } of talk({ seed: 5, count, authors: 1_000, newest: NOW, days: 30 })) {
    const line = `${JSON.stringify({ id: nativeId, text: `${text ?? ''} ${written}` })}\n`;
    if (!score.stdin.write(line)) await once(score.stdin, 'drain');
    written += 1;
    if (written % Math.ceil(count / SAMPLES) === 0)
      peaks.push({ lines: answered, peakMb: peakMb(score.pid) });
  }
  score.stdin.end();
  const [code] = await once(score, 'close');
  const seconds = (performance.now() - started) / 1_000;
  if (code !== 0 || answered !== count)
    throw new Error(`exit ${code}, ${answered} of ${count} lines answered`);
  printTable([['lines', 'peak MB'], ...peaks.map(({ lines, peakMb: mb }) => [lines, mb])]);
  return {
    bench: 'score',
    machine: machine(),
    lines: count,
    linesPerSecond: Math.round(count / seconds),
    peaks,
  };
}

/** The most memory a process has had so far, MB. */
function peakMb(pid: number | undefined): number {
  const [, kilobytes] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return round(Number(kilobytes) / 1024, 0);
}
