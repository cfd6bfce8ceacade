import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { JobWriter } from './job.js';

/** The instruction set is fixed, so that machines agree. */
const FLAGS = ['-O3', '-march=x86-64-v3', '-ffast-math', '-std=c++17'];

/**
 * Compiles a program of native/ and runs it over a job.
 *
 * @param lay puts the arrays that the program reads, in its order
 * @returns all the numbers it wrote
 */
export function runNative(root: string, name: string, lay: (job: JobWriter) => void): Float32Array {
  const folder = mkdtempSync(join(tmpdir(), 'earshot-training-'));
  const program = join(folder, name);
  const paths = { job: join(folder, 'job'), result: join(folder, 'result') };
  execFileSync('g++', [...FLAGS, '-o', program, `${root}training/native/${name}.cpp`], { stdio: 'inherit' });
  const job = new JobWriter(paths.job);
  lay(job);
  job.close();
  execFileSync(program, [paths.job, paths.result], { stdio: 'inherit' });
  const bytes = readFileSync(paths.result);
  rmSync(folder, { recursive: true });
  return new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2);
}
