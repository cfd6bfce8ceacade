import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folder } from '../helpers/desk.js';
import { jsonOf, type Running, run, start } from '../helpers/earshot.js';

const GOOD = 'What a wonderful coffee, thank you!';
const BAD = 'Terrible service, the soup was cold';

const score = (stdin: string, ...args: string[]) => run(['score', ...args], { cwd: folder(), stdin });
const lines = (text: string) => text.split('\n').slice(0, -1);
const objects = (text: string) => lines(text).map((line) => JSON.parse(line) as Record<string, unknown>);

describe('score over standard input', () => {
  it('passes fields through as they were written, and keeps the order', async () => {
    const stdin = [
      '{"id":569562867281690625,"text":"late again","nested":{"a":[1, 2.50]}}',
      '',
      '{ "text" : "☕ خوب بود" , "id" : 1e400, "quote\\u0022" : "\\ud83d" }',
      '{"sentiment":"theirs","text":"fine","intent":7}',
    ].join('\r\n');
    const ended = await score(stdin);
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    const [first, second, third] = lines(ended.stdout);
    expect(first?.startsWith('{"id":569562867281690625,"text":"late again","nested":{"a":[1, 2.50]},')).toBe(
      true,
    );
    expect(second?.startsWith('{ "text" : "☕ خوب بود" , "id" : 1e400, "quote\\u0022" : "\\ud83d" ,')).toBe(
      true,
    );
    const parsed = objects(ended.stdout);
    expect(parsed).toHaveLength(3);
    for (const each of parsed) {
      expect(each).toMatchObject({
        sentiment: { label: expect.any(String), score: expect.any(Number), confidence: expect.any(Number) },
        language: expect.any(String),
        intent: expect.stringMatching(/^(question|complaint|praise|request|noise|other)$/),
        needsReply: expect.any(Boolean),
        reasons: expect.any(Array),
      });
    }
    expect(third).toContain('"text":"fine"');
  });

  it.each([
    ['{"text":"fine"}\n{"text":\n{"text":"late"}\n', 2, 'it is not JSON', 1],
    ['{"text":"fine"}\n[1]\n', 2, 'it is not an object', 1],
    ['{"text":"fine"}\n\n{"no":1}\n', 3, 'it has no "text"', 1],
    ['{"text":12}\n', 1, 'its "text" is not a string', 0],
  ])('stops at a line that is no object with a text: %j', async (stdin, line, why, before) => {
    const ended = await score(stdin);
    expect(ended.code).toBe(3);
    expect(ended.stderr).toContain(`Line ${line} cannot be scored: ${why}`);
    expect(lines(ended.stdout)).toHaveLength(before);
    const document = await score(stdin, '--json');
    expect(document).toMatchObject({ code: 3, stdout: '' });
    expect(JSON.parse(document.stderr)).toMatchObject({ error: { code: 'score-line-invalid' } });
  });

  it('takes every line as a text with --plain, empty ones too', async () => {
    const stdin = `\n{not json\n${GOOD}\n\n${BAD}`;
    const ended = await score(stdin, '--plain', '--jsonl');
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(objects(ended.stdout).map(({ text }) => text)).toEqual(['', '{not json', GOOD, '', BAD]);
    const guessed = await score(`\n\n${GOOD}\n`, '--json');
    const { scores } = jsonOf<{ scores: { text: string }[] }>(guessed);
    expect(scores.map(({ text }) => text)).toEqual(['', '', GOOD]);
  });

  it('says the same of one text whichever way it comes', async () => {
    const [[argument], [line], [object]] = await Promise.all([
      run(['score', BAD, '--jsonl'], { cwd: folder() }).then(({ stdout }) => objects(stdout)),
      score(`${BAD}\n`, '--jsonl').then(({ stdout }) => objects(stdout)),
      score(`${JSON.stringify({ text: BAD })}\n`).then(({ stdout }) => objects(stdout)),
    ]);
    expect(line).toEqual(argument);
    expect(object).toEqual(argument);
  });

  it('ends quietly where its reader goes away', async () => {
    const cwd = folder();
    writeFileSync(join(cwd, 'many.txt'), `${GOOD}\n`.repeat(20_000));
    const script = '"$0" "$1" score --jsonl < many.txt | head -1 > first.txt; echo "$PIPESTATUS"';
    const ended = await run(['score'], {
      cwd,
      wrap: ([node = '', bin = '']) => ['bash', '-c', script, node, bin],
    });
    expect(ended).toMatchObject({ stdout: '0\n', stderr: '' });
    expect(lines(readFileSync(join(cwd, 'first.txt'), 'utf8'))).toHaveLength(1);
  });

  it.skipIf(!existsSync('/proc/self/status'))(
    'stays as small after 50,000 lines as after 10,000',
    async () => {
      const running = start(['score'], {
        cwd: folder(),
        stdin: { open: true },
        // A small heap is emptied often: what the process then takes is what it keeps.
        wrap: ([node = '', ...rest]) => [node, '--max-semi-space-size=1', '--max-old-space-size=60', ...rest],
      });
      await feed(running, 10_000);
      const early = peakMb(running);
      await feed(running, 40_000);
      const late = peakMb(running);
      running.child.stdin?.end();
      expect((await running.ended).code).toBe(0);
      expect(late - early).toBeLessThan(40);
      expect(late).toBeLessThan(250);
    },
  );
});

