import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import type { Alert, AlertSettings } from '../../../src/core/alerts.js';
import { DAY, HOUR, MINUTE } from '../../../src/core/clock.js';
import type { Carrier, DeliveryDocument } from '../../../src/core/delivery.js';
import { NetworkError } from '../../../src/core/errors.js';
import { raiseAlerts, tellAlerts } from '../../../src/services/alerts.js';
import type { DeskSettings } from '../../../src/services/desk.js';
import { alertDocument } from '../../../src/views/alerts.js';
import { act, committer, inbound, prepared, stored } from '../store/support.js';
import { deskWith, NOW } from './desk.js';

const QUIETLY: AlertSettings = { reach: null, words: [], waitingMs: null, spikes: null, quietHours: [] };
const PHONE = { id: 'phone', kind: 'slack', carries: ['alerts'] } as const;

/** A desk with a phone, and what rang on it. */
async function open(alerts: Partial<AlertSettings>, more: Partial<DeskSettings> = {}) {
  const rang: DeliveryDocument[] = [];
  const state = { now: NOW, failing: false };
  const carrier: Carrier = {
    async carry(_channel, document) {
      if (state.failing) throw new NetworkError('gone', { network: 'phone', kind: 'unreachable' });
      rang.push(document);
      return null;
    },
    check: async () => false,
  };
  const base = deskWith({ channels: [PHONE], ...more, alerts: { ...QUIETLY, ...alerts } }, () => state.now);
  const desk = { ...base, carrier: async () => carrier };
  const account = await desk.store.accounts.ensure({ key: 'cafe', network: 'x', handle: 'cafe' });
  const commit = committer(desk.store, account.id);
  const view = () => ({ now: state.now, timeZone: 'UTC', networkName: (id: string) => id });
  const poll = async () => {
    await raiseAlerts(desk);
    return tellAlerts(desk, (found) => alertDocument(found, 'Café', view()));
  };
  return { desk, commit, poll, rang, state };
}

const unhappy = { sentiment: { label: 'negative' as const, score: -0.8, confidence: 0.9 } };
const kinds = (alerts: readonly Alert[]) => alerts.map(({ alarm }) => alarm.kind);

