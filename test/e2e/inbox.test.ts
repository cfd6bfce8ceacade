import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CAFE, resolveScenario, type ScenePost } from '../../src/sandbox/index.js';
import { type Desk, folder, openDesk } from '../helpers/desk.js';
import { HAS_SCRIPT, type Screen, startScreen } from '../helpers/screen.js';

const ESCAPE = '\x1b';
const RETURN = '\r';
const CTRL_C = '\x03';
const CTRL_E = '\x05';

interface Setting {
  columns?: number;
  rows?: number;
  hold?: string;
  env?: Readonly<Record<string, string>>;
  posts?: ScenePost[];
}

/** A polled desk, and its inbox on a terminal, drawn. */
async function openInbox(setting: Setting = {}): Promise<{ desk: Desk; screen: Screen }> {
  const { columns = 80, rows = 24, hold = '1s', env = {}, posts } = setting;
  const desk = await openDesk(posts ? { posts } : resolveScenario(CAFE, Date.now()));
  const config = JSON.parse(readFileSync(desk.config, 'utf8'));
  writeFileSync(desk.config, JSON.stringify({ ...config, reply: { hold } }));
  expect((await desk.run(['poll'])).code).toBe(0);
  const screen = startScreen(['inbox'], { cwd: desk.dir, columns, rows, env });
  await screen.until((text) => /\d+ waiting/.test(text) && text.includes('why:'), 'the first card');
  return { desk, screen };
}

