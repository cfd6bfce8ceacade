import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { main as earshot } from '../../src/main.js';
import { memoryStreams } from '../../src/output/streams.js';
import { CAFE, resolveScenario, startSandbox, writeSandboxConfig } from '../../src/sandbox/index.js';

/** A Saturday evening, so that the pictures are the same whenever they are drawn. */
const NOW = Date.UTC(2026, 10, 21, 20, 30);

/** Types a command line of the built program, at a terminal unless it asks for JSON, and gives what it prints. */
export type Type = (...argv: string[]) => Promise<string>;

/**
 * Serves the demo's café, polls it once, and hands over its command line.
 *
 * @param root of the repository, where the program was built
 * @throws Error where a command does not end well
 */
export async function withCafe(
  root: string,
  columns: number,
  draw: (type: Type) => Promise<void>,
): Promise<void> {
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
      const streams = memoryStreams({ tty: !argv.includes('--json'), columns });
      const env = { FORCE_COLOR: '1', EARSHOT_CONFIG: config };
      const code = await run(argv, env, streams, { clock: () => NOW, cwd: dir });
      if (code !== 0)
        throw new Error(`earshot ${argv.join(' ')} ended with ${code}: ${streams.stderr.text()}`);
      return streams.stdout.text();
    };
    await type('poll', '--quiet', '--json');
    await draw(type);
  } finally {
    await sandbox.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}
