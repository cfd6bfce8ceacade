import { describe, expect, it, onTestFinished } from 'vitest';
import { readOpeningHours } from '../../../src/core/business-hours.js';
import { HOUR } from '../../../src/core/clock.js';
import type { InboxEffect, InboxEvent } from '../../../src/core/inbox/events.js';
import { loadScorer } from '../../../src/sentiment/index.js';
import { toDeskAccount } from '../../../src/services/accounts.js';
import type { Desk, DeskAccount } from '../../../src/services/desk.js';
import { createEffects, type InboxTerminal } from '../../../src/services/inbox/effects.js';
import { retryReplies } from '../../../src/services/outbox.js';
import { pollOnce } from '../../../src/services/poll.js';
import { snoozeUntil } from '../../../src/services/snooze.js';
import { mainLane, openRig } from '../../contract/rig.js';
import type { Harness } from '../../fakes/fake.js';
import { startMastodonFake } from '../../fakes/mastodon/index.js';
import { deskWith } from './desk.js';

const HOLD = 10_000;
const MASTODON: Harness = {
  id: 'mastodon',
  load: () => import('../../../src/networks/mastodon/index.js'),
  start: startMastodonFake,
  mentionStream: 'mentions',
  messageStream: 'mentions',
  searchStream: 'search',
  order: 'oldest-first',
};
const scorer = Promise.resolve().then(() => loadScorer());

function account(id: string, handle: string): DeskAccount {
  return toDeskAccount({ id, network: 'mastodon', handle, auth: 'none' });
}

/** A desk on a network with mentions heard, and its inbox without a screen. */
async function openInbox(texts: readonly string[], handles = ['cafenar', 'narshop']) {
  const [own = '', other = ''] = handles;
  const rig = await openRig(MASTODON, {
    onTestFinished: (run) => onTestFinished(run),
  });
  // The clock stands but for what a test lets pass: nothing is sent early where the machine is slow.
  const begun = Date.now();
  let late = 0;
  const cafe = account('cafe', own);
  const desk: Desk = {
    ...deskWith({ accounts: [cafe, account('shop', other)] }, () => begun + late),
    scorer: () => scorer,
    network: async () => rig.restart(),
    newId: () => crypto.randomUUID(),
  };
  onTestFinished(() => desk.store.close());
  for (const [index, text] of texts.entries()) {
    rig.arrive(mainLane(MASTODON), text, {
      by: `guest${index}`,
      createdAt: begun - (9 - index) * 60_000,
    });
  }
  await pollOnce(desk, { accounts: [cafe], since: begun - HOUR, maxItems: null }, () => {});
  const effects = createEffects(desk, HOLD);
  const opened: string[] = [];
  const terminal: InboxTerminal = {
    openBrowser: (url) => void opened.push(url),
    edit: async (text) => `${text} (longer)`,
  };
  const run = async (effect: Exclude<InboxEffect, { type: 'quit' }>): Promise<InboxEvent[]> => {
    const told: InboxEvent[] = [];
    await effects.run(effect, (event) => told.push(event), terminal);
    return told;
  };
  const send = (id: number, text: string, sure = false) =>
    run({ type: 'send', id, text, private: false, again: false, template: null, sure });
  const ids = (await desk.store.mentions.list({ sort: 'oldest', limit: null })).map(({ id }) => id);
  return {
    rig,
    desk,
    effects,
    opened,
    run,
    send,
    first: ids[0] ?? 0,
    second: ids[1] ?? 0,
    pass: (ms: number) => {
      late += ms;
    },
  };
}

const warningsIn = (events: readonly InboxEvent[]) =>
  events.flatMap((event) => (event.type === 'warned' ? event.warnings : []));

