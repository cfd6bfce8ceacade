import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The built program, as a user starts it. */
export const BIN = above(dirname(fileURLToPath(import.meta.url)), 'bin/earshot.js');

/** A file of the nearest folder above that has it: this file may have been bundled into another place. */
function above(folder: string, name: string): string {
  const here = join(folder, name);
  return existsSync(here) || dirname(folder) === folder ? here : above(dirname(folder), name);
}

export interface RunOptions {
  /** On top of an environment that holds only a PATH, an empty HOME and what makes output plain. */
  env?: Readonly<Record<string, string>>;
  /** What is piped in; null, the default, is /dev/null, as cron has it; `open` leaves the writing to the test. */
  stdin?: string | null | { open: true };
  cwd: string;
  /** Runs as this user and group instead (root only). */
  uid?: number;
  /** Makes the command line that is spawned out of the one to run: a limit, a terminal. */
  wrap?: (command: readonly string[]) => readonly string[];
}

/** How a process ended. */
export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

/** A process that was started. */
export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  stdout(): string;
  stderr(): string;
  /** Resolves when the output satisfies the test; rejects when the process ends first. */
  until(test: (stdout: string, stderr: string) => boolean): Promise<void>;
  /** Ends it with a signal and waits. */
  stop(signal: NodeJS.Signals): Promise<Ended>;
}

/** Starts `earshot ...` as a child process. */
export function start(args: readonly string[], options: RunOptions): Running {
  const line = [process.execPath, BIN, ...args];
  const [command = '', ...rest] = options.wrap?.(line) ?? line;
  const { cwd, uid, stdin = null } = options;
  const child = spawn(command, rest, {
    cwd,
    env: {
      PATH: process.env.PATH,
      HOME: cwd,
      XDG_CONFIG_HOME: `${cwd}/.config`,
      XDG_DATA_HOME: `${cwd}/.data`,
      TZ: 'UTC',
      NO_COLOR: '1',
      ...options.env,
    },
    stdio: [stdin === null ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  // Whoever reads may leave before the end.
  child.stdin?.on('error', () => {});
  if (typeof stdin === 'string') child.stdin?.end(stdin);
  let stdout = '';
  let stderr = '';
  let over = false;
  const watchers = new Set<() => void>();
  const tell = () => {
    for (const watcher of watchers) watcher();
  };
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    tell();
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    tell();
  });
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      over = true;
      resolve({ code, signal, stdout, stderr });
      tell();
    });
  });
  return {
    child,
    ended,
    stdout: () => stdout,
    stderr: () => stderr,
    until: (test) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (test(stdout, stderr)) resolve();
          else if (over) reject(new Error(`It ended too soon.\nstdout: ${stdout}\nstderr: ${stderr}`));
          else return;
          watchers.delete(look);
        };
        watchers.add(look);
        look();
      }),
    stop: (signal) => {
      child.kill(signal);
      return ended;
    },
  };
}

/** Runs `earshot ...` to its end. */
export function run(args: readonly string[], options: RunOptions): Promise<Ended> {
  return start(args, options).ended;
}

/** The JSON document on stdout. @throws where the run failed or printed anything else */
export function jsonOf<T>(ended: Ended): T {
  if (ended.stderr !== '') throw new Error(`exit ${ended.code}, stderr: ${ended.stderr}`);
  return JSON.parse(ended.stdout) as T;
}
