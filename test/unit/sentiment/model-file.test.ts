import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { EarshotError } from '../../../src/core/errors.js';
import { loadScorer } from '../../../src/sentiment/index.js';
import { packModel, parseModel } from '../../../src/sentiment/model-file.js';

const shipped = fileURLToPath(new URL('../../../src/sentiment/model.bin', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'earshot-model-'));
afterAll(() => rmSync(folder, { recursive: true }));

function failure(modelPath: string): EarshotError {
  const scorer = loadScorer({ modelPath });
  try {
    scorer.score('hello');
  } catch (error) {
    if (error instanceof EarshotError) return error;
    throw error;
  }
  throw new Error('it scored');
}

function saved(bytes: Uint8Array): string {
  const path = join(folder, 'model.bin');
  writeFileSync(path, bytes);
  return path;
}

describe('the model file', () => {
  it('is at most 8 MB', () => {
    expect(readFileSync(shipped).byteLength).toBeLessThanOrEqual(8 * 1024 * 1024);
  });

  it('comes back as it was packed', () => {
    const words = Int32Array.of(-1, 7, 2 ** 31 - 1);
    const file = packModel([
      { name: 'bytes', data: Int8Array.of(1, -2, 3) },
      { name: 'words', data: words },
    ]);
    const model = parseModel(file, 'here');
    expect([...model.int8('bytes')]).toEqual([1, -2, 3]);
    expect(model.int32('words')).toEqual(words);
  });

  it('is not opened before something is scored', () => {
    expect(() => loadScorer({ modelPath: join(folder, 'none') })).not.toThrow();
  });

  it.each([
    ['missing', () => join(folder, 'none'), /missing/],
    ['empty', () => saved(new Uint8Array(0)), /cut short/],
    [
      'another kind of file',
      () => saved(new TextEncoder().encode('%PDF-1.7 and so on for a while')),
      /not an earshot model/,
    ],
    ['truncated', () => saved(readFileSync(shipped).subarray(0, 100_000)), /damaged or cut short/],
    ['corrupted', () => saved(flipped(readFileSync(shipped))), /checksum/],
    ['of a later format', () => saved(laterFormat(readFileSync(shipped))), /format is 99/],
    ['without a part', () => saved(packModel([{ name: 'x', data: Int8Array.of(1) }])), /no part named/],
  ])('says what is wrong when it is %s', (_, path, message) => {
    const error = failure(path());
    expect(error.message).toMatch(message);
    expect(error.kind).toBe('failed');
    expect(error.hint).toMatch(/npm/);
  });
});

function flipped(bytes: Buffer): Buffer {
  const at = bytes.length >> 1;
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
  return bytes;
}

function laterFormat(bytes: Buffer): Buffer {
  bytes.writeUInt32LE(99, 8);
  return bytes;
}
