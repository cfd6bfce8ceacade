import type { Ora } from 'ora';
import { safeLine } from './sanitise.js';
import type { OutStream } from './streams.js';
import { truncate } from './width.js';

/** What is going on, redrawn in place while work is long; nothing at all where nobody watches. */
export interface Progress {
  /** Shows what one line of work is doing; `line` names the line (an account), the only one by default. */
  update(text: string, line?: string): void;
  /** Leaves a line that stays, above what is redrawn. */
  note(text: string): void;
  /** Clears what was drawn. Nothing is drawn after it. */
  stop(): void;
}

const SILENT: Progress = { update() {}, note() {}, stop() {} };

/** Room for the spinner itself. */
const SPINNER_COLUMNS = 3;
/** Work shorter than this shows no spinner: a flash tells nobody anything. */
const PATIENCE_MS = 150;

/**
 * Progress on a terminal.
 *
 * @param out stderr
 * @param enabled false for `--quiet`, `--json` and CI; off a terminal nothing is drawn in any case
 */
export function progress(out: OutStream, enabled: boolean): Progress {
  if (!enabled || !out.canRedraw) return SILENT;
  const lines = new Map<string, string>();
  let spinner: Ora | undefined;
  let stopped = false;
  const text = () =>
    [...lines.values()].map((line) => truncate(line, out.columns - SPINNER_COLUMNS)).join('\n  ');
  const start = async () => {
    const { default: ora } = await import('ora');
    if (stopped) return;
    // The cursor stays visible, so that no signal can leave it hidden; stdin stays untouched, so that Ctrl-C works.
    spinner = ora({
      text: text(),
      stream: out.raw,
      isEnabled: true,
      hideCursor: false,
      discardStdin: false,
      color: false,
    }).start();
  };
  const timer = setTimeout(() => void start(), PATIENCE_MS);
  return {
    update(what, line = '') {
      lines.set(line, safeLine(what));
      if (spinner) spinner.text = text();
    },
    note(what) {
      out.write(`${truncate(safeLine(what), out.columns)}\n`);
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
      spinner?.stop();
    },
  };
}
