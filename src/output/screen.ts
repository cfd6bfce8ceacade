import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { createPrompt, useEffect, useKeypress } from '@inquirer/core';
import type { Key } from '../core/inbox/events.js';
import { inOurTerms } from './prompts.js';
import type { Streams } from './streams.js';

/** What fills the screen and hears the keys. */
export interface ScreenApp {
  /** Lines no wider than the columns, at most as many as the rows; the cursor from 0, or null to hide it. */
  draw(size: { columns: number; rows: number }): {
    lines: readonly string[];
    cursor: { row: number; column: number } | null;
  };
  key(key: Key): void;
  /** Calls back whenever there is something new to draw; what it returns ends that. */
  onChange(changed: () => void): () => void;
  /** Resolves when the screen is to be left. */
  over(): Promise<void>;
}

const ENTER = '\u001b[?1049h\u001b[?2004h\u001b[?25l';
const LEAVE = '\u001b[?25h\u001b[?2004l\u001b[?1049l';
const TOP_LEFT = '\u001b[H';
const CLEAR_LINE_END = '\u001b[K';
const CLEAR_BELOW = '\u001b[J';
/** How long Esc may be the beginning of another key; Node's own half second is felt. */
const ESCAPE_MS = 50;
const HIDE_CURSOR = '\u001b[?25l';
/** What lies between is shown at once, where the terminal knows how; others ignore it. */
const BEGIN_UPDATE = '\u001b[?2026h';
const END_UPDATE = '\u001b[?2026l';

/**
 * Gives the whole terminal to an app until it is over, on the alternate screen: what stood there before comes back,
 * however it ends. The keys and the end of it are inquirer's prompt; the drawing is ours, because a prompt draws
 * below what stands, and a screen from its top.
 *
 * @throws EarshotError `interrupted` on Ctrl-C and when the signal aborts
 */
export async function runScreen(streams: Streams, app: ScreenApp, signal: AbortSignal): Promise<void> {
  const out = streams.stdout;
  const draw = () => {
    const { columns, rows, layout } = out;
    const { lines, cursor } = app.draw({ columns, rows });
    const body = lines
      .slice(0, rows)
      .map((line) => (layout?.arrange(line) ?? line) + CLEAR_LINE_END)
      .join('\r\n');
    const place = cursor ? cursorAt(cursor.row, seenColumn(lines[cursor.row] ?? '', cursor.column)) : '';
    out.write(`${BEGIN_UPDATE}${HIDE_CURSOR}${TOP_LEFT}${body}${CLEAR_BELOW}${place}${END_UPDATE}`);
  };
  const seenColumn = (line: string, column: number) => out.layout?.column(line, column) ?? column;
  const read = keyReader();
  hearEscapeSoon(streams.stdin.raw);
  const prompt = createPrompt<undefined, object>((_, done) => {
    useKeypress((event, readline) => {
      // Readline gathers what is typed, for prompts of one line.
      readline.clearLine(0);
      const key = read(event);
      if (key) app.key(key);
    });
    useEffect(() => {
      const stop = app.onChange(draw);
      out.raw.on('resize', draw);
      void app.over().then(() => done(undefined));
      draw();
      return () => {
        stop();
        out.raw.off('resize', draw);
      };
    }, []);
    return '';
  });
  const restored = out.atExit(LEAVE);
  out.write(ENTER);
  try {
    await prompt({}, { input: streams.stdin.raw, output: nowhere(), clearPromptOnDone: true, signal });
  } catch (error) {
    throw inOurTerms(error);
  } finally {
    restored();
    out.write(LEAVE);
  }
}

/** Shows the cursor at a place, from 0. */
function cursorAt(row: number, column: number): string {
  return `\u001b[${row + 1};${column + 1}H\u001b[?25h`;
}

/** The first reader of a stream decides how long Esc is waited for; the prompt leaves it at half a second. */
function hearEscapeSoon(input: NodeJS.ReadableStream): void {
  createInterface({ input, output: nowhere(), terminal: true, escapeCodeTimeout: ESCAPE_MS }).close();
}

/** Keys as we name them. Between the marks of a bracketed paste every key is pasted text, Return too. */
function keyReader(): (event: { name: string; ctrl: boolean; shift: boolean }) => Key | null {
  let pasting = false;
  return (event) => {
    const { name, ctrl, shift } = event;
    if (name === 'paste-start' || name === 'paste-end') {
      pasting = name === 'paste-start';
      return null;
    }
    const sequence = 'sequence' in event && typeof event.sequence === 'string' ? event.sequence : '';
    const meta = 'meta' in event && event.meta === true;
    if (pasting) return { name: 'paste', sequence, ctrl: false, meta: false, shift: false };
    // Node reports Esc itself as Esc with Alt.
    if (name === 'escape') return { name, sequence, ctrl, meta: false, shift };
    return { name: name ?? '', sequence, ctrl, meta, shift };
  };
}

/** Where the prompt may write as it likes: nobody reads it. */
function nowhere(): Writable {
  return new Writable({ write: (_chunk, _encoding, written) => written() });
}
