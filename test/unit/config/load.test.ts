import { fork } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeFileAtomic } from '../../../src/config/atomic-file.js';
import { loadConfig, saveConfig, writeConfig } from '../../../src/config/load.js';

const raw = { business: { name: 'Nar' }, accounts: [{ id: 'cafe', network: 'x', handle: 'cafenar' }] };
let dir: string;
let path: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'earshot-load-'));
  path = join(dir, 'earshot.config.json');
  writeFileSync(path, JSON.stringify(raw));
});
afterEach(() => {
  chmodSync(dir, 0o700);
  rmSync(dir, { recursive: true, force: true });
});

describe('loadConfig', () => {
  it('says where it read it from', async () => {
    const loaded = await loadConfig(path);
    expect(loaded).toMatchObject({ path, dir });
    expect(loaded.config.accounts[0]?.handle).toBe('cafenar');
  });

  it('sends a newcomer to init', async () => {
    const attempt = loadConfig(join(dir, 'nothing.json'));
    await expect(attempt).rejects.toMatchObject({
      code: 'config-missing',
      kind: 'config',
      hint: expect.stringContaining('earshot init'),
    });
  });

  it('names a folder in place of a file', async () => {
    await expect(loadConfig(dir)).rejects.toMatchObject({
      code: 'config-unreadable',
      message: expect.stringContaining('EISDIR'),
    });
  });
});

describe('saveConfig', () => {
  it('changes what was asked and keeps the rest, in two-space JSON', async () => {
    const saved = await saveConfig(path, (now) => Object.assign({}, now, { triage: { reach: 10 } }));
    expect(saved.config.triage.reach).toBe(10);
    expect(readFileSync(path, 'utf8')).toBe(
      `${JSON.stringify({ ...raw, triage: { reach: 10 } }, null, 2)}\n`,
    );
  });

  it('writes nothing when the result would be refused', async () => {
    const before = readFileSync(path, 'utf8');
    await expect(saveConfig(path, () => ({ business: {} }))).rejects.toMatchObject({
      code: 'config-invalid',
    });
    expect(readFileSync(path, 'utf8')).toBe(before);
    expect(readdirSync(dir)).toEqual(['earshot.config.json']);
  });

  it('keeps the permissions of the file', async () => {
    chmodSync(path, 0o640);
    await saveConfig(path, (now) => now);
    expect(statSync(path).mode & 0o777).toBe(0o640);
  });

  it('keeps a symbolic link a link', async () => {
    mkdirSync(join(dir, 'dotfiles'));
    const real = join(dir, 'dotfiles', 'earshot.json');
    writeFileSync(real, JSON.stringify(raw));
    const link = join(dir, 'link.json');
    symlinkSync(real, link);
    await saveConfig(link, (now) => Object.assign({}, now, { triage: { reach: 7 } }));
    expect(JSON.parse(readFileSync(real, 'utf8')).triage.reach).toBe(7);
    expect(JSON.parse(readFileSync(link, 'utf8')).triage.reach).toBe(7);
  });

  it.skipIf(process.getuid?.() === 0)('explains a folder it may not write to', async () => {
    chmodSync(dir, 0o500);
    await expect(writeConfig(path, raw)).rejects.toMatchObject({ code: 'config-unwritable', kind: 'config' });
  });
});

describe('writeFileAtomic', () => {
  it('leaves the old file and no litter when the folder is gone wrong', async () => {
    mkdirSync(join(dir, 'target'));
    await expect(writeFileAtomic(join(dir, 'target'), 'text', 0o600)).rejects.toThrow();
    expect(readdirSync(dir).sort()).toEqual(['earshot.config.json', 'target']);
  });

  it('shows a reader the old text or the new one, whenever the writer is killed', async () => {
    const file = join(dir, 'kill.json');
    const texts = ['a', 'b'].map((letter) => JSON.stringify({ text: letter.repeat(200_000) }));
    writeFileSync(file, texts[0] ?? '');
    const writer = join(dir, 'writer.mjs');
    const { build } = await import('esbuild');
    await build({
      stdin: {
        contents: `import { writeFileAtomic } from './src/config/atomic-file.ts';
          const texts = ${JSON.stringify(texts)};
          for (let i = 0; ; i++) {
            await writeFileAtomic(${JSON.stringify(file)}, texts[i % 2], 0o600);
            process.send(i);
          }`,
        resolveDir: process.cwd(),
      },
      bundle: true,
      platform: 'node',
      format: 'esm',
      outfile: writer,
      logLevel: 'error',
    });
    for (let round = 0; round < 6; round++) {
      const child = fork(writer, { stdio: 'ignore' });
      // Whatever it is doing when it has written so many times: it does not wait for us.
      await new Promise<void>((resolve) => {
        child.on('message', (written) => {
          if (written === round * 3) resolve();
        });
      });
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await gone;
      expect(texts).toContain(readFileSync(file, 'utf8'));
    }
  });
});
