import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { zoneAtNoon } from '../helpers/clock.js';
import { type Desk, openDesk } from '../helpers/desk.js';
import { jsonOf } from '../helpers/earshot.js';

const HOUR = 3_600_000;
const MINUTE = 60_000;

interface Config {
  [key: string]: unknown;
}

function configure(desk: Desk, change: Config): void {
  const config = JSON.parse(readFileSync(desk.config, 'utf8')) as Config;
  writeFileSync(desk.config, JSON.stringify({ ...config, ...change }));
}

interface Listed {
  id: number;
  status: string;
  tags: string[];
  priority: number;
  needsReply: boolean;
  answeredAt: string | null;
}

async function mentions(desk: Desk): Promise<Map<number, Listed>> {
  const { mentions: all } = jsonOf<{ mentions: Listed[] }>(
    await desk.run(['list', '--sort', 'oldest', '--limit', '0', '--json']),
  );
  return new Map(all.map((mention) => [mention.id, mention]));
}

const RULES = [
  { name: 'raffles', when: { words: ['giveaway'] }, then: { ignore: true, tags: ['raffle'] } },
  { name: 'Mina first', when: { author: ['mina_k'] }, then: { raise: 15, template: 'hours' } },
  { name: 'later', when: { words: ['invoice'] }, then: { snooze: '2h' } },
];

async function desk(): Promise<Desk> {
  const now = Date.now();
  return openDesk({
    posts: [
      { by: 'spam_bot', text: '@cafenar GIVEAWAY, can you follow us please?', createdAt: now - 3 * HOUR },
      { by: 'mina_k', text: '@cafenar what time do you close today?', createdAt: now - 2 * HOUR },
      { by: 'supplier', text: '@cafenar where shall I send the invoice?', createdAt: now - HOUR },
      { by: 'lan', text: '@cafenar what time do you close today?', createdAt: now - 2 * HOUR },
    ],
  });
}

describe('rules', () => {
  it('put mentions where the owner wants them, as they come in, and say so', async () => {
    const opened = await desk();
    configure(opened, { rules: RULES });
    expect(await opened.run(['poll'])).toMatchObject({ code: 0, stderr: '' });
    const all = await mentions(opened);
    const of = (text: string) =>
      all.get(opened.count(`SELECT id FROM mention WHERE text LIKE '%${text}%' LIMIT 1`));
    const by = (handle: string) =>
      all.get(
        opened.count(
          `SELECT mention.id FROM mention JOIN author ON author.id = author_id WHERE handle = '${handle}'`,
        ),
      );
    expect(of('GIVEAWAY')).toMatchObject({ status: 'ignored', tags: ['raffle'], needsReply: false });
    expect(of('invoice')).toMatchObject({ status: 'snoozed' });
    expect(by('mina_k')?.priority).toBe((by('lan')?.priority ?? 0) + 15);
    const card = jsonOf<{ rules: object[] }>(await opened.run(['show', String(by('mina_k')?.id), '--json']));
    expect(card.rules).toEqual([{ rule: 'Mina first', template: 'hours', alert: false }]);
  });

  it('apply to what is stored without touching what a person has decided', async () => {
    const opened = await desk();
    await opened.run(['poll']);
    const invoice = opened.count("SELECT id FROM mention WHERE text LIKE '%invoice%'");
    await opened.run(['mark', String(invoice), '--tag', 'mine']);
    configure(opened, { rules: RULES });
    const before = await mentions(opened);
    const tested = jsonOf<{ mentions: { rules: string[] }[] }>(await opened.run(['rules', 'test', '--json']));
    expect(tested.mentions.flatMap(({ rules }) => rules).sort()).toEqual(['Mina first', 'raffles']);
    expect(await mentions(opened)).toEqual(before);

    expect(jsonOf(await opened.run(['rules', 'apply', '--json']))).toEqual({ looked: 3, fitting: 2 });
    expect((await mentions(opened)).get(invoice)).toEqual(before.get(invoice));
    expect([...(await mentions(opened)).values()].filter(({ status }) => status === 'ignored')).toHaveLength(
      1,
    );

    configure(opened, { rules: [] });
    await opened.run(['rules', 'apply']);
    const after = [...(await mentions(opened)).values()].map(({ tags, ...rest }) => rest);
    expect(after).toEqual([...before.values()].map(({ tags, ...rest }) => rest));
  });

  it.each([
    [{ rules: [{ name: 'a', when: { sender: 'x' }, then: { ignore: true } }] }, 'rules[0].when.sender'],
    [{ rules: [{ name: 'a', when: {}, then: {} }] }, 'rules[0].then: does nothing'],
    [
      { rules: [{ name: 'a', when: { intent: ['moan'] }, then: { ignore: true } }] },
      "'moan' is not an intent",
    ],
    [{ firstAnswers: [{ accounts: ['nobody'], template: 'x' }] }, "there is no account 'nobody'"],
  ])('that cannot be read are refused before anything happens: %j', async (change, named) => {
    const opened = await desk();
    configure(opened, change);
    const ended = await opened.run(['poll']);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toContain(named);
  });
});

