import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** How a run of the program ended. */
export interface RunEnd {
  args: readonly string[];
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

/** A run of the built program in a process of its own. */
export interface Started {
  child: ChildProcess;
  ended: Promise<RunEnd>;
}

/** Where a command line runs. */
export interface Place {
  cwd: string;
  env: Readonly<Record<string, string>>;
}

/** Starts `earshot ARGS` as a user does, in its own process. @param uid another user to run it as (root only) */
export function startProgram(root: string, args: readonly string[], place: Place, uid?: number): Started {
  const child = spawn(process.execPath, [join(root, 'bin/earshot.js'), ...args], {
    cwd: place.cwd,
    env: place.env,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  const [stdout, stderr]: [string[], string[]] = [[], []];
  child.stdout?.setEncoding('utf8').on('data', (text: string) => stdout.push(text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => stderr.push(text));
  const ended = new Promise<RunEnd>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) =>
      resolve({ args, code, signal, stdout: stdout.join(''), stderr: stderr.join('') }),
    );
  });
  return { child, ended };
}

/** The built program kept in memory: command lines that nothing happens to cost no start. */
export interface Resident {
  /** @param ahead how far its clock is ahead of the real one, ms */
  run(args: readonly string[], place: Place, more?: { stdin?: string; ahead?: number }): Promise<RunEnd>;
  stop(): void;
}

export async function startResident(root: string): Promise<Resident> {
  const child = fork(join(root, 'test/campaign/resident.mjs'), [join(root, 'dist/main.js')], {
    execArgv: [],
    env: { PATH: process.env.PATH, TZ: 'UTC', NO_COLOR: '1' },
  });
  await once(child, 'message');
  const waiting = new Map<number, (end: Omit<RunEnd, 'args' | 'signal'>) => void>();
  child.on('message', ({ id, ...end }: Omit<RunEnd, 'args' | 'signal'> & { id: number }) => {
    waiting.get(id)?.(end);
    waiting.delete(id);
  });
  let count = 0;
  let failed: Error | null = null;
  child.once('exit', (code) => {
    failed = new Error(`the program in memory ended with ${code}`);
  });
  return {
    run: (args, { cwd, env }, { stdin = '', ahead = 0 } = {}) => {
      count += 1;
      const id = count;
      return new Promise((resolve, reject) => {
        waiting.set(id, (end) => resolve({ args, signal: null, ...end }));
        child.send({ id, args, cwd, env, stdin, ahead }, (error) => error && reject(failed ?? error));
      });
    },
    stop: () => child.disconnect(),
  };
}