describe('the inbox at the desk', () => {
  it('holds an answer, and sends it once when its time has come', async () => {
    const { rig, desk, effects, run, send, first, pass } = await openInbox([
      '@cafenar are you open on Sunday?',
    ]);
    const [held] = await send(first, 'Yes, until ten.');
    expect(held).toMatchObject({ type: 'held', reply: { mentionId: first } });
    expect(effects.held).toHaveLength(1);
    expect(await run({ type: 'send-held', all: false })).toEqual([]);
    expect(rig.fake.written()).toEqual([]);
    pass(HOLD + 1);
    expect(await run({ type: 'send-held', all: false })).toMatchObject([
      { type: 'left', notice: { level: 'done' } },
    ]);
    expect(await run({ type: 'send-held', all: true })).toEqual([]);
    expect(rig.fake.written()).toHaveLength(1);
    expect((await desk.store.outbox.list(['sent'])).map(({ mentionId }) => mentionId)).toEqual([first]);
    expect(effects.held).toEqual([]);
  });

  it('says how well the last week was answered, and what waits', async () => {
    const { run } = await openInbox(['@cafenar are you open on Sunday?', '@cafenar hello?']);
    const filter = { search: null, network: null, intent: null, sentiment: null };
    const told = await run({ type: 'load', filter });
    expect(told[0]).toEqual({ type: 'rated', within24h: null });
    expect(told[1]).toMatchObject({ type: 'loaded', queue: [{}, {}], waiting: { count: 2 } });
    const answered = await run({ type: 'load', filter: { ...filter, search: 'Sunday' } });
    expect(answered).toMatchObject([{ type: 'loaded', queue: [{}] }]);
  });

  it('takes a held answer back, and the same mention can be answered again', async () => {
    const { rig, desk, run, send, first } = await openInbox(['@cafenar are you open on Sunday?']);
    const [held] = await send(first, 'Yes.');
    if (held?.type !== 'held') throw new Error('It was not held.');
    expect(await run({ type: 'take-back', outboxId: held.reply.outboxId })).toEqual([
      { type: 'taken-back', outboxId: held.reply.outboxId, text: 'Yes.', private: false },
    ]);
    expect((await desk.store.outbox.list(['cancelled'])).map(({ text }) => text)).toEqual(['Yes.']);
    const [kept] = await retryReplies(desk, [held.reply.outboxId]);
    expect(kept?.entry).toMatchObject({
      state: 'cancelled',
      error: expect.stringContaining(`earshot reply ${first}`),
    });
    expect(await send(first, 'Yes, until ten.')).toMatchObject([{ type: 'held' }]);
    await run({ type: 'send-held', all: true });
    expect(rig.fake.written()).toHaveLength(1);
  });

  it('warns of what speaks against it, and holds it all the same when it is meant', async () => {
    const { send, first, second } = await openInbox([
      '@cafenar the delivery of my order was two hours late and everything arrived cold',
      '@cafenar may I ask when the kitchen closes on a Friday evening this month?',
    ]);
    expect(warningsIn(await send(first, 'Dear {{ name }}, sorry.'))).toEqual([
      'Something in it is not filled in.',
    ]);
    expect(
      warningsIn(await send(first, 'خیلی متأسفیم که سفارش شما دیر رسید، همین حالا پیگیری می‌کنیم.')),
    ).toEqual(['They wrote English; this reads like Persian.']);
    expect(
      warningsIn(await send(first, 'Chúng tôi rất xin lỗi vì đơn hàng của bạn đến trễ hôm nay.')),
    ).toEqual(['They wrote English; this reads like Vietnamese.']);
    expect(await send(first, 'Thank you for writing to us about it.')).toMatchObject([{ type: 'held' }]);
    expect(warningsIn(await send(second, 'Thank you for writing to us about it.'))).toEqual([
      'The same words went to somebody else within a day.',
    ]);
    expect(await send(second, 'Thank you for writing to us about it.', true)).toMatchObject([
      { type: 'held' },
    ]);
  });

  it('says when an answer leaves in parts, sends them once it is meant, and takes all of them back', async () => {
    const { rig, desk, run, send, first, second, pass } = await openInbox([
      '@cafenar what went wrong with my order?',
      '@cafenar and with mine?',
    ]);
    const long = (name: string) =>
      `We looked into it, ${name}, from the beginning to the end. `.repeat(16).trim();
    const [measured] = await run({ type: 'measure', id: first, text: long('Ana'), private: false });
    expect(measured).toMatchObject({ type: 'measured', limit: 500, parts: 2 });
    expect(warningsIn(await send(first, long('Ana')))).toEqual([
      'It is too long for one message, and leaves as 2, one after the other.',
    ]);
    const [held] = await send(second, long('Ben'), true);
    const outboxId = held?.type === 'held' ? held.reply.outboxId : 0;
    expect(await run({ type: 'take-back', outboxId })).toMatchObject([
      { type: 'taken-back', text: long('Ben') },
    ]);
    expect((await desk.store.outbox.list(['cancelled'])).map(({ part }) => part)).toEqual([1, 2]);
    await send(first, long('Ana'), true);
    pass(HOLD + 1);
    expect(await run({ type: 'send-held', all: false })).toMatchObject([
      { type: 'left', notice: { level: 'done', text: expect.stringContaining('in 2 parts') } },
    ]);
    expect(rig.fake.written()).toHaveLength(2);
  });

  it('warns when it goes out from another account than was written to', async () => {
    const { send, first } = await openInbox(['@narshop is my parcel on its way?'], ['kitchen', 'narshop']);
    expect(warningsIn(await send(first, 'Yes.'))).toEqual([
      'They wrote to @narshop, and this goes out from @kitchen.',
    ]);
  });

  it('tells what cannot be done as a notice, and goes on', async () => {
    const { run, send, first } = await openInbox(['@cafenar are you open on Sunday?']);
    expect(await send(first, 'x'.repeat(9_000))).toMatchObject([
      { type: 'notice', notice: { level: 'trouble', text: expect.stringContaining('too long') } },
    ]);
    expect(await run({ type: 'mark', id: 99, change: { status: 'done' } })).toMatchObject([
      { type: 'notice', notice: { level: 'trouble' } },
    ]);
    expect(await run({ type: 'mark', id: first, change: { snooze: 'when pigs fly' } })).toMatchObject([
      { type: 'notice', notice: { level: 'trouble' } },
    ]);
  });

  it('marks and takes back, one by one', async () => {
    const { desk, run, first } = await openInbox(['@cafenar are you open on Sunday?']);
    const before = await desk.store.mentions.get(first);
    await run({ type: 'mark', id: first, change: { status: 'done' } });
    await run({ type: 'mark', id: first, change: { tag: 'vip' } });
    expect(await desk.store.mentions.get(first)).toMatchObject({ status: 'done', tags: ['vip'] });
    await run({ type: 'undo-mark' });
    expect(await desk.store.mentions.get(first)).toMatchObject({ status: 'done', tags: [] });
    await run({ type: 'undo-mark' });
    expect((await desk.store.mentions.get(first))?.status).toBe(before?.status);
    expect(await run({ type: 'undo-mark' })).toMatchObject([
      { type: 'undone', notice: { level: 'trouble' } },
    ]);
  });
});