describe('automatic first answers', () => {
  const account = (opened: Desk) =>
    (JSON.parse(readFileSync(opened.config, 'utf8')) as { accounts: { id: string }[] }).accounts[0]?.id ?? '';

  async function inbox(first: Config): Promise<Desk> {
    const now = Date.now();
    const message = (from: string, text: string, ago: number) => ({
      with: from,
      fromUs: false,
      text,
      createdAt: now - ago,
    });
    const opened = await openDesk({
      posts: [{ by: 'ana', text: '@cafenar are you open today please?', createdAt: now - HOUR }],
      messages: [
        message('lan_pham', 'What time do you close today?', 30 * MINUTE),
        message('lan_pham', 'And do you deliver on Sunday?', 20 * MINUTE),
        message('mina_k', 'My cake had glass in it, this is terrible, I want my money back!', 10 * MINUTE),
      ],
    });
    const { business } = JSON.parse(readFileSync(opened.config, 'utf8')) as { business: Config };
    configure(opened, {
      // Once a person and day: no day ends meanwhile.
      business: { ...business, timeZone: zoneAtNoon(now) },
      firstAnswers: [{ accounts: [account(opened)], template: 'soon', ...first }],
    });
    return opened;
  }
  const SAID = 'We have your message and answer tomorrow.';
  const sent = (opened: Desk) =>
    opened.sandbox.ledger().filter(({ action }) => action === 'message' || action === 'reply');

  it('go out once a person and day, never to a complaint, marked, and leave the mention to a person', async () => {
    const opened = await inbox({ when: 'always' });
    expect((await opened.run(['poll', '--quiet'])).stderr).toContain("There is no template 'soon'");
    await opened.run(['template', 'add', 'soon', SAID]);
    for (let round = 0; round < 3; round += 1) {
      expect(await opened.run(['poll'])).toMatchObject({ code: 0, stderr: '' });
    }
    expect(sent(opened)).toMatchObject([{ action: 'message', to: 'lan_pham' }]);
    expect(sent(opened)[0]?.text).toMatch(/^We have your message.*\n— This is an automatic answer/u);
    const all = [...(await mentions(opened)).values()];
    expect(all.map(({ answeredAt, status }) => [answeredAt, status])).toEqual(all.map(() => [null, 'new']));
    const { replies } = jsonOf<{ replies: object[] }>(
      await opened.run(['outbox', 'list', '--all', '--json']),
    );
    expect(replies).toMatchObject([{ automatic: true, template: 'soon', state: 'sent' }]);

    // A person's own answer is still the first, and does stop the clock.
    const asked = opened.count("SELECT id FROM mention WHERE text LIKE 'What time%'");
    expect(await opened.run(['reply', String(asked), 'Until ten, Lan.', '--yes'])).toMatchObject({ code: 0 });
    expect((await mentions(opened)).get(asked)).toMatchObject({ status: 'done' });
  });

  it('answer public mentions only where the owner says so', async () => {
    const opened = await inbox({ when: 'always', public: true });
    await opened.run(['template', 'add', 'soon', SAID]);
    await opened.run(['poll']);
    await opened.run(['poll']);
    expect(
      sent(opened)
        .map(({ action }) => action)
        .sort(),
    ).toEqual(['message', 'reply']);
    const { mentions: waiting } = jsonOf<{ mentions: object[] }>(
      await opened.run(['list', '--needs-reply', '--json']),
    );
    expect(waiting.length).toBeGreaterThanOrEqual(3);
  });

  it('are given while closed only, and never by a business without hours', async () => {
    const opened = await inbox({ when: 'closed' });
    await opened.run(['template', 'add', 'soon', SAID]);
    await opened.run(['poll']);
    const always = ['00:00-24:00'];
    const week = {
      mon: always,
      tue: always,
      wed: always,
      thu: always,
      fri: always,
      sat: always,
      sun: always,
    };
    const { business } = JSON.parse(readFileSync(opened.config, 'utf8')) as { business: Config };
    configure(opened, { business: { ...business, hours: week } });
    await opened.run(['poll']);
    expect(sent(opened)).toEqual([]);
    configure(opened, { business: { ...business, hours: {} } });
    await opened.run(['poll']);
    expect(sent(opened)).toHaveLength(1);
  });
});
