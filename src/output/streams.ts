import { clearLine, cursorTo, moveCursor } from 'node:readline';
import { Readable, Writable } from 'node:stream';
import { EarshotError } from '../core/errors.js';

/** How a line for a person is laid out where the terminal does not do it. */
export interface LineLayout {
  /** The line as it is seen: as wide as before. */
  arrange(line: string): string;
  /** The column, from 0, at which a cursor is seen that stands before a column of the line as it is written. */
  column(line: string, column: number): number;
}

/** Where lines are written: the terminal, a pipe, a file, or memory in a test. */
export interface OutStream {
  /** Never throws: a closed pipe is silence from then on, any other failure is told by `flush`. */
  write(text: string): void;
  /** Resolves once everything written has left; throws EarshotError `output-failed` if it could not. */
  flush(): Promise<void>;
  /** Whether a person reads it. */
  readonly isTTY: boolean;
  /** Width in columns, at least 20; `COLUMNS` decides where it is set, and 80 where nobody knows. */
  readonly columns: number;
  /** Height in rows, at least 1; 24 where nobody knows. */
  readonly rows: number;
  /** Writes something as the process ends, whatever ends it, unless what it returns is called before. */
  atExit(text: string): () => void;
  /** Whether lines can be redrawn in place: a terminal that reports its width and is not dumb. */
  readonly canRedraw: boolean;
  /** How lines for a person are laid out here; null where they are written as they are. */
  layout: LineLayout | null;
  /** Whether the reader went away (`earshot list | head -1`): there is nobody to write for. */
  readonly closed: boolean;
  /** For the prompt and spinner libraries only. */
  readonly raw: NodeJS.WritableStream;
}

/** Where something is read from: the keyboard, a pipe, a file. */
export interface InStream {
  readonly isTTY: boolean;
  readonly raw: NodeJS.ReadableStream;
}

/** Where a command reads and writes. */
export interface Streams {
  readonly stdin: InStream;
  readonly stdout: OutStream;
  readonly stderr: OutStream;
}

const NARROWEST = 20;
const UNKNOWN_WIDTH = 80;
const UNKNOWN_HEIGHT = 24;

function width(reported: number | undefined, wanted: string | undefined): number {
  const columns = Number(wanted) > 0 ? Math.floor(Number(wanted)) : reported || UNKNOWN_WIDTH;
  return Math.max(NARROWEST, columns);
}

type Process = Pick<NodeJS.Process, 'stdin' | 'stdout' | 'stderr' | 'env' | 'once' | 'off'>;

function outStream(raw: NodeJS.WriteStream, process: Process, onClosed: () => void): OutStream {
  const { env } = process;
  let closed = false;
  let failure: Error | undefined;
  raw.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE' && error.code !== 'ERR_STREAM_DESTROYED') {
      failure ??= error;
    } else if (!closed) {
      closed = true;
      onClosed();
    }
  });
  return {
    raw,
    layout: null,
    get isTTY() {
      return raw.isTTY === true;
    },
    get columns() {
      return width(raw.columns, env.COLUMNS);
    },
    get rows() {
      return raw.rows > 0 ? raw.rows : UNKNOWN_HEIGHT;
    },
    atExit(text) {
      const write = () => raw.write(text);
      process.once('exit', write);
      return () => process.off('exit', write);
    },
    get canRedraw() {
      return raw.isTTY === true && raw.columns > 0 && env.TERM !== 'dumb';
    },
    get closed() {
      return closed;
    },
    write(text) {
      if (!closed && failure === undefined) raw.write(text);
    },
    flush() {
      return new Promise((resolve, reject) => {
        const settle = (error?: Error | null) => {
          const cause = failure ?? (closed ? undefined : error);
          if (!cause || ('code' in cause && cause.code === 'EPIPE')) return resolve();
          const hint = 'Free some space on the disk, or write to another place.';
          reject(
            new EarshotError(`The output could not be written: ${cause.message}.`, {
              code: 'output-failed',
              hint,
              cause,
            }),
          );
        };
        if (closed || failure) settle();
        else raw.write('', settle);
      });
    },
  };
}

/**
 * The process's own streams.
 *
 * @param process its stdin is touched only when something reads it
 * @param onClosed called once when whoever reads stdout has gone away: the run may stop, and end quietly
 */
export function systemStreams(process: Process, onClosed: () => void = () => {}): Streams {
  return {
    get stdin() {
      return { isTTY: process.stdin.isTTY === true, raw: process.stdin };
    },
    stdout: outStream(process.stdout, process, onClosed),
    stderr: outStream(process.stderr, process, () => {}),
  };
}

/** An output that keeps what is written. */
export interface MemoryOut extends OutStream {
  /** Everything written so far. */
  text(): string;
}

/** Streams whose outputs keep what is written. */
export interface MemoryStreams extends Streams {
  readonly stdout: MemoryOut;
  readonly stderr: MemoryOut;
}

/**
 * Streams that keep what is written, for tests and for rendering without a terminal.
 *
 * @param options.tty whether all three call themselves a terminal (default false)
 * @param options.columns width of the outputs (default 80)
 * @param options.stdin what a reader of stdin gets (default nothing)
 */
export function memoryStreams(
  options: { tty?: boolean; columns?: number; stdin?: string } = {},
): MemoryStreams {
  const { tty = false, columns = UNKNOWN_WIDTH, stdin = '' } = options;
  const memory = (): MemoryOut => {
    const chunks: string[] = [];
    const kept = new Writable({
      decodeStrings: false,
      write(chunk: string | Buffer, _encoding, done) {
        chunks.push(String(chunk));
        done();
      },
    });
    return {
      raw: Object.assign(kept, {
        isTTY: tty,
        columns,
        cursorTo: (x: number) => cursorTo(kept, x),
        moveCursor: (dx: number, dy: number) => moveCursor(kept, dx, dy),
        clearLine: (direction: -1 | 0 | 1) => clearLine(kept, direction),
      }),
      isTTY: tty,
      columns: width(columns, undefined),
      rows: UNKNOWN_HEIGHT,
      atExit: () => () => {},
      layout: null,
      canRedraw: tty && columns > 0,
      closed: false,
      write: (text) => void kept.write(text),
      flush: () => Promise.resolve(),
      text: () => chunks.join(''),
    };
  };
  return { stdin: { isTTY: tty, raw: Readable.from([stdin]) }, stdout: memory(), stderr: memory() };
}
