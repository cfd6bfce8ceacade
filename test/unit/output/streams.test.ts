import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { afterAll, describe, expect, it } from 'vitest';
import { readLines, readText } from '../../../src/output/input.js';
import { memoryStreams, systemStreams } from '../../../src/output/streams.js';

const folder = mkdtempSync(join(tmpdir(), 'earshot-streams-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A program that writes many lines through the real streams until nobody listens. */
function program(): string {
  const source = fileURLToPath(new URL('../../../src/output/streams.ts', import.meta.url));
  const outfile = join(folder, 'program.mjs');
  const contents = `
    import { systemStreams } from ${JSON.stringify(source)};
    const streams = systemStreams(process, () => streams.stderr.write('closed once\\n'));
    for (let line = 0; line < 200000 && !streams.stdout.closed; line += 1) {
      streams.stdout.write('line ' + line + ' of a long list of mentions\\n');
      if (line % 100 === 0) await new Promise((done) => setImmediate(done));
    }
    try { await streams.stdout.flush(); } catch (error) { streams.stderr.write(error.message); process.exitCode = 1; }
  `;
  buildSync({
    stdin: { contents, resolveDir: folder },
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile,
  });
  return outfile;
}

describe('system streams', () => {
  it('end quietly, with 0 and no stack trace, when the reader goes away', async () => {
    const child = spawn(process.execPath, [program()], { stdio: ['ignore', 'pipe', 'pipe'] });
    let stderr = '';
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    child.stdout.once('data', () => child.stdout.destroy());
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect({ code, stderr }).toEqual({ code: 0, stderr: 'closed once\n' });
  });

  it.runIf(existsSync('/dev/full'))('say why when the disk is full', () => {
    const { status, stderr } = spawnSync(
      '/bin/sh',
      ['-c', `"${process.execPath}" "${program()}" > /dev/full`],
      {
        encoding: 'utf8',
      },
    );
    expect(status).toBe(1);
    expect(stderr).toMatch(/could not be written: ENOSPC/);
    expect(stderr).not.toMatch(/ {4}at /);
  });

  it('lose nothing on a full pipe', () => {
    const lines = execFileSync('/bin/sh', ['-c', `"${process.execPath}" "${program()}" | wc -l`], {
      encoding: 'utf8',
    });
    expect(lines.trim()).toBe('200000');
  });

  function fakeProcess(facts: { isTTY?: boolean; columns?: number }, env: Record<string, string>) {
    const raw = Object.assign(new Writable({ write: (_chunk, _encoding, done) => done() }), facts);
    return { stdin: process.stdin, stdout: raw, stderr: raw, env } as unknown as NodeJS.Process;
  }

  it.each([
    [{ isTTY: true, columns: 60 }, {}, 60],
    [{ isTTY: true, columns: 0 }, {}, 80],
    [{}, {}, 80],
    [{ isTTY: true, columns: 60 }, { COLUMNS: '100' }, 100],
    [{ isTTY: true, columns: 60 }, { COLUMNS: 'wide' }, 60],
    [{ isTTY: true, columns: 7 }, {}, 20],
  ])('%o with %o are %i columns wide', (facts, env, columns) => {
    expect(systemStreams(fakeProcess(facts, env)).stdout.columns).toBe(columns);
  });

  it('redraw only on a terminal that knows its width and what it is', () => {
    const canRedraw = (facts: { isTTY?: boolean; columns?: number }, env = {}) =>
      systemStreams(fakeProcess(facts, env)).stderr.canRedraw;
    expect(canRedraw({ isTTY: true, columns: 60 })).toBe(true);
    expect(canRedraw({ isTTY: true, columns: 0 })).toBe(false);
    expect(canRedraw({ isTTY: true, columns: 60 }, { TERM: 'dumb' })).toBe(false);
    expect(canRedraw({ columns: 60 })).toBe(false);
  });
});

describe('input', () => {
  it('reads lines whatever ends them, and only \\n does', async () => {
    const { stdin } = memoryStreams({ stdin: 'one\r\ntwo\u2028still two\n\nlast' });
    const lines: string[] = [];
    for await (const line of readLines(stdin)) lines.push(line);
    expect(lines).toEqual(['one', 'two\u2028still two', '', 'last']);
  });

  it('decodes characters cut in two by the pipe', async () => {
    const bytes = Buffer.from('سلام');
    const { Readable } = await import('node:stream');
    const raw = Readable.from([bytes.subarray(0, 3), bytes.subarray(3)], { objectMode: false });
    expect(await readText({ isTTY: false, raw })).toBe('سلام');
  });
});
