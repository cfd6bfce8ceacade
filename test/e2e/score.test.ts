import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { expectClear } from '../helpers/clear.js';
import { type Ended, run } from '../helpers/earshot.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
/** A copy of the installed program, whose model a test may spoil. */
const copy = mkdtempSync(join(tmpdir(), 'earshot-spoilt-'));
const model = join(copy, 'dist/model.bin');
for (const part of ['bin', 'dist', 'package.json'])
  cpSync(join(root, part), join(copy, part), { recursive: true });
symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
afterAll(() => rmSync(copy, { recursive: true }));

function spoilt(...args: string[]): Promise<Ended> {
  return run(args, {
    cwd: copy,
    wrap: ([node = '', , ...rest]) => [node, join(copy, 'bin/earshot.js'), ...rest],
  });
}

describe('a model file that cannot be used', () => {
  beforeEach(() => cpSync(join(root, 'src/sentiment/model.bin'), model));

  it.each<[string, () => void, ...words: string[]]>([
    ['missing', () => rmSync(model), 'missing'],
    ['empty', () => truncateSync(model, 0), 'cut short'],
    ['truncated', () => truncateSync(model, 1_000_000), 'damaged or cut short'],
    ['corrupted', () => flipBit(3_000_000), 'damaged or cut short'],
    ['of another kind', () => writeFileSync(model, '%PDF-1.7\n'.repeat(99)), 'not an earshot model'],
  ])('%s: says so and how to mend it, exit 1', async (_, spoil, ...words) => {
    spoil();
    expectClear(await spoilt('score', 'Lovely cake!'), 1, model, 'next:', ...words);
  });

  it('is no matter to what scores nothing', async () => {
    rmSync(model);
    expect(await spoilt('--version')).toMatchObject({ code: 0, stderr: '' });
  });

  it('is opened again once it is whole', async () => {
    expect(await spoilt('score', 'Lovely cake!')).toMatchObject({ code: 0, stderr: '' });
  });
});

function flipBit(at: number): void {
  const bytes = readFileSync(model);
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
  writeFileSync(model, bytes);
}
