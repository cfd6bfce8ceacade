import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { PassThrough } from 'node:stream';
import { pathToFileURL } from 'node:url';
import type { main as earshot } from '../../src/main.js';
import { memoryStreams } from '../../src/output/streams.js';
import { CAFE, resolveScenario, startSandbox, writeSandboxConfig } from '../../src/sandbox/index.js';
import { type Run, readAnsi } from './ansi.js';
import { drawSession } from './svg.js';

const COLUMNS = 90;
/** A Saturday evening, so that the picture is the same whenever it is drawn. */
const NOW = Date.UTC(2026, 10, 21, 20, 30);
const SECONDS = 3;
const PATIENCE_MS = 120_000;

/** Ends a drawing. */
const END = '\x1b[?2026l';

/** What is typed, and what shows that it has arrived; the screen is kept then. */
const SESSION: readonly (readonly [keys: string, shows: string])[] = [
  ['', 'why: '],
  ['a', 'Your answer'],
  ['We are so sorry. Are you all right? Please keep the piece: we are on our way to you. Sara', '/280'],
  ['\r', 'u takes it back'],
  ['s', 'tomorrow morning'],
  ['2', 'comes back'],
  ['u', 'Taken back'],
  ['?', 'take back what you did last'],
];

/**
 * `npm run picture:inbox [FILE]`: draws a session in the inbox of the built program, on the demo's café, into
 * docs/images/inbox.svg or the file given.
 */
export async function main([file]: readonly string[], root: string): Promise<void> {
  const { main: run } = (await import(pathToFileURL(join(root, 'dist/main.js')).href)) as {
    main: typeof earshot;
  };
  const dir = mkdtempSync(join(tmpdir(), 'earshot-picture-'));
  const scene = resolveScenario(CAFE, NOW);
  const { business, handle, watches = [] } = scene;
  const sandbox = await startSandbox({ ...scene, clock: Date.now, now: NOW, handle, limits: false });
  try {
    const { url, account, credentials } = sandbox;
    const config = writeSandboxConfig(dir, {
      url,
      handle: account.handle,
      credentials,
      businessName: business,
      watches,
    });
    const env = { FORCE_COLOR: '1', EARSHOT_CONFIG: config };
    const own = { clock: () => NOW, cwd: dir };
    await run(['poll', '--quiet', '--json'], env, memoryStreams(), own);
    const memory = memoryStreams({ tty: true, columns: COLUMNS });
    const keyboard = new PassThrough();
    const ended = run(['inbox'], env, { ...memory, stdin: { isTTY: true, raw: keyboard } }, own);
    const screens: Run[][][] = [];
    for (const [keys, shows] of SESSION) {
      keyboard.write(keys);
      screens.push(readAnsi(await screenWith(shows, () => memory.stdout.text())));
    }
    // Back to the queue, out of the inbox, and the held answer stays unsent.
    keyboard.write('xqx');
    await ended;
    const title = 'The inbox: an answer is written and held, a mention is put off and taken back';
    const drawn = drawSession(screens, COLUMNS, title, SECONDS);
    writeFileSync(resolve(root, file ?? 'docs/images/inbox.svg'), drawn);
  } finally {
    await sandbox.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

/** The latest screen, once it shows something. */
async function screenWith(shows: string, written: () => string): Promise<string> {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    const screen = latestScreen(written());
    if (screen.includes(shows)) return screen;
    if (Date.now() > until) throw new Error(`The inbox never showed "${shows}":\n${screen}`);
    await new Promise((wait) => setTimeout(wait, 20));
  }
}

/** What stands between the marks of the last whole drawing, without moves of the cursor. */
function latestScreen(written: string): string {
  const drawings = written.split('\x1b[?2026h').slice(1);
  const [whole = ''] = drawings.findLast((drawing) => drawing.includes(END))?.split(END) ?? [];
  return whole.replace(/\x1b\[(?:\?\d+[hl]|\d*(?:;\d+)?H|[JK])/g, '').replaceAll('\r', '');
}
