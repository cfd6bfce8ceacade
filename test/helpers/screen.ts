import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import xterm from '@xterm/headless';
import type { Ended } from './earshot.js';
import { BIN, start } from './earshot.js';

/** Whether there is a way to run something at a pseudo-terminal: `script` of util-linux. */
export const HAS_SCRIPT = spawnSync('script', ['--version']).status === 0;
if (!HAS_SCRIPT) console.log('Skipped: what needs a terminal, for want of `script` of util-linux.');

/** The built program at a pseudo-terminal, and what a person sees there. */
export interface Screen {
  /** The lines that stand on the screen, without spaces at their ends. */
  lines(): string[];
  /** As `lines`, in one. */
  text(): string;
  /** Whether the alternate screen is up, which hides what stood there before. */
  isAlternate(): boolean;
  isCursorShown(): boolean;
  /** From 0. */
  cursor(): { row: number; column: number };
  /** Types keys as the terminal sends them. */
  press(keys: string): void;
  /** Resolves once the screen satisfies the test; rejects with the screen where that takes too long. */
  until(test: (text: string) => boolean, what?: string): Promise<void>;
  resize(columns: number, rows: number): void;
  /** Sends the program a signal, as `kill` does. */
  signal(name: NodeJS.Signals): void;
  /** Called with each piece the program writes. */
  onData(listener: () => void): void;
  readonly ended: Promise<Ended>;
}

const PATIENCE_MS = 120_000;

/**
 * Starts `earshot ...` at a terminal of a size, read by a terminal emulator.
 *
 * @param options.cwd also takes two small files: the terminal's name and the program's process id
 */
export function startScreen(
  args: readonly string[],
  options: { cwd: string; columns: number; rows: number; env?: Readonly<Record<string, string>> },
): Screen {
  const { cwd, columns, rows, env = {} } = options;
  const facts = join(cwd, 'terminal');
  const inner = [process.execPath, BIN, ...args]
    .map((word) => `'${word.replaceAll("'", "'\\''")}'`)
    .join(' ');
  // `script` itself has no terminal here: what earshot runs on is the one it makes.
  const command = `stty cols ${columns} rows ${rows}; echo "$(tty) $$" > '${facts}'; exec ${inner}`;
  const running = start([], {
    cwd,
    env: { TERM: 'xterm-256color', ...env },
    stdin: { open: true },
    wrap: () => ['script', '-qec', command, '/dev/null'],
  });
  const terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true });
  let isCursorShown = true;
  let over = false;
  const watchers = new Set<() => void>();
  const listeners = new Set<() => void>();
  running.child.stdout?.on('data', (data: string) => {
    const last = data.match(/\x1b\[\?25[hl]/g)?.at(-1);
    if (last) isCursorShown = last.endsWith('h');
    for (const listener of listeners) listener();
    terminal.write(data, () => {
      for (const watcher of watchers) watcher();
    });
  });
  void running.ended.then(() => {
    over = true;
    for (const watcher of watchers) watcher();
  });
  const lines = () => {
    const { active } = terminal.buffer;
    return Array.from(
      { length: terminal.rows },
      (_, row) => active.getLine(active.viewportY + row)?.translateToString(true) ?? '',
    );
  };
  const known = () => {
    const [tty = '', pid = ''] = readFileSync(facts, 'utf8').trim().split(' ');
    return { tty, pid: Number(pid) };
  };
  const text = () => lines().join('\n');
  return {
    lines,
    text,
    isAlternate: () => terminal.buffer.active.type === 'alternate',
    isCursorShown: () => isCursorShown,
    cursor: () => ({ row: terminal.buffer.active.cursorY, column: terminal.buffer.active.cursorX }),
    press: (keys) => void running.child.stdin?.write(keys),
    until: (test, what = 'it') =>
      new Promise((resolve, reject) => {
        const settle = (fault: string | null) => {
          clearTimeout(timer);
          watchers.delete(look);
          if (fault === null) resolve();
          else reject(new Error(`${fault} (waited for ${what}):\n${text()}`));
        };
        const look = () => {
          if (test(text())) settle(null);
          else if (over) settle('The program ended');
        };
        const timer = setTimeout(() => settle('The screen never showed it'), PATIENCE_MS);
        watchers.add(look);
        look();
      }),
    resize(wide, high) {
      terminal.resize(wide, high);
      execFileSync('stty', ['-F', known().tty, 'cols', String(wide), 'rows', String(high)]);
    },
    signal: (name) => void process.kill(known().pid, name),
    onData: (listener) => void listeners.add(listener),
    ended: running.ended,
  };
}
