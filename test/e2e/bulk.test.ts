import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import type { ScenePost } from '../../src/sandbox/index.js';
import { type Desk, openDesk } from '../helpers/desk.js';
import { type Ended, jsonOf, type Running } from '../helpers/earshot.js';
import { HAS_SCRIPT } from '../helpers/screen.js';

/** A desk that has heard so many customers, each with a question. */
async function deskWith(
  count: number,
  more: readonly ScenePost[] = [],
  log: (line: string) => void = () => {},
): Promise<Desk> {
  const now = Date.now();
  const posts = Array.from(
    { length: count },
    (_, index): ScenePost => ({
      by: `guest${index}`,
      text: `@cafenar are you open today? (${index})`,
      createdAt: now - (count - index) * 1_000,
    }),
  );
  const desk = await openDesk({ posts: [...posts, ...more], log });
  expect((await desk.run(['poll'])).code).toBe(0);
  return desk;
}

function write(desk: Desk, name: string, text: string): string {
  writeFileSync(join(desk.dir, name), text);
  return name;
}

const replies = (desk: Desk) => desk.sandbox.ledger().filter(({ action }) => action === 'reply');
const csvFor = (desk: Desk, text: (id: number) => string) =>
  `mention,text\n${desk
    .rows<{ id: number }>('SELECT id FROM mention ORDER BY id')
    .map(({ id }) => `${id},"${text(id)}"\n`)
    .join('')}`;

/** A plan of one answer to every mention. */
async function planned(desk: Desk, text = (id: number) => `Yes, until six. (${id})`): Promise<Ended> {
  write(desk, 'friday.csv', csvFor(desk, text));
  return desk.run(['bulk', 'plan', 'friday.csv', '--per-minute', '6000', '--json']);
}

const NAR = 'کافه نار';

describe('bulk plan', () => {
  it('writes exact texts for every row, refuses the others with their line, and sends nothing', async () => {
    const desk = await deskWith(5);
    expect(
      (await desk.run(['template', 'add', 'open', 'Yes, {{ customer.first_name }}! Table {{ table }}.']))
        .code,
    ).toBe(0);
    const long = 'x'.repeat(281);
    const file = write(
      desk,
      'rows.csv',
      `\uFEFFMention,Text,Template,private,again,table,${NAR}\r\n1,"Yes, ""until"" six, always.",,,,,x\r\n2,,open,,,7,\r\n#3,${long},,,,,\r\n99,Hi,,,,,\r\n1,Twice,,,,,\r\n4,both,open,,,,\r\n,nobody,,,,,\r\n5,ok,,maybe,,,\r\n4,,none,,,,\r\n`,
    );
    const ended = await desk.run(['bulk', 'plan', file, '--json']);
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    const { plan, path } = jsonOf<{
      plan: { rows: { line: number; text: string }[]; refused: { line: number; code: string }[] };
      path: string;
    }>(ended);
    expect(path).toBe('rows.plan.json');
    expect(plan.rows.map(({ line, text }) => [line, text])).toEqual([[2, 'Yes, "until" six, always.']]);
    expect(plan.refused.map(({ line, code }) => [line, code])).toEqual([
      [3, 'template-unfilled'],
      [4, 'reply-too-long'],
      [5, 'mention-not-found'],
      [6, 'duplicate-row'],
      [7, 'bulk-row'],
      [8, 'bulk-row'],
      [9, 'bulk-row'],
      [10, 'template-unknown'],
    ]);
    expect(desk.sandbox.ledger()).toEqual([]);
    expect(desk.count('SELECT count(*) FROM outbox')).toBe(0);
  });

  it('reads JSON lines from standard input, names mentions in three ways, and takes turns among wordings', async () => {
    const desk = await deskWith(4);
    for (const wording of ['Yes, {{ hours }}!', 'We are, {{ hours }}.']) {
      expect((await desk.run(['template', 'add', 'open', wording])).code).toBe(0);
    }
    const known = desk.rows<{ native_id: string; url: string }>(
      'SELECT native_id, url FROM mention ORDER BY id',
    );
    const names = [1, known[1]?.native_id, known[2]?.url, '#4'];
    const stdin = names
      .map((mention, index) => JSON.stringify({ mention, template: 'open', hours: `until ${6 + index}` }))
      .join('\n');
    const ended = await desk.run(['bulk', 'plan', '-', '--json'], { stdin });
    const { plan } = jsonOf<{ plan: { rows: { mentionId: number; text: string }[] } }>(ended);
    expect(plan.rows.map(({ mentionId, text }) => [mentionId, text])).toEqual([
      [1, 'Yes, until 6!'],
      [2, 'We are, until 7.'],
      [3, 'Yes, until 8!'],
      [4, 'We are, until 9.'],
    ]);
  });

  it('refuses words that X would not take twice', async () => {
    const desk = await deskWith(3);
    const { plan } = jsonOf<{ plan: { rows: object[]; refused: { code: string }[] } }>(
      await planned(desk, () => 'Yes, until six.'),
    );
    expect([plan.rows.length, plan.refused.map(({ code }) => code)]).toEqual([
      1,
      ['repeated-text', 'repeated-text'],
    ]);
  });

  it.each([
    ['an empty file', '', /no row/],
    ['a header without mentions', 'id,text\n1,Hi\n', /mention/],
    ['a line with too many cells', 'mention,text\n1,Hi\n2,Hi,there\n', /Line 3/],
    ['a quote that never ends', 'mention,text\n1,"Hi\n', /not CSV/],
    ['a column twice', 'mention,text,text\n1,a,b\n', /twice/],
  ])('says what is wrong with %s', async (_, content, words) => {
    const desk = await openDesk();
    const ended = await desk.run(['bulk', 'plan', write(desk, 'bad.csv', content)]);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toMatch(words);
  });

  it('says which file is missing', async () => {
    const desk = await openDesk();
    const ended = await desk.run(['bulk', 'plan', 'nowhere.csv']);
    expect([ended.code, ended.stderr]).toEqual([2, expect.stringContaining('nowhere.csv')]);
  });
});