/** Writes so many more lines, each another text, and waits until every one is answered. */
async function feed(running: Running, count: number): Promise<void> {
  const before = newlines(running.stdout());
  for (let batch = 0; batch < count; batch += 1_000) {
    const rows = Array.from({ length: 1_000 }, (_, index) =>
      JSON.stringify({ n: before + batch + index, text: `order ${before + batch + index} came late, why?` }),
    );
    running.child.stdin?.write(`${rows.join('\n')}\n`);
    if (batch % 10_000 === 0) await running.until((stdout) => newlines(stdout) > before + batch);
  }
  await running.until((stdout) => newlines(stdout) >= before + count);
}

const counted = { length: 0, lines: 0 };

/** The lines of a text that only ever grows, without counting any twice. */
function newlines(text: string): number {
  if (text.length < counted.length) Object.assign(counted, { length: 0, lines: 0 });
  for (let at = text.indexOf('\n', counted.length); at >= 0; at = text.indexOf('\n', at + 1))
    counted.lines += 1;
  counted.length = text.length;
  return counted.lines;
}

function peakMb({ child }: Running): number {
  const [, kilobytes] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) / 1024;
}

interface Figures {
  n: number;
  accuracy: number;
  macroRecall: number;
  confusion: { label: string; negative: number; neutral: number; positive: number }[];
}

describe('score --bench', () => {
  const rows = [
    ['en', 'positive', GOOD],
    ['en', 'negative', BAD],
    ['en', 'negative', GOOD],
    ['fa', 'positive', 'خیلی عالی بود ممنون'],
  ];
  const tsv = `${rows.map((row) => row.join('\t')).join('\n')}\n`;

  it('measures what the file says against what score says', async () => {
    const cwd = folder();
    writeFileSync(join(cwd, 'labelled.tsv'), tsv);
    const report = jsonOf<{
      all: Figures;
      byLanguage: (Figures & { language: string })[];
      badRowCount: number;
    }>(await run(['score', '--bench', 'labelled.tsv', '--json'], { cwd }));
    expect(report.all).toMatchObject({ n: 4, accuracy: 0.75, macroRecall: 0.75 });
    expect(report.all.confusion.find(({ label }) => label === 'negative')).toMatchObject({
      negative: 1,
      positive: 1,
    });
    expect(report.byLanguage.map(({ language, n }) => [language, n])).toEqual([
      ['en', 3],
      ['fa', 1],
    ]);
    expect(report.badRowCount).toBe(0);
    const piped = await run(['score', '--bench', 'labelled.tsv'], { cwd });
    expect(lines(piped.stdout).map((line) => line.split('\t').slice(0, 3))).toEqual([
      ['all', '4', '0.75'],
      ['en', '3', expect.any(String)],
      ['fa', '1', '1'],
    ]);
  });

  it('names bad rows, and leaves them out', async () => {
    const cwd = folder();
    writeFileSync(join(cwd, 'mixed.tsv'), `${tsv}only text\nen\tangry\tno such label\n`);
    const ended = await run(['score', '--bench', 'mixed.tsv'], { cwd });
    expect(ended.code).toBe(3);
    expect(ended.stderr).toContain('line 5 was left out: it has fewer than three columns');
    expect(ended.stderr).toContain("line 6 was left out: 'angry' is not negative, neutral or positive");
    expect(lines(ended.stdout)[0]).toMatch(/^all\t4\t/);
  });

  it('says which file it cannot use, and why', async () => {
    const cwd = folder();
    writeFileSync(join(cwd, 'empty.tsv'), 'no tabs here\n');
    expect(await run(['score', '--bench', 'none.tsv'], { cwd })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('none.tsv cannot be read (ENOENT)'),
    });
    expect(await run(['score', '--bench', '.'], { cwd })).toMatchObject({ code: 2 });
    expect(await run(['score', '--bench', 'empty.tsv'], { cwd })).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('line 1: it has fewer than three columns'),
    });
  });
});