describe('when a snoozed mention comes back', () => {
  const hours = readOpeningHours(
    { mon: ['08:00-18:00'], tue: ['08:00-18:00'], wed: [], thu: ['10:30-18:00'], fri: ['08:00-18:00'] },
    [],
  );
  it.each([
    // A Friday afternoon in Berlin.
    ['2h', '2026-11-20T14:00:00Z', hours, '2026-11-20T16:00:00.000Z'],
    ['tomorrow', '2026-11-20T14:00:00Z', hours, '2026-11-21T08:00:00.000Z'],
    ['monday', '2026-11-20T14:00:00Z', hours, '2026-11-23T07:00:00.000Z'],
    ['monday', '2026-11-23T14:00:00Z', hours, '2026-11-30T07:00:00.000Z'],
    ['tomorrow', '2026-11-18T14:00:00Z', hours, '2026-11-19T09:30:00.000Z'],
    ['tomorrow', '2026-11-20T14:00:00Z', null, '2026-11-21T08:00:00.000Z'],
    // The clocks go back on 25 October and forward on 29 March 2026: mornings stay mornings.
    ['tomorrow', '2026-10-24T14:00:00Z', null, '2026-10-25T08:00:00.000Z'],
    ['tomorrow', '2026-03-28T14:00:00Z', null, '2026-03-29T07:00:00.000Z'],
    ['monday', '2026-03-27T14:00:00Z', hours, '2026-03-30T06:00:00.000Z'],
    // Late in the evening of Berlin it is another day there than in London.
    ['tomorrow', '2026-11-20T23:30:00Z', null, '2026-11-22T08:00:00.000Z'],
    ['2026-12-24T09:00', '2026-11-20T14:00:00Z', null, '2026-12-24T08:00:00.000Z'],
  ] as const)('%s from %s', (word, now, open, wanted) => {
    const business = { name: 'Café', timeZone: 'Europe/Berlin', languages: [], hours: open };
    const desk = deskWith({ business: { ...deskWith({}).settings.business, ...business } }, () =>
      Date.parse(now),
    );
    expect(new Date(snoozeUntil(desk, word)).toISOString()).toBe(wanted);
  });

  it('refuses what is past', () => {
    const desk = deskWith({}, () => Date.parse('2026-11-20T14:00:00Z'));
    expect(() => snoozeUntil(desk, '2026-11-19T09:00')).toThrow('is past');
  });

  it('says of what is no time how a time to come is written', () => {
    const desk = deskWith({}, () => Date.parse('2026-11-20T14:00:00Z'));
    expect(() => snoozeUntil(desk, 'soon')).toThrow(
      expect.objectContaining({
        code: 'time-invalid',
        message: '"soon" is not a time.',
        hint: expect.stringMatching(/2h, tomorrow, monday/),
      }),
    );
  });
});
