import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { main as earshot } from '../../src/main.js';
import { memoryStreams } from '../../src/output/streams.js';
import { CAFE, resolveScenario, startSandbox, writeSandboxConfig } from '../../src/sandbox/index.js';
import { readAnsi } from './ansi.js';
import { drawTerminal } from './svg.js';

const COLUMNS = 90;
/** A Saturday evening, so that the picture is the same whenever it is drawn. */
const NOW = Date.UTC(2026, 10, 21, 20, 30);
const CUSTOMER = 'mina_k';

/**
 * `npm run picture [FILE]`: draws what the built program prints on the demo's café, at a terminal of 90 columns, into
 * docs/images/terminal.svg or the file given.
 */
export async function main([file]: readonly string[], root: string): Promise<void> {
  const { main: run } = (await import(pathToFileURL(join(root, 'dist/main.js')).href)) as {
    main: typeof earshot;
  };
  const dir = mkdtempSync(join(tmpdir(), 'earshot-picture-'));
  const scene = resolveScenario(CAFE, NOW);
  const sandbox = await startSandbox({
    ...scene,
    clock: Date.now,
    now: NOW,
    handle: scene.handle,
    limits: true,
  });
  try {
    const { url, account, credentials } = sandbox;
    const { business, watches } = scene;
    const config = writeSandboxConfig(dir, {
      url,
      handle: account.handle,
      credentials,
      businessName: business,
      watches: watches ?? [],
    });
    const type = async (...argv: string[]): Promise<string> => {
      const streams = memoryStreams({ tty: !argv.includes('--json'), columns: COLUMNS });
      const env = { FORCE_COLOR: '1', EARSHOT_CONFIG: config };
      const code = await run(argv, env, streams, { clock: () => NOW, cwd: dir });
      if (code !== 0)
        throw new Error(`earshot ${argv.join(' ')} ended with ${code}: ${streams.stderr.text()}`);
      return streams.stdout.text();
    };
    await type('poll', '--quiet', '--json');
    const urgent = await firstOf(type);
    const shown = [
      ['list', '--needs-reply', '--limit', '12'],
      ['show', urgent],
      ['digest', '--since', '7d'],
    ];
    const screens: string[] = [];
    for (const argv of shown) {
      screens.push(`\x1b[2m$\x1b[22m \x1b[1mearshot ${argv.join(' ')}\x1b[22m\n${await type(...argv)}`);
    }
    const lines = readAnsi(screens.join('\n').trimEnd());
    const title = 'earshot at a terminal: what waits for an answer, one message, the digest';
    writeFileSync(resolve(root, file ?? 'docs/images/terminal.svg'), drawTerminal(lines, COLUMNS, title));
  } finally {
    await sandbox.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

async function firstOf(type: (...argv: string[]) => Promise<string>): Promise<string> {
  const list = await type('list', '--needs-reply', '--author', CUSTOMER, '--json');
  const { mentions } = JSON.parse(list) as { mentions: { id: number }[] };
  const [first] = mentions;
  if (!first) throw new Error(`Nothing of @${CUSTOMER} waits for an answer.`);
  return String(first.id);
}