describe.runIf(HAS_SCRIPT)('at a terminal', () => {
  /** Starts the program on a pseudo-terminal; what is typed goes in by `child.stdin`. */
  const onTerminal = (desk: Desk, args: readonly string[]) =>
    desk.start(args, {
      stdin: { open: true },
      env: { TERM: 'xterm' },
      wrap: (command) => ['script', '-qec', `stty cols 80 rows 24; ${command.join(' ')}`, '/dev/null'],
    });
  const times = (text: string, word: string) => text.split(word).length - 1;

  it('shows each reply to keep or leave out, and asks before it sends', async () => {
    const desk = await deskWith(2);
    write(desk, 'friday.csv', 'mention,text\n1,Until six.\n2,Until seven.\n');
    const plan = onTerminal(desk, ['bulk', 'plan', 'friday.csv', '--interactive', '--per-minute', '6000']);
    await plan.until((stdout) => stdout.includes('Leave it out'));
    expect(plan.stdout()).toContain('Until six.');
    plan.child.stdin?.write('\r');
    await plan.until((stdout) => stdout.includes('Until seven.') && times(stdout, 'To @guest') > 2);
    plan.child.stdin?.write('\u001b[B\u001b[B\r');
    expect((await plan.ended).stdout).toContain('1 left out by you');

    const apply = onTerminal(desk, ['bulk', 'apply', 'friday.plan.json']);
    await apply.until((stdout) => stdout.includes('Send 1 reply'));
    expect(replies(desk)).toEqual([]);
    apply.child.stdin?.write('y\r');
    expect((await apply.ended).stdout).toContain('1 sent');
    expect(replies(desk).map(({ text }) => text)).toEqual(['@guest0 Until six.']);
  });
});

