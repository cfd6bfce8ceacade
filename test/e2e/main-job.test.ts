import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cafeSoFar } from '../helpers/cafe.js';
import { type Desk, makeDesk } from '../helpers/desk.js';
import { jsonOf } from '../helpers/earshot.js';

interface Mention {
  id: number;
  nativeId: string;
  text: string;
  status: string;
  needsReply: boolean;
  sentiment: { label: string };
  intent: string;
  network: string;
  account: string;
  author: { handle: string };
  language: string;
  tags: string[];
  watches: string[];
  createdAt: string;
  priority: number;
  private: boolean;
  canReply: boolean;
  corrected: string[];
}

let desk: Desk;
beforeAll(async () => {
  desk = await makeDesk({ ...cafeSoFar(), limits: true });
});
afterAll(() => desk.close());

const list = async (...args: string[]) =>
  jsonOf<{ mentions: Mention[] }>(await desk.run(['list', '--limit', '0', '--json', ...args])).mentions;

/** The one mention that holds these words. */
async function find(words: string): Promise<Mention> {
  const found = (await list()).filter(({ text }) => text.includes(words));
  const [mention] = found;
  if (!mention || found.length > 1) throw new Error(`${found.length} mentions hold '${words}'`);
  return mention;
}

// One desk, one story: each test goes on where the one before it stopped.
describe('the main job', () => {
  it('says what a poll can cost before it spends', async () => {
    const cost = jsonOf<{ streams: unknown[]; totalUsd: number }>(
      await desk.run(['poll', '--dry-run', '--json']),
    );
    expect(cost.streams.length).toBeGreaterThanOrEqual(4);
    expect(cost.totalUsd).toBeGreaterThan(0);
    expect(Object.keys(desk.sandbox.requests())).toEqual([]);
  });

  it('polls quietly under cron, and has nothing more to do the second time', async () => {
    const first = await desk.run(['poll']);
    expect(first).toMatchObject({ code: 0, stdout: '', stderr: '' });
    const stored = desk.count('SELECT count(*) FROM mention');
    expect(stored).toBeGreaterThan(40);
    const second = jsonOf<{ new: number }>(await desk.run(['poll', '--json']));
    expect(second.new).toBe(0);
    expect(desk.count('SELECT count(*) FROM mention')).toBe(stored);
  });

  it('lists the same mentions as JSON, JSON lines, CSV and tab-separated lines', async () => {
    const ids = (await list()).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const lines = (await desk.run(['list', '--limit', '0', '--jsonl'])).stdout.trimEnd().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as Mention).id)).toEqual(ids);
    const { stdout: csv } = await desk.run(['list', '--limit', '0', '--csv']);
    expect(csv.startsWith('id,createdAt,network,account,kind,private,handle,name,followers,text,')).toBe(
      true,
    );
    const { parse } = await import('csv-parse/sync');
    const records: Record<string, string>[] = parse(csv, { columns: true });
    expect(records.map(({ id }) => Number(id))).toEqual(ids);
    const { stdout: tsv } = await desk.run(['list', '--limit', '0']);
    const cells = tsv
      .trimEnd()
      .split('\n')
      .map((line) => line.split('\t'));
    expect(cells.map(([id]) => Number(id))).toEqual(ids);
    expect(cells.every((row) => row.length === 7)).toBe(true);
    expect((await desk.run(['list', '--json', '--csv'])).code).toBe(2);
  });

  it('keeps to every filter, alone and together', async () => {
    const all = await list();
    await desk.run(['mark', String(all[0]?.id), String(all[3]?.id), '--tag', 'first', '--tag', 'second']);
    await desk.run(['mark', String(all[1]?.id), '--tag', 'second', '--status', 'done']);
    const since = new Date(Date.now() - 3 * 86_400_000).toISOString();
    const until = new Date(Date.now() - 86_400_000).toISOString();
    const tagged = await list();
    const filters: [args: string[], fits: (mention: Mention) => boolean][] = [
      [['--status', 'done'], ({ status }) => status === 'done'],
      [['--status', 'done', '--status', 'new'], ({ status }) => status === 'done' || status === 'new'],
      [['--needs-reply'], ({ needsReply, status }) => needsReply && ['new', 'open'].includes(status)],
      [['--sentiment', 'negative'], ({ sentiment }) => sentiment.label === 'negative'],
      [['--intent', 'question', '--intent', 'complaint'], ({ intent }) => /question|complaint/.test(intent)],
      [['--network', 'x'], ({ network }) => network === 'x'],
      [['--account', 'cafenar'], ({ account }) => account === 'cafenar'],
      [['--author', '@Mina_K'], ({ author }) => author.handle === 'mina_k'],
      [['--lang', 'fa', '--lang', 'vi'], ({ language }) => ['fa', 'vi'].includes(language)],
      [['--tag', 'first'], ({ tags }) => tags.includes('first')],
      [['--tag', 'first', '--tag', 'second'], ({ tags }) => tags.some((tag) => /first|second/.test(tag))],
      [
        ['--tag', 'second', '--author', all[1]?.author.handle ?? ''],
        ({ tags, author }) => tags.includes('second') && author.handle === all[1]?.author.handle,
      ],
      [
        ['--tag', 'second', '--search', 'cafenar'],
        ({ tags, text }) => tags.includes('second') && /cafenar/i.test(text),
      ],
      [['--watch', 'moka-lane'], ({ watches }) => watches.includes('moka-lane')],
      [['--since', since], ({ createdAt }) => createdAt >= since],
      [['--until', until], ({ createdAt }) => createdAt < until],
      [
        ['--since', since, '--until', until, '--needs-reply', '--lang', 'en'],
        ({ createdAt, needsReply, status, language }) =>
          createdAt >= since && createdAt < until && needsReply && status !== 'done' && language === 'en',
      ],
    ];
    for (const [args, fits] of filters) {
      const found = (await list(...args)).map(({ id }) => id).sort((a, b) => a - b);
      const wanted = tagged
        .filter(fits)
        .map(({ id }) => id)
        .sort((a, b) => a - b);
      expect(wanted.length, args.join(' ')).toBeGreaterThan(0);
      expect(found, args.join(' ')).toEqual(wanted);
    }
  });

  it('sorts as asked, and stops at the limit', async () => {
    const newest = await list('--sort', 'newest');
    const times = newest.map(({ createdAt }) => createdAt);
    expect(times).toEqual(times.toSorted().reverse());
    expect((await list('--sort', 'oldest')).map(({ createdAt }) => createdAt)).toEqual(times.toSorted());
    const priorities = (await list('--needs-reply')).map(({ priority }) => priority);
    expect(priorities).toEqual(priorities.toSorted((a, b) => b - a));
    const waited = (await list('--sort', 'waiting')).map(({ createdAt }) => createdAt);
    expect(waited).toEqual(waited.toSorted());
    const some = jsonOf<{ mentions: Mention[] }>(await desk.run(['list', '--limit', '3', '--json']));
    expect(some.mentions.map(({ id }) => id)).toEqual(newest.slice(0, 3).map(({ id }) => id));
  });

  it.each([
    ['yeh and kaf of an Arabic keyboard', 'كيك انار', 'کیک انار'],
    ['a digit of another script', 'ساعت 5', 'ساعت ۵'],
    ['a word with ZWNJ typed joined', 'میشه', 'می\u200cشه'],
    ['a word with ZWNJ typed apart', '"می شه"', 'می\u200cشه'],
    ['a word with ZWNJ typed with it', 'می\u200cشه', 'می\u200cشه'],
    ['Vietnamese without its marks', 'ca phe sua da', 'Cà phê sữa đá'],
    ['marks where the text has none', 'Đông cuối tuần', 'cuối tuần có đông'],
    ['marks decomposed by the keyboard', 'Cà phê'.normalize('NFD'), 'Cà phê'],
    ['another case', 'POMEGRANATE cake', 'pomegranate cake'],
    ['the start of a word', 'pomegran', 'pomegranate'],
    ['signs that mean something to FTS', 'glass AND (nearly: "cake*', 'GLASS in my pomegranate cake'],
  ])('finds %s', async (_, typed, written) => {
    const found = await list('--search', typed);
    expect(found.some(({ text }) => text.includes(written))).toBe(true);
    expect(found.length).toBeLessThan((await list()).length);
  });

  it('shows a mention with its thread, as text and as JSON', async () => {
    const dan = await find('Asking for the third time');
    const card = jsonOf<{ mention: Mention; thread: { from: string }[]; abilities: { action: string }[] }>(
      await desk.run(['show', String(dan.id), '--json']),
    );
    expect(card.mention.id).toBe(dan.id);
    expect(card.thread.filter(({ from }) => from === 'us').length).toBe(2);
    expect(card.thread.filter(({ from }) => from === 'them').length).toBe(5);
    expect(card.abilities.map(({ action }) => action)).toContain('reply');
    const { stdout } = await desk.run(['show', `#${dan.id}`]);
    expect(stdout).toContain('Asking for the third time now.');
    expect(stdout).toContain('refund');
    expect(await desk.run(['show', '999999'])).toMatchObject({ code: 1, stdout: '' });
    expect(await desk.run(['show', 'dan'])).toMatchObject({ code: 2, stdout: '' });
  });

  it('answers in public and in private, once, and the customer waits no more', async () => {
    const dan = await find('Asking for the third time');
    const leila = await find('از کیک انار خوردم');
    const dry = await desk.run(['reply', String(dan.id), 'On its way.', '--dry-run']);
    expect(dry).toMatchObject({ code: 0, stderr: '' });
    expect(desk.sandbox.ledger()).toEqual([]);
    const sent = await desk.run(['reply', String(dan.id), 'Refunded', 'just', 'now.', '--yes']);
    expect(sent).toMatchObject({ code: 0, stderr: '' });
    expect(sent.stdout).toMatch(/^Sent to @dan_w: https:\/\/x\.com\/cafenar\/status\/\d+\n$/);
    const piped = jsonOf<{ reply: { state: string; private: boolean } }>(
      await desk.run(['reply', String(leila.id), '--private', '--yes', '--json'], {
        stdin: 'سلام لیلا، الان زنگ می‌زنیم.\n',
      }),
    );
    expect(piped.reply).toMatchObject({ state: 'sent', private: true });
    expect(desk.sandbox.ledger()).toMatchObject([
      { action: 'reply', replyTo: dan.nativeId, text: '@dan_w Refunded just now.' },
      { action: 'message', to: 'leila_z', text: 'سلام لیلا، الان زنگ می‌زنیم.' },
    ]);
    const again = await desk.run(['reply', String(dan.id), 'Refunded twice.', '--yes']);
    expect(again).toMatchObject({ code: 1, stdout: '' });
    expect(again.stderr).toContain('has a reply already');
    expect(desk.sandbox.ledger()).toHaveLength(2);
    const waiting = (await list('--needs-reply')).map(({ id }) => id);
    expect(waiting).not.toContain(dan.id);
    expect(waiting).not.toContain(leila.id);
  });

  it('explains why X would refuse an answer, and does not try', async () => {
    const grace = (await list()).find(({ canReply }) => !canReply);
    if (!grace) throw new Error('every mention can be answered');
    const refused = await desk.run(['reply', String(grace.id), 'Thank you!', '--yes', '--json']);
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    const { error } = JSON.parse(refused.stderr) as { error: { code: string; hint: string } };
    expect(error.code).toBe('reply-refused');
    expect(error.hint).toContain('https://x.com/');
    expect(desk.sandbox.ledger()).toHaveLength(2);
  });

  it('lists the outbox, and leaves it alone when nothing is open', async () => {
    const { replies } = jsonOf<{ replies: { state: string; text: string }[] }>(
      await desk.run(['outbox', 'list', '--all', '--json']),
    );
    expect(replies.map(({ state }) => state)).toEqual(['sent', 'sent']);
    expect(await desk.run(['outbox', 'list'])).toMatchObject({ code: 0, stdout: '', stderr: '' });
    expect(await desk.run(['outbox', 'settle'])).toMatchObject({ code: 0, stdout: '', stderr: '' });
    expect(await desk.run(['outbox', 'retry'])).toMatchObject({ code: 0, stdout: '', stderr: '' });
    expect(await desk.run(['outbox', 'cancel', '1'])).toMatchObject({ code: 1, stdout: '' });
  });

  it('marks, corrects and takes back', async () => {
    const cold = await find('Stone cold');
    const id = String(cold.id);
    expect(await desk.run(['mark', id, '--status', 'ignored', '--sentiment', 'positive'])).toMatchObject({
      code: 0,
      stdout: '',
      stderr: '',
    });
    expect(await find('Stone cold')).toMatchObject({
      status: 'ignored',
      sentiment: { label: 'positive' },
      corrected: ['sentiment'],
    });
    expect(jsonOf(await desk.run(['undo', '--json']))).toMatchObject({ undone: [cold.id] });
    expect(await find('Stone cold')).toMatchObject({
      status: cold.status,
      sentiment: cold.sentiment,
      corrected: [],
    });
    await desk.run(['mark', id, '--snooze', '2h']);
    expect(await find('Stone cold')).toMatchObject({ status: 'snoozed' });
    expect((await desk.run(['mark', id])).code).toBe(2);
    expect((await desk.run(['mark', id, '999999', '--status', 'done'])).code).toBe(1);
    expect(await find('Stone cold')).toMatchObject({ status: 'snoozed' });
  });

  it('reports the week as text, as JSON and into a file', async () => {
    const text = await desk.run(['digest', '--since', '7d']);
    expect(text).toMatchObject({ code: 0, stderr: '' });
    expect(text.stdout).toContain('Café Nar');
    expect(text.stdout).toContain('First answer: median');
    const digest = jsonOf<{ volume: { mentions: number }; waiting: { count: number } }>(
      await desk.run(['digest', '--since', '7d', '--format', 'json']),
    );
    expect(digest.waiting.count).toBe((await list('--needs-reply')).length);
    expect(digest.volume.mentions).toBeGreaterThan(30);
    const out = join(desk.dir, 'week.txt');
    expect(await desk.run(['digest', '--since', '7d', '--out', out])).toMatchObject({ code: 0, stdout: '' });
    expect(readFileSync(out, 'utf8')).toContain('Waiting now');
    expect((await desk.run(['digest', '--since', '1d', '--until', '2d'])).code).toBe(2);
  });

  it('scores arguments, lines and JSON lines, keeping fields and order', async () => {
    const good = 'The coffee was wonderful, thank you!';
    const one = jsonOf<{ scores: { text: string; sentiment: { label: string } }[] }>(
      await desk.run(['score', good, '--json']),
    );
    expect(one.scores).toMatchObject([{ text: good, sentiment: { label: 'positive' } }]);
    const lines = await desk.run(['score'], { stdin: `${good}\nWorst service ever, I want a refund\n` });
    expect(
      lines.stdout
        .trimEnd()
        .split('\n')
        .map((line) => line.split('\t')[0]),
    ).toEqual(['positive', 'negative']);
    const given = Array.from({ length: 2_500 }, (_, index) => ({
      n: index,
      text: `cake number ${index} ☕`,
    }));
    const scored = await desk.run(['score', '--jsonl'], {
      stdin: given.map((row) => JSON.stringify(row)).join('\n'),
    });
    expect(scored).toMatchObject({ code: 0, stderr: '' });
    const rows = scored.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { n: number; text: string });
    expect(rows.map(({ n, text }) => ({ n, text }))).toEqual(given);
    const mixed = await desk.run(['score', '--jsonl'], { stdin: '{"text":"fine"}\nnot json\n{"no":1}\n' });
    expect(mixed.code).toBe(3);
    expect(mixed.stdout.trimEnd().split('\n')).toHaveLength(1);
    expect(mixed.stderr).toMatch(/Line 2 cannot be scored: it is not JSON/);
  });

  it('has nothing to complain about as a doctor, and knows its accounts', async () => {
    const { diagnoses } = jsonOf<{ diagnoses: { findings: { level: string; message: string }[] }[] }>(
      await desk.run(['doctor', '--json']),
    );
    const findings = diagnoses.flatMap((diagnosis) => diagnosis.findings);
    expect(findings.filter(({ level }) => level === 'error')).toEqual([]);
    expect(findings.length).toBeGreaterThanOrEqual(6);
    const { accounts } = jsonOf<{ accounts: { id: string; lastPolledAt: string; error: null }[] }>(
      await desk.run(['account', 'list', '--json']),
    );
    expect(accounts).toMatchObject([{ id: 'cafenar', error: null }]);
    expect(Date.parse(accounts[0]?.lastPolledAt ?? '')).toBeLessThanOrEqual(Date.now());
    expect(await desk.run(['account', 'check'])).toMatchObject({ code: 0, stderr: '' });
  });

  it('adds a watch, tries it on what is stored, and searches for it from then on', async () => {
    const added = await desk.run(['watch', 'add', 'santur', '-k', 'santur', '-k', 'سنتور']);
    expect(added).toMatchObject({ code: 0, stderr: '' });
    const trial = jsonOf<{ matched: number; examples: { text: string }[] }>(
      await desk.run(['watch', 'test', 'santur', '--json']),
    );
    expect(trial.matched).toBe(
      (await list('--search', 'santur')).length + (await list('--search', 'سنتور')).length,
    );
    expect(trial.matched).toBeGreaterThan(1);
    expect((await desk.run(['watch', 'add', 'santur', '-k', 'x'])).code).toBe(2);
    // X's search shows a post half a minute after it was written.
    const text = 'Who plays the santur on Saturday?';
    desk.sandbox.arrive({ by: 'jonas_p', text, createdAt: Date.now() - 60_000 });
    expect((await desk.run(['poll'])).code).toBe(0);
    expect(await find('Who plays the santur')).toMatchObject({ watches: ['santur'] });
  });

  it('tells a shell what it did, and ends quietly when nobody reads on', async () => {
    expect((await desk.run(['lits'])).code).toBe(2);
    expect((await desk.run(['lits'])).stderr).toContain('list');
    expect((await desk.run(['list', '--limit', 'ten'])).code).toBe(2);
    expect(await desk.run(['--version'])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    });
    expect(await desk.run(['list', '--help'])).toMatchObject({ code: 0, stderr: '' });
    const script = `set -o pipefail; "$0" "$1" score < many.txt | head -1; echo "$PIPESTATUS"; "$0" "$1" list | head -1 > /dev/null; echo "$PIPESTATUS"`;
    const many = join(desk.dir, 'many.txt');
    writeFileSync(many, 'not so good, is it?\n'.repeat(20_000));
    expect(statSync(many).size).toBeGreaterThan(65_536);
    const { stdout, stderr } = await desk.run([], {
      wrap: ([node = '', bin = '']) => ['bash', '-c', script, node, bin],
    });
    const [line, ...codes] = stdout.trimEnd().split('\n');
    expect(line).toContain('not so good');
    expect({ codes, stderr }).toEqual({ codes: ['0', '0'], stderr: '' });
  });
});