/** The number of the mention that is looked at; 0 while it is being read. */
function shownId(screen: Screen): number {
  return Number(/#(\d+)\s*$/m.exec(screen.text())?.[1] ?? 0);
}

function expectRestored(screen: Screen): void {
  expect({ isAlternate: screen.isAlternate(), isCursorShown: screen.isCursorShown() }).toEqual({
    isAlternate: false,
    isCursorShown: true,
  });
}

const statusOf = (desk: Desk, id: number) =>
  desk.rows<{ status: string; snoozed_until: number | null }>(
    `SELECT status, snoozed_until FROM triage WHERE mention_id = ${id}`,
  )[0];

describe.skipIf(!HAS_SCRIPT)('the inbox at a terminal', () => {
  it('answers, holds, sends once, and leaves the terminal as it was', async () => {
    // Its clock goes on at a signal: the hold lasts until then, however slow the screen is.
    const clock = join(folder(), 'clock.mjs');
    writeFileSync(
      clock,
      "const { now } = Date; let ahead = 0; Date.now = () => now() + ahead; process.on('SIGUSR2', () => { ahead = 60_000; });",
    );
    const { desk, screen } = await openInbox({ hold: '1m', env: { NODE_OPTIONS: `--import ${clock}` } });
    const id = shownId(screen);
    screen.press('a');
    await screen.until((text) => text.includes('Your answer'), 'the writing panel');
    screen.press('We are so sorry. Please come by: we will make it right.');
    await screen.until((text) => /\d+\/280/.test(text) && text.includes('make it right'), 'the count');
    screen.press(RETURN);
    await screen.until((text) => /in \d+ s\s+u takes it back/.test(text), 'the hold');
    expect(desk.sandbox.ledger()).toEqual([]);
    screen.signal('SIGUSR2');
    await screen.until((text) => text.includes('Sent to @'), 'the reply to leave');
    expect(desk.sandbox.ledger()).toHaveLength(1);
    await screen.until(() => ![0, id].includes(shownId(screen)), 'the next mention');
    expect(desk.rows('SELECT mention_id, state FROM outbox')).toEqual([{ mention_id: id, state: 'sent' }]);
    screen.press('q');
    expect((await screen.ended).code).toBe(0);
    expectRestored(screen);
  });

  it('takes a held answer back, with its words in the writer’s hands again', async () => {
    const { desk, screen } = await openInbox({ hold: '5m' });
    screen.press('a');
    await screen.until((text) => text.includes('Your answer'));
    screen.press('Too soon to say.');
    await screen.until((text) => text.includes('Too soon to say.'));
    screen.press(RETURN);
    await screen.until((text) => text.includes('u takes it back'));
    screen.press('u');
    await screen.until((text) => text.includes('Taken back') && text.includes('Too soon to say.'));
    expect(desk.rows('SELECT state FROM outbox')).toEqual([{ state: 'cancelled' }]);
    screen.press(ESCAPE);
    await screen.until((text) => text.includes('a answer'));
    screen.press('a');
    await screen.until((text) => text.includes('Too soon to say.'), 'the kept draft');
    screen.press(CTRL_C);
    expect((await screen.ended).code).toBe(130);
    expect(desk.sandbox.ledger()).toEqual([]);
  });

  it('hands over from public to private, and leaves when both have left', async () => {
    const { desk, screen } = await openInbox({ hold: '5m' });
    const id = shownId(screen);
    screen.press('p');
    await screen.until((text) => text.includes('a public line'));
    screen.press('2');
    await screen.until((text) => text.includes('I have written to you privately') && /\d+\/280/.test(text));
    screen.press(RETURN);
    await screen.until((text) => text.includes('Your private answer'));
    screen.press('Where can we reach you?');
    await screen.until((text) => text.includes('reach you?'));
    screen.press(RETURN);
    await screen.until((text) => (text.match(/ in \d+ s/g) ?? []).length === 2, 'both on hold');
    screen.press('q');
    await screen.until((text) => text.includes('2 answers have not left yet'));
    screen.press(RETURN);
    expect((await screen.ended).code).toBe(0);
    expectRestored(screen);
    expect(desk.rows('SELECT mention_id, private, state FROM outbox ORDER BY id')).toEqual([
      { mention_id: id, private: 0, state: 'sent' },
      { mention_id: id, private: 1, state: 'sent' },
    ]);
  });

  it('snoozes, marks, and takes marks back one by one', async () => {
    const { desk, screen } = await openInbox();
    const first = shownId(screen);
    screen.press('s');
    await screen.until((text) => text.includes('tomorrow morning'));
    screen.press('1');
    await screen.until((text) => text.includes(`#${first} comes back`));
    await screen.until(() => ![0, first].includes(shownId(screen)), 'the next one');
    expect(statusOf(desk, first)?.status).toBe('snoozed');
    const second = shownId(screen);
    screen.press('d');
    await screen.until((text) => text.includes(`#${second} is done`));
    expect(statusOf(desk, second)?.status).toBe('done');
    screen.press('u');
    await screen.until((text) => text.includes(`Taken back: #${second}`));
    screen.press('u');
    await screen.until((text) => text.includes(`Taken back: #${first}`));
    for (const id of [first, second]) expect(statusOf(desk, id)?.status ?? 'new').not.toMatch(/done|snoozed/);
    screen.press('u');
    await screen.until((text) => text.includes('nothing to take back'));
    screen.press('q');
    await screen.ended;
  });

  it('finds, shows every key, and fits whatever size the terminal becomes', async () => {
    const { screen } = await openInbox();
    screen.press('/glass\r');
    await screen.until((text) => text.includes('“glass”') && text.includes('lass'));
    screen.press('?');
    await screen.until((text) => text.includes('take back what you did last'));
    screen.press('x');
    await screen.until((text) => text.includes('why:'));
    for (const [columns, rows] of [
      [60, 15],
      [200, 60],
      [30, 8],
      [60, 15],
    ] as const) {
      screen.resize(columns, rows);
      const wanted = columns < 40 ? 'The inbox needs' : '? all keys';
      await screen.until(
        (text) => text.includes(wanted) && (columns < 40 || text.includes('─'.repeat(columns))),
        `${columns}x${rows}`,
      );
      expect(screen.lines()).toHaveLength(rows);
    }
    expect(screen.lines().at(-1)).toContain('? all keys');
    screen.press(ESCAPE);
    await screen.until((text) => !text.includes('“glass”'));
    screen.press('q');
    expect((await screen.ended).code).toBe(0);
    expectRestored(screen);
  });

  it('is interrupted with an answer on hold: nothing leaves, and it says what is left', async () => {
    for (const how of ['Ctrl-C', 'SIGTERM'] as const) {
      const { desk, screen } = await openInbox({ hold: '5m' });
      screen.press('a');
      await screen.until((text) => text.includes('Your answer'));
      screen.press(`On our way.${RETURN}`);
      await screen.until((text) => text.includes('u takes it back'));
      if (how === 'Ctrl-C') screen.press(CTRL_C);
      else screen.signal('SIGTERM');
      const { code } = await screen.ended;
      expect(code, how).toBe(130);
      expectRestored(screen);
      expect(screen.text()).toContain('One answer was not sent');
      expect(screen.text()).toContain('earshot outbox retry 1');
      expect(desk.sandbox.ledger()).toEqual([]);
      expect(desk.rows('SELECT state FROM outbox')).toEqual([{ state: 'approved' }]);
      expect((await desk.run(['outbox', 'retry', '1'])).code).toBe(0);
      expect(desk.sandbox.ledger()).toHaveLength(1);
    }
  });

  it('lets a longer answer be written in an editor', async () => {
    const editor = '#!/bin/sh\nprintf "%s And a second line." "$(cat "$1")" > "$1"\n';
    const posts: ScenePost[] = [
      { by: 'guest1', text: '@cafenar are you open on Friday?', createdAt: Date.now() - 3_600_000 },
    ];
    const desk = await openDesk({ posts });
    const file = join(desk.dir, 'editor.sh');
    writeFileSync(file, editor);
    chmodSync(file, 0o755);
    expect((await desk.run(['poll'])).code).toBe(0);
    const screen = startScreen(['inbox'], {
      cwd: desk.dir,
      columns: 80,
      rows: 24,
      env: { EDITOR: file },
    });
    await screen.until((text) => text.includes('why:'));
    screen.press('a');
    await screen.until((text) => text.includes('Your answer'));
    screen.press('First.');
    await screen.until((text) => text.includes('First.'));
    screen.press(CTRL_E);
    await screen.until((text) => text.includes('First. And a second line.') && text.includes('Your answer'));
    expect(screen.isAlternate()).toBe(true);
    screen.press(ESCAPE);
    await screen.until((text) => text.includes('a answer'));
    screen.press('q');
    expect((await screen.ended).code).toBe(0);
    expectRestored(screen);
  });

  it('gives the terminal back when it crashes', async () => {
    const crash = join(folder(), 'crash.mjs');
    writeFileSync(crash, "process.on('SIGUSR2', () => { throw new Error('a fault of ours'); });");
    const { screen } = await openInbox({ env: { NODE_OPTIONS: `--import ${crash}` } });
    screen.signal('SIGUSR2');
    const { code } = await screen.ended;
    expect(code).not.toBe(0);
    expectRestored(screen);
    expect(screen.text()).toContain('a fault of ours');
  });
});

it('is for a terminal only, and names its twins', async () => {
  const desk = await openDesk({ posts: [] });
  const { code, stderr } = await desk.run(['inbox']);
  expect(code).toBe(2);
  expect(stderr).toContain('earshot list --needs-reply --json');
});

it.skipIf(!HAS_SCRIPT)(
  'puts Persian in reading order where the terminal does not, and leaves pipes alone',
  async () => {
    const question = 'ساعت کاری جمعه';
    const posts: ScenePost[] = [
      { by: 'guest1', text: `@cafenar\n${question}`, createdAt: Date.now() - 3_600_000, lang: 'fa' },
    ];
    const { desk, screen } = await openInbox({ posts, env: { XTERM_VERSION: 'XTerm(390)' } });
    const seen = (text: string) => text.normalize('NFKC');
    const backwards = [...question].reverse().join('');
    await screen.until((text) => seen(text).includes(backwards), 'the question in reading order');
    screen.press('a');
    await screen.until((text) => text.includes('Your answer'));
    screen.press('بله');
    await screen.until((text) => seen(text).includes('هلب'), 'the answer in reading order');
    const line = screen.lines()[screen.cursor().row] ?? '';
    // What comes next is written left of the last letter.
    expect(screen.cursor().column).toBe(seen(line).indexOf('هلب') - 1);
    screen.press(CTRL_C);
    await screen.ended;
    expect((await desk.run(['list'])).stdout).toContain(question);
  },
);