describe('bulk apply', () => {
  it('sends two hundred once, though it is killed in the middle, and goes on with resume', {
    timeout: 600_000,
  }, async () => {
    let first: Running | undefined;
    // Killed by its network, between two answers: it cannot run on meanwhile.
    const desk = await deskWith(200, [], () => {
      if (first && replies(desk).length > 20) first.child.kill('SIGKILL');
    });
    expect((await planned(desk)).code).toBe(0);
    first = desk.start(['bulk', 'apply', 'friday.plan.json', '--yes', '--jsonl', '--per-minute', '6000']);
    expect(await first.ended).toMatchObject({ signal: 'SIGKILL' });
    first = undefined;
    const status = jsonOf<{ counts: Record<string, number> }>(await desk.run(['bulk', 'status', '--json']));
    expect(status.counts.waiting).toBeGreaterThan(100);

    const second = await desk.run(['bulk', 'resume', '--jsonl', '--per-minute', '6000']);
    expect(second).toMatchObject({ code: 0, stderr: '' });
    // X shows an answer with the name it answers in front.
    const sent = replies(desk).map(({ text }) => text?.replace(/^@\w+ /, '') ?? '');
    expect(sent.toSorted()).toEqual(
      desk
        .rows<{ id: number }>('SELECT id FROM mention')
        .map(({ id }) => `Yes, until six. (${id})`)
        .toSorted(),
    );
    const again = await desk.run(['bulk', 'apply', 'friday.plan.json', '--yes', '--json']);
    expect(jsonOf<{ counts: object }>(again).counts).toEqual({
      waiting: 0,
      sent: 200,
      failed: 0,
      unknown: 0,
      refused: 0,
    });
    expect(replies(desk)).toHaveLength(200);
    const audited = desk.rows<{ plan: string | null }>("SELECT plan FROM audit WHERE result = 'sent'");
    expect([audited.length, new Set(audited.map(({ plan }) => plan)).size]).toEqual([200, 1]);
  });

  it('refuses a plan that was changed, cut short, made elsewhere, or is none', async () => {
    const [desk, other] = [
      await deskWith(2),
      await deskWith(2, [{ by: 'late', text: '@cafenar hello', createdAt: Date.now() }]),
    ];
    await planned(desk);
    const path = join(desk.dir, 'friday.plan.json');
    const plan = readFileSync(path, 'utf8');
    for (const [text, code] of [
      [plan.replace('until six', 'until seven'), 'plan-changed'],
      [plan.slice(0, -20), 'plan-invalid'],
      ['{"format":"something"}', 'plan-invalid'],
    ] as const) {
      writeFileSync(path, text);
      const ended = await desk.run(['bulk', 'apply', 'friday.plan.json', '--yes', '--json']);
      expect([ended.code, JSON.parse(ended.stderr).error.code]).toEqual([2, code]);
    }
    writeFileSync(join(other.dir, 'friday.plan.json'), plan);
    const elsewhere = await other.run(['bulk', 'apply', 'friday.plan.json', '--yes', '--json']);
    expect([elsewhere.code, JSON.parse(elsewhere.stderr).error.code]).toEqual([2, 'plan-other-database']);
    expect([replies(desk), replies(other)]).toEqual([[], []]);
  });

  it('refuses what changed since it was planned, sends the rest, and says so with exit 3', async () => {
    const desk = await deskWith(4);
    await planned(desk);
    expect((await desk.run(['reply', '2', 'By hand.', '--yes'])).code).toBe(0);
    const ended = await desk.run([
      'bulk',
      'apply',
      'friday.plan.json',
      '--yes',
      '--json',
      '--per-minute',
      '6000',
    ]);
    const { counts, results } = jsonOf<{ counts: object; results: { state: string; reason: string }[] }>(
      ended,
    );
    expect([ended.code, counts]).toEqual([3, { waiting: 0, sent: 3, failed: 0, unknown: 0, refused: 1 }]);
    expect(results[1]).toMatchObject({
      state: 'refused',
      reason: expect.stringContaining('answered already'),
    });
    expect(replies(desk)).toHaveLength(4);
  });

  it('asks before it sends, and in a script wants a yes', async () => {
    const desk = await deskWith(1);
    await planned(desk);
    const ended = await desk.run(['bulk', 'apply', 'friday.plan.json']);
    expect([ended.code, ended.stderr]).toEqual([2, expect.stringContaining('--yes')]);
    expect(replies(desk)).toEqual([]);
  });

  it('stops where nobody reads on, and says with 130 that replies are left; a list that nobody reads is done', async () => {
    const desk = await deskWith(5);
    await planned(desk);
    // A pipe that had a reader once.
    const script = `mkfifo pipe && exec 3<>pipe 4>pipe 3<&-
      "$0" "$1" bulk apply friday.plan.json --yes >&4; echo $?; "$0" "$1" list >&4; echo $?`;
    const { stdout } = await desk.run([], {
      wrap: ([node = '', bin = '']) => ['bash', '-c', script, node, bin],
    });
    expect(stdout).toBe('130\n0\n');
    expect(replies(desk).length).toBeLessThan(5);
  });

  it('lets one run at a time apply a plan', async () => {
    const desk = await deskWith(3);
    await planned(desk);
    // The second one is a minute away: none of what follows takes so long.
    const first = desk.start(['bulk', 'apply', 'friday.plan.json', '--yes', '--per-minute', '1']);
    await first.until((stdout) => stdout.includes('\n'));
    const second = await desk.run(['bulk', 'apply', 'friday.plan.json', '--yes']);
    expect(second.code).toBe(6);
    const ended = await first.stop('SIGINT');
    expect(ended.code).toBe(130);
    expect(replies(desk)).toHaveLength(1);
    expect((await desk.run(['bulk', 'resume', '--per-minute', '6000'])).code).toBe(0);
    expect(replies(desk)).toHaveLength(3);
  });

  it('takes a plan by its file too, to say how far it has come and to go on', async () => {
    const desk = await deskWith(2);
    await planned(desk);
    const early = await desk.run(['bulk', 'status', 'friday.plan.json']);
    expect([early.code, early.stderr]).toEqual([2, expect.stringContaining('was begun')]);
    const first = desk.start(['bulk', 'apply', 'friday.plan.json', '--yes', '--per-minute', '1']);
    await first.until((stdout) => stdout.includes('\n'));
    await first.stop('SIGINT');
    const status = await desk.run(['bulk', 'status', 'friday.plan.json', '--json']);
    expect(jsonOf<{ counts: object }>(status).counts).toMatchObject({ sent: 1, waiting: 1 });
    const missing = await desk.run(['bulk', 'resume', 'monday.plan.json']);
    expect([missing.code, missing.stderr]).toEqual([2, expect.stringContaining('monday.plan.json')]);
    const ended = await desk.run(['bulk', 'resume', 'friday.plan.json', '--per-minute', '6000']);
    expect(ended.code).toBe(0);
    expect(replies(desk)).toHaveLength(2);
  });

  it('takes a file for a file, though its name could be the beginning of a hash', async () => {
    const desk = await deskWith(1);
    await planned(desk);
    const applied = await desk.run(['bulk', 'apply', 'friday.plan.json', '--yes', '--json']);
    const { plan } = jsonOf<{ plan: string }>(applied);
    const [other, same] = [`${plan.startsWith('0') ? 'f' : '0'}ec5`, plan.slice(0, 6)];
    const status = async (name: string) => {
      const { code, stdout, stderr } = await desk.run(['bulk', 'status', name, '--json']);
      return code === 0 ? (JSON.parse(stdout) as { plan: string }).plan : `${code} ${stderr}`;
    };
    expect(await status(same)).toBe(plan);
    expect(await status(other)).toMatch(/^2 .*plan-unknown/);
    for (const name of [other, same]) copyFileSync(join(desk.dir, 'friday.plan.json'), join(desk.dir, name));
    expect(await status(other)).toBe(plan);
    expect(await status(same)).toMatch(/^2 .*plan-ambiguous/);
    expect(await status(`./${same}`)).toBe(plan);
    expect(await status(plan.slice(0, 7))).toBe(plan);
  });

  it('keeps to the cap, also over runs', async () => {
    const desk = await deskWith(3);
    await planned(desk);
    const began = performance.now();
    expect((await desk.run(['bulk', 'apply', 'friday.plan.json', '--yes', '--per-minute', '60'])).code).toBe(
      0,
    );
    expect(performance.now() - began).toBeGreaterThan(2_000);
    const times = desk
      .rows<{ at: number }>('SELECT first_attempt_at AS at FROM outbox ORDER BY id')
      .map(({ at }) => at);
    for (const [index, at] of times.slice(1).entries())
      expect(at - (times[index] ?? 0)).toBeGreaterThanOrEqual(1_000);
  });

  it('does not wait for a time that was noted while the clock was ahead', async () => {
    const desk = await deskWith(2);
    expect((await planned(desk)).code).toBe(0);
    desk.sandbox.faults.add([{ method: 'POST', path: '/2/tweets', action: 'status', status: 403 }]);
    expect((await desk.run(['bulk', 'apply', 'friday.plan.json', '--yes'])).code).toBe(3);
    const hour = 3_600_000;
    const database = new Sqlite(join(desk.dir, 'earshot.db'));
    database.prepare('UPDATE outbox SET last_attempt_at = last_attempt_at + ?').run(hour);
    database.close();
    const started = Date.now();
    await desk.run(['bulk', 'apply', 'friday.plan.json', '--yes', '--per-minute', '6000']);
    expect(Date.now() - started).toBeLessThan(hour / 2);
  });

  it('answers two messages of one conversation, though the first answer answers both', async () => {
    const now = Date.now();
    const question = {
      id: '1800000000000000001',
      by: 'ana',
      text: '@cafenar are you open?',
      createdAt: now - 60_000,
    };
    const more = {
      by: 'ana',
      text: '@cafenar and on Sunday?',
      createdAt: now - 30_000,
      replyTo: question.id,
    };
    const desk = await deskWith(0, [question, more]);
    write(desk, 'friday.csv', 'mention,text\n2,On Sunday too.\n1,Until six.\n');
    expect((await desk.run(['bulk', 'plan', 'friday.csv', '--per-minute', '6000'])).code).toBe(0);
    const ended = await desk.run(['bulk', 'apply', 'friday.plan.json', '--yes', '--json']);
    expect([ended.code, replies(desk).length]).toEqual([0, 2]);
  });

  it('refuses what was edited since it was planned', async () => {
    const desk = await deskWith(2);
    await planned(desk);
    const [{ native_id: nativeId } = { native_id: '' }] = desk.rows<{ native_id: string }>(
      'SELECT native_id FROM mention WHERE id = 1',
    );
    desk.sandbox.edit(nativeId, '@cafenar are you open tomorrow?');
    expect((await desk.run(['poll'])).code).toBe(0);
    const ended = await desk.run(['bulk', 'apply', 'friday.plan.json', '--yes', '--json']);
    const { results } = jsonOf<{ results: { state: string; reason: string | null }[] }>(ended);
    expect([ended.code, results.map(({ state }) => state)]).toEqual([3, ['refused', 'sent']]);
    expect(results[0]?.reason).toContain('has changed');
  });

  it('leaves an account whose keys are refused, with 4, and its rows can still be sent', async () => {
    const desk = await deskWith(3);
    await planned(desk);
    desk.sandbox.faults.add([{ method: 'POST', path: '/2/tweets', action: 'status', status: 401, times: 1 }]);
    const ended = await desk.run(['bulk', 'apply', 'friday.plan.json', '--yes', '--json']);
    expect([ended.code, replies(desk)]).toEqual([4, []]);
    expect((await desk.run(['bulk', 'resume', '--per-minute', '6000'])).code).toBe(0);
    expect(replies(desk)).toHaveLength(3);
  });

  it('stops where the network asks to wait long, with 5, and goes on later', async () => {
    const desk = await deskWith(3);
    await planned(desk);
    desk.sandbox.faults.add([{ method: 'POST', path: '/2/tweets', action: 'status', status: 429, times: 1 }]);
    const ended = await desk.run(['bulk', 'apply', 'friday.plan.json', '--yes', '--json']);
    const { counts, halts } = jsonOf<{ counts: object; halts: { account: string }[] }>(ended);
    expect([ended.code, halts.length, replies(desk).length]).toEqual([5, 1, 0]);
    expect(counts).toMatchObject({ waiting: 2, failed: 1 });
    expect((await desk.run(['bulk', 'resume', '--per-minute', '6000'])).code).toBe(0);
    expect(replies(desk)).toHaveLength(3);
  });
});
