import { describe, expect, it } from 'vitest';
import { DAY, HOUR } from '../../../src/core/clock.js';
import type { Carrier, Channel } from '../../../src/core/delivery.js';
import { NetworkError } from '../../../src/core/errors.js';
import { deliver, isWell, lastDigestEnd, sendDigest } from '../../../src/services/deliver.js';
import { deskWith, NOW } from './desk.js';

const CHANNELS: Channel[] = [
  { id: 'team', kind: 'slack', carries: ['digest', 'alerts'] },
  { id: 'phone', kind: 'ntfy', carries: ['digest'], server: 'https://ntfy.sh', topic: 'x' },
];
const HOOK: Channel = { id: 'hook', kind: 'webhook', carries: ['digest'] };
const document = { subject: 's', text: 't', html: null, json: {}, urgent: false };

/** A desk whose channels do what the test says: nothing, or throw. */
function deskThat(behave: (channel: string, attempt: number) => void, clock = () => NOW) {
  const carried: string[] = [];
  const ids: string[] = [];
  const carrier: Carrier = {
    async carry({ id }, _document, delivery) {
      carried.push(id);
      ids.push(delivery);
      behave(id, carried.filter((each) => each === id).length);
      return null;
    },
    check: async () => false,
  };
  const desk = { ...deskWith({ channels: CHANNELS }, clock), carrier: async () => carrier };
  return { desk, carried, ids };
}

function failure(outcomeUnknown: boolean): NetworkError {
  return new NetworkError('no', { network: 'team', kind: 'unreachable', outcomeUnknown });
}

const yesterday = { from: NOW - DAY, to: NOW, document };

describe('a digest', () => {
  it('goes over each channel once for a period, whoever asks again in that hour', async () => {
    const { desk, carried } = deskThat(() => undefined);
    expect((await sendDigest(desk, yesterday)).every(isWell)).toBe(true);
    const again = await sendDigest(desk, { ...yesterday, from: NOW - DAY + 60_000, to: NOW + 60_000 });
    expect(again.map(({ result }) => result)).toEqual(['already', 'already']);
    expect(carried).toEqual(['team', 'phone']);
  });

  it('goes out again for the next period', async () => {
    const { desk, carried } = deskThat(() => undefined);
    await sendDigest(desk, yesterday);
    await sendDigest(desk, { from: NOW, to: NOW + DAY, document });
    expect(carried).toHaveLength(4);
  });

  it('is tried again where it surely failed, and only there', async () => {
    const { desk, carried } = deskThat((channel, attempt) => {
      if (channel === 'team' && attempt === 1) throw failure(false);
    });
    const first = await sendDigest(desk, yesterday);
    expect(first.map(({ result }) => result)).toEqual(['failed', 'sent']);
    const second = await sendDigest(desk, yesterday);
    expect(second.map(({ result }) => result)).toEqual(['sent', 'already']);
    expect(carried).toEqual(['team', 'phone', 'team']);
  });

  it('keeps its mark when it is tried again, so that a webhook that had it after all drops the second', async () => {
    let now = NOW;
    const { desk, ids } = deskThat(
      (channel, attempt) => {
        if (channel === 'team' && attempt === 1) throw failure(false);
      },
      () => now,
    );
    await sendDigest(desk, yesterday);
    now += 60_000;
    await sendDigest(desk, yesterday);
    const [first, phone, second] = ids;
    expect(second).toBe(first);
    expect(phone).not.toBe(first);
  });

  it('is never sent again where it may have arrived, and says so each time', async () => {
    const { desk, carried } = deskThat((channel) => {
      if (channel === 'team') throw failure(true);
    });
    for (let turn = 0; turn < 3; turn++) {
      const [team] = await sendDigest(desk, yesterday);
      expect(team?.result).toBe('unknown');
    }
    expect(carried).toEqual(['team', 'phone']);
  });

  it('that a killed process was sending is not sent again', async () => {
    const { desk, carried } = deskThat(() => undefined);
    const { from, to } = yesterday;
    const key = [from, to].map((time) => Math.floor(time / HOUR)).join('-');
    await desk.store.deliveries.claim({ what: 'digest', key, from, to }, 'team', NOW, false);
    const [team, phone] = await sendDigest(desk, yesterday);
    expect([team?.result, phone?.result]).toEqual(['unknown', 'sent']);
    expect(carried).toEqual(['phone']);
  });

  it('that a killed process was sending goes to a webhook again, under the same mark', async () => {
    const { desk, carried, ids } = deskThat(() => undefined);
    const hooked = { ...desk, settings: { ...desk.settings, channels: [HOOK] } };
    const { from, to } = yesterday;
    const key = [from, to].map((time) => Math.floor(time / HOUR)).join('-');
    const { id } = await desk.store.deliveries.claim({ what: 'digest', key, from, to }, 'hook', NOW, false);
    const [hook] = await sendDigest(hooked, yesterday);
    expect([hook?.result, carried, ids]).toEqual(['sent', ['hook'], [`earshot-digest-${id}-${NOW}`]]);
  });

  it('goes on from where the slowest channel stands, so that a missed day is covered', async () => {
    let broken = true;
    const { desk } = deskThat((channel) => {
      if (channel === 'phone' && broken) throw failure(false);
    });
    expect(await lastDigestEnd(desk)).toBeNull();
    broken = false;
    await sendDigest(desk, { from: NOW - 2 * DAY, to: NOW - DAY, document });
    broken = true;
    await sendDigest(desk, yesterday);
    expect(await lastDigestEnd(desk)).toBe(NOW - DAY);
    broken = false;
    await sendDigest(desk, { from: NOW - DAY, to: NOW + DAY, document });
    expect(await lastDigestEnd(desk)).toBe(NOW + DAY);
  });

  it('leaves a run that tells how it ended', async () => {
    const { desk } = deskThat((channel) => {
      if (channel === 'phone') throw failure(false);
    });
    await sendDigest(desk, yesterday);
    expect(await desk.store.runs.last('digest')).toMatchObject({ exitCode: 3, finishedAt: NOW });
  });

  it('is refused where no channel carries it', async () => {
    await expect(sendDigest(deskWith({}), yesterday)).rejects.toMatchObject({ code: 'no-channels' });
  });
});

