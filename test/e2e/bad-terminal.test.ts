import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import stringWidth from 'string-width';
import { expect, it } from 'vitest';
import { CAFE, resolveScenario, type ScenePost } from '../../src/sandbox/index.js';
import { expectClear, expectNoTrace } from '../helpers/clear.js';
import { folder, openDesk } from '../helpers/desk.js';
import { run } from '../helpers/earshot.js';
import { HAS_SCRIPT } from '../helpers/screen.js';

/** Runs a command line at a terminal of so many columns; both outputs come back as one, as on a screen. */
const atTerminal = (columns: number) => (line: readonly string[]) => {
  const command = line.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
  return ['script', '-qec', `stty cols ${columns} rows 24; ${command}`, '/dev/null'];
};

const posts = (count: number): ScenePost[] =>
  Array.from({ length: count }, (_, index) => ({
    by: `guest${index % 9}`,
    text: `@cafenar is the corner table free? (${index})`,
    createdAt: Date.now() - (count - index) * 60_000,
  }));

it('asks nothing where nobody can answer, and names what to give instead', async () => {
  const desk = await openDesk({ posts: posts(1) });
  expect((await desk.run(['poll'])).code).toBe(0);
  expectClear(await desk.run(['reply', '1', 'It is.']), 2, '--yes');
  expectClear(await desk.run(['reply', '1', 'It is.', '--no-input']), 2, '--yes');
  expectClear(await desk.run(['reply', '1', '--yes']), 2, 'reply is empty');
  expectClear(await desk.run(['account', 'remove', 'cafenar']), 2, '--yes');
  expectClear(await desk.run(['account', 'add', 'x']), 2, 'next:');
  expectClear(await desk.run(['outbox', 'settle', '--sent']), 2, 'outbox settle 12 --sent');
  expect(desk.sandbox.ledger()).toEqual([]);
  expectClear(await run(['init'], { cwd: folder() }), 2, 'next:');
});

it.skipIf(!HAS_SCRIPT)('keeps every line within a terminal of twenty columns', async () => {
  const desk = await openDesk(resolveScenario(CAFE, Date.now()));
  const wrap = atTerminal(20);
  const rows = [30, 31, 32, 33, 34, 999_999].map((id) => `${id},"Thank you for telling us, number ${id}."\n`);
  writeFileSync(join(desk.dir, 'thanks.csv'), `mention,text\n${rows.join('')}`);
  for (const args of [
    ['poll'],
    ['bulk', 'plan', 'thanks.csv', '--per-minute', '6000'],
    ['bulk', 'apply', 'thanks.plan.json', '--yes'],
    ['bulk', 'status'],
    ['list', '--needs-reply'],
    ['list', '--search', 'کیک'],
    ['show', '30'],
    ['outbox', 'list'],
    ['account', 'list'],
    ['watch', 'list'],
    ['digest', '--since', '7d'],
    ['score', 'Cà phê ngon quá'],
    ['list', '--help'],
  ]) {
    const ended = await desk.run(args, { wrap });
    expect(ended.code, ended.stdout).toBe(0);
    const lines = ended.stdout.split(/\r?\n/);
    expect(lines.length, args.join(' ')).toBeGreaterThan(0);
    if (args.includes('--help')) continue;
    // Redrawing a spinner moves the cursor: what counts is what is left between these moves.
    const wide = lines
      .flatMap((line) => line.split(/\x1b\[[0-9;]*[A-HJKfG]|\r/))
      .filter((line) => stringWidth(line) > 20);
    expect(wide, args.join(' ')).toEqual([]);
  }
  const failed = await desk.run(['show', '999999'], { wrap });
  expect(failed.code).toBe(1);
  expect(failed.stdout.split(/\r?\n/).filter((line) => stringWidth(line) > 20)).toEqual([]);
});

it.skipIf(!HAS_SCRIPT)('sends nothing when the answer to the question is Ctrl-C or no', async () => {
  const desk = await openDesk({ posts: posts(1) });
  expect((await desk.run(['poll'])).code).toBe(0);
  for (const [keys, code] of [
    ['\x03', 130],
    ['n\r', 130],
  ] as const) {
    const reply = desk.start(['reply', '1', 'It is.'], { wrap: atTerminal(80), stdin: { open: true } });
    await reply.until((stdout) => stdout.includes('Send it?'));
    reply.child.stdin?.write(keys);
    const ended = await reply.ended;
    expect(ended.code, ended.stdout).toBe(code);
    expectNoTrace(ended);
  }
  expect(desk.sandbox.ledger()).toEqual([]);
  expect(desk.rows('SELECT * FROM outbox')).toEqual([]);
});

it('says so when the output has no room, and is quiet when it has no reader', async () => {
  const desk = await openDesk({ posts: posts(3) });
  expect((await desk.run(['poll'])).code).toBe(0);
  const into = (redirect: string) => (line: readonly string[]) => [
    'bash',
    '-c',
    `"$0" "$@" ${redirect}`,
    ...line,
  ];
  const full = await desk.run(['list'], { wrap: into('> /dev/full') });
  expectClear(full, 1, 'could not be written', 'no space left');
  for (const redirect of ['>&-', '2>&-', '> >(true)']) {
    expect(await desk.run(['list'], { wrap: into(redirect) }), redirect).toMatchObject({
      code: 0,
      stderr: '',
    });
  }
});

it('stops tidily when it is interrupted, and loses nothing', async () => {
  const desk = await openDesk({ posts: posts(250) });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    desk.sandbox.faults.add([{ path: '/2/users/', action: 'slow', delayMs: 20_000 }]);
    const before = desk.sandbox.requests()['GET /2/users/me'] ?? 0;
    const poll = desk.start(['poll']);
    await expect
      .poll(() => desk.sandbox.requests()['GET /2/users/me'], { timeout: 120_000 })
      .toBe(before + 1);
    const ended = await poll.stop(signal);
    expect(ended).toMatchObject({ code: 130, signal: null, stdout: '' });
    expectNoTrace(ended);
    desk.sandbox.faults.clear();
  }
  expect(await desk.run(['poll'])).toMatchObject({ code: 0, stdout: '', stderr: '' });
  expect(desk.count('SELECT count(*) FROM mention')).toBe(250);
});
