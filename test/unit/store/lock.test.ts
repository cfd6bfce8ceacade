import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { tryLock, withLock } from '../../../src/store/lock.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));
let folder: string;
let program: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'earshot-lock-'));
  program = join(folder, 'hold.cjs');
  const contents = `
    import { tryLock } from './src/store/lock.js';
    process.stdout.write(tryLock(process.argv[2]) ? 'held' : 'busy');
    setInterval(() => undefined, 1000);`;
  await build({
    stdin: { contents, resolveDir: root, loader: 'ts' },
    outfile: program,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    external: ['better-sqlite3'],
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Another process that takes the lock, as far as it can, and keeps it until it is killed. */
async function holder(path: string) {
  const child = spawn(process.execPath, [program, path], {
    env: { NODE_PATH: join(root, 'node_modules') },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [said] = await once(child.stdout, 'data');
  return {
    said: String(said),
    async kill() {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}

const patience = { clock: Date.now, waitMs: 0, what: 'polling' };

describe('the lock', () => {
  it('is held by one process at a time, and let go when its holder is killed', async () => {
    const path = join(folder, 'poll.lock');
    const first = await holder(path);
    const second = await holder(path);
    expect([first.said, second.said, tryLock(path)]).toEqual(['held', 'busy', null]);
    await expect(withLock(path, patience, async () => 'ran')).rejects.toMatchObject({
      kind: 'locked',
      message: 'another earshot is polling.',
    });
    await first.kill();
    const mine = tryLock(path);
    expect(mine).not.toBeNull();
    mine?.release();
    await second.kill();
  });

  it('is waited for as long as was said', async () => {
    const path = join(folder, 'send.lock');
    const other = await holder(path);
    const ran = withLock(path, { ...patience, waitMs: 30_000 }, async () => 'ran');
    await other.kill();
    expect(await ran).toBe('ran');
  });

  it('stops waiting when the owner interrupts', async () => {
    const path = join(folder, 'stop.lock');
    const held = tryLock(path);
    const abort = new AbortController();
    const waiting = withLock(path, { ...patience, waitMs: 60_000, signal: abort.signal }, async () => 'ran');
    abort.abort();
    await expect(waiting).rejects.toMatchObject({ kind: 'locked' });
    held?.release();
  });

  it('is let go when what ran under it fails', async () => {
    const path = join(folder, 'fail.lock');
    const failing = withLock(path, patience, async () => {
      throw new Error('no luck');
    });
    await expect(failing).rejects.toThrow('no luck');
    expect(await withLock(path, patience, async () => 'ran')).toBe('ran');
  });
});