describe('patient delivery', () => {
  it('waits longer after each failure, and tells when it tries again', async () => {
    let now = NOW;
    const { desk, carried } = deskThat(
      () => {
        throw failure(false);
      },
      () => now,
    );
    const outgoing = { what: 'alerts' as const, key: 'a', from: NOW, to: NOW, document };
    const tries: number[] = [];
    for (; now < NOW + 6 * HOUR; now += 5 * 60_000) {
      const before = carried.length;
      const [outcome] = await deliver(desk, outgoing, true);
      if (carried.length > before) tries.push(now);
      else expect(outcome).toMatchObject({ result: 'resting', reason: 'no' });
    }
    const waits = tries.slice(1).map((time, index) => time - (tries[index] ?? 0));
    expect(waits.length).toBeGreaterThan(3);
    expect(waits).toEqual(waits.toSorted((a, b) => a - b));
    expect(tries.length).toBeLessThan(15);
  });

  it('does not wait for weeks because the clock once was weeks ahead', async () => {
    let now = NOW + 40 * DAY;
    const { desk, carried } = deskThat(
      () => {
        throw failure(false);
      },
      () => now,
    );
    const outgoing = { what: 'alerts' as const, key: 'a', from: NOW, to: NOW, document };
    const attempt = async () => (await deliver(desk, outgoing, true))[0]?.result;
    const results = [await attempt(), await attempt(), await attempt(), await attempt()];
    expect(results).toEqual(['failed', 'failed', 'failed', 'resting']);
    now = NOW;
    expect(await attempt()).toBe('failed');
    expect(carried).toHaveLength(4);
  });

  it('uses only channels that carry it', async () => {
    const { desk, carried } = deskThat(() => undefined);
    await deliver(desk, { what: 'alerts', key: 'a', from: NOW, to: NOW, document }, true);
    expect(carried).toEqual(['team']);
  });
});