describe('an alarm about a mention', () => {
  it('is for the words of the owner, however they are written, once', async () => {
    const { commit, poll, rang } = await open({ words: ['food poisoning', 'مسموم'] });
    await commit({
      mentions: [
        prepared(inbound('1', { text: 'FOOD  Poisoning at your place!' })),
        prepared(inbound('2', { text: 'دیشب مسموم شدم' })),
        prepared(inbound('3', { text: 'poisoning food' })),
      ],
    });
    expect(kinds((await poll()).told)).toEqual(['word', 'word']);
    expect((await poll()).told).toEqual([]);
    expect(rang).toHaveLength(1);
    expect(rang[0]?.text).toContain('earshot show 1');
  });

  it('is for unhappy people with reach, and a rule that says so', async () => {
    const { commit, poll } = await open({ reach: 1_000 });
    await commit({
      mentions: [
        prepared(inbound('1', { author: { followers: 1_000 } }), { understanding: unhappy }),
        prepared(inbound('2', { author: { followers: 999 } }), { understanding: unhappy }),
        prepared(inbound('3', { author: { followers: 5_000 } })),
        prepared(inbound('4'), {
          ruling: {
            fitting: [{ name: 'vips', when: {}, then: { alert: true } }],
            tags: [],
            priority: null,
            raise: 0,
            needsReply: null,
            ignore: false,
            snooze: null,
          },
        }),
      ],
    });
    expect(kinds((await poll()).told)).toEqual(['reach', 'rule']);
  });

  it('is not for what is old, what is noise, and what was dealt with before it could be told', async () => {
    const { desk, commit, poll, state } = await open({ words: ['lawsuit'], quietHours: ['11:00-13:00'] });
    await commit({
      mentions: [
        prepared(inbound('old', { text: 'lawsuit', createdAt: NOW - 2 * DAY })),
        prepared(inbound('noise', { text: 'lawsuit' }), { understanding: { intent: 'noise' } }),
        prepared(inbound('done', { text: 'lawsuit' })),
        prepared(inbound('open', { text: 'lawsuit' })),
      ],
    });
    expect((await poll()).told).toEqual([]);
    await desk.store.triage.apply([(await stored(desk.store, 'done')).id], { status: 'done' }, act());
    state.now = NOW + HOUR;
    expect((await poll()).told.map(({ mention }) => mention?.nativeId)).toEqual(['open']);
  });

  it('is for who waits too long, when it becomes too long', async () => {
    const { commit, poll, state } = await open({ waitingMs: 2 * HOUR });
    await commit({
      mentions: [prepared(inbound('1')), prepared(inbound('2', { createdAt: NOW - 90 * DAY }))],
    });
    const times: number[] = [];
    for (; state.now < NOW + 5 * HOUR; state.now += 10 * MINUTE) {
      if ((await poll()).told.length > 0) times.push((state.now - NOW) / MINUTE);
    }
    expect(times).toEqual([130]);
  });

  it('is told again until it gets through, and by one message', async () => {
    const { commit, poll, rang, state } = await open({ words: ['lawsuit'] });
    state.failing = true;
    await commit({ mentions: [prepared(inbound('1', { text: 'lawsuit' }))] });
    const first = await poll();
    expect(first.outcomes.map(({ result }) => result)).toEqual(['failed']);
    state.failing = false;
    for (; state.now < NOW + 3 * HOUR; state.now += 5 * MINUTE) await poll();
    expect(rang).toHaveLength(1);
  });

  it('never takes a private text to a channel', async () => {
    const { commit, poll, rang } = await open({ words: ['lawsuit'] });
    await commit({
      mentions: [prepared(inbound('1', { kind: 'message', private: true, text: 'my card 4000, lawsuit' }))],
    });
    await poll();
    expect(rang).toHaveLength(1);
    expect(JSON.stringify(rang)).not.toContain('4000');
  });

  it('is handed to whoever polls where no channel carries alarms', async () => {
    const { commit, poll, rang } = await open({ words: ['lawsuit'] }, { channels: [] });
    await commit({ mentions: [prepared(inbound('1', { text: 'lawsuit' }))] });
    expect(kinds((await poll()).told)).toEqual(['word']);
    expect((await poll()).told).toEqual([]);
    expect(rang).toEqual([]);
  });
});

const CSV = '../shared/data/mentions/airline-dev.csv';
const there = existsSync(CSV);
if (!there) console.log(`${CSV} is not there: the real week is skipped.`);

describe.skipIf(!there)('the real week', () => {
  interface Row {
    id: string;
    text: string;
    createdAt: string;
    brand: string;
    sentiment: 'negative' | 'neutral' | 'positive';
  }
  // Skipped or not, what stands here is run.
  const rows: Row[] = there ? parse(readFileSync(CSV, 'utf8'), { columns: true }) : [];

  it.each([
    ['Delta', 1],
    ['Southwest', 0],
    ['Virgin America', 0],
  ])('of %s rings where it stands out, which is %i times at least, and not all day', async (brand, least) => {
    const { desk, commit, state } = await open({ spikes: { sensitivity: 'medium', cooldownMs: 6 * HOUR } });
    const mine = rows.filter((row) => row.brand === brand);
    const times = mine.map(({ createdAt }) => Date.parse(createdAt));
    await commit({
      mentions: mine.map(({ id, text, createdAt, sentiment }) =>
        prepared(inbound(id, { text, createdAt: Date.parse(createdAt) }), {
          understanding: { sentiment: { label: sentiment, score: 0, confidence: 1 } },
        }),
      ),
    });
    const [begin, end] = [Math.min(...times), Math.max(...times)];
    for (state.now = begin + 2 * DAY; state.now < end; state.now += 30 * MINUTE) await raiseAlerts(desk);
    const found = await desk.store.alerts.latest(1_000);
    console.log(
      `${brand}: ${mine.length} mentions, ${found.length} alarms: ${found
        .toReversed()
        .map(({ raisedAt, alarm }) => `${new Date(raisedAt).toISOString().slice(0, 16)} ${alarm.kind}`)
        .join(', ')}`,
    );
    expect(mine.length).toBeGreaterThan(0);
    expect(found.length).toBeGreaterThanOrEqual(least);
    expect(found.length).toBeLessThan(14);
    for (const { alarm } of found) if ('usual' in alarm) expect(alarm.chance).toBeLessThan(1e-5);
  });
});
