import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CheckFinding } from '../../../src/core/check-finding.js';
import { EarshotError, NetworkError } from '../../../src/core/errors.js';
import { SCRATCH } from '../../../src/core/scratch.js';
import { shellWord } from '../../../src/core/shell.js';
import { createCarrier } from '../../../src/delivery/index.js';
import type { Network } from '../../../src/networks/network.js';
import { checkAccounts, failureOf, toDeskAccount } from '../../../src/services/accounts.js';
import { diagnose, type Patient } from '../../../src/services/doctor.js';
import { openStore, type Store, withLock } from '../../../src/store/index.js';
import { depsFor, httpChannels, serve, TOKEN } from '../delivery/support.js';

const NOW = Date.UTC(2026, 10, 20, 12);
const MINUTE = 60_000;
const cafe = toDeskAccount({ id: 'cafe', network: 'x', handle: 'cafenar', auth: 'oauth1' });

let dir: string;
let store: Store;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'earshot-doctor-'));
  store = openStore(join(dir, 'earshot.db'));
});
afterEach(() => {
  store.close();
  rmSync(dir, { recursive: true, force: true });
});

/** A network of which only the check matters here. */
function checking(check: Network['check']): Network {
  return { check } as unknown as Network;
}

function patient(change: Partial<Patient> = {}): Patient {
  return {
    nodeVersion: '20.20.1',
    clock: () => NOW,
    signal: new AbortController().signal,
    configuration: async () => ({ path: join(dir, 'earshot.config.json'), accounts: [] }),
    credentials: async () => undefined,
    desk: async () => ({
      store,
      settings: { channels: [] },
      carrier: () => Promise.reject(new Error('no channel, no carrier')),
      exclusively: (task, waitMs, run) =>
        withLock(`${store.path}.${task}.lock`, { clock: () => NOW, waitMs, what: 'polling' }, run),
    }),
    wiring: { connect: async () => checking(async () => []), networkName: () => 'X' },
    ...change,
  };
}

async function findings(change: Partial<Patient> = {}): Promise<CheckFinding[]> {
  return (await diagnose(patient(change))).flatMap((diagnosis) => diagnosis.findings);
}

async function finding(code: string, change: Partial<Patient> = {}): Promise<CheckFinding | undefined> {
  return (await findings(change)).find((each) => each.code === code);
}

function run(startedAt: number): Promise<number> {
  return store.runs.start({ command: 'poll', pid: 4711, host: 'shop', startedAt });
}

describe('diagnose', () => {
  it.each(['18.20.0', '20.16.9'])('names Node %s as too old', async (nodeVersion) => {
    expect((await finding('node-old', { nodeVersion }))?.level).toBe('error');
  });

  it.each(['20.17.0', '22.1.0', '24.0.0'])('accepts Node %s', async (nodeVersion) => {
    expect((await finding('node', { nodeVersion }))?.level).toBe('ok');
  });

  it('says when it was never polled, and what to type', async () => {
    expect(await finding('poll-never')).toMatchObject({
      level: 'ok',
      hint: expect.stringContaining('earshot poll'),
    });
  });

  it('says how the last poll ended', async () => {
    const id = await run(NOW - 10 * MINUTE);
    await store.runs.finish(id, NOW - 9 * MINUTE, 0, null);
    expect((await finding('poll'))?.message).toContain('2026-11-20T11:51:00.000Z');
    const failed = await run(NOW - 5 * MINUTE);
    await store.runs.finish(failed, NOW - 4 * MINUTE, 5, null);
    expect(await finding('poll-failed')).toMatchObject({
      level: 'warning',
      message: expect.stringContaining('exit code 5'),
    });
  });

  it('tells a poll that runs from one that was killed', async () => {
    await run(NOW - 10 * MINUTE);
    expect((await finding('poll-killed'))?.level).toBe('warning');
    await withLock(`${store.path}.poll.lock`, { clock: () => NOW, waitMs: 0, what: 'polling' }, async () => {
      expect((await finding('poll-running'))?.message).toContain('process 4711 on shop');
    });
  });

  it('names what killed runs left beside the configuration, the database and its copies, and how to remove it', async () => {
    const copies = join(dir, 'backups');
    mkdirSync(copies);
    const left = [
      join(dir, SCRATCH.text('credentials.json', '0123456789ab')),
      join(dir, SCRATCH.import('earshot.db', '0123456789ab')),
      join(copies, SCRATCH.copy('monday.db', '0123456789ab')),
    ];
    const touched = (path: string, at: number) => {
      writeFileSync(path, 'half');
      utimesSync(path, at / 1_000, at / 1_000);
    };
    for (const path of left) touched(path, NOW - 5 * MINUTE);
    touched(join(dir, '.notes.swp'), NOW - 60 * MINUTE);
    expect(await finding('files-left')).toBeUndefined();
    for (const path of left) touched(path, NOW - 11 * MINUTE);
    const told = await finding('files-left');
    expect(told).toMatchObject({ level: 'warning', hint: expect.stringMatching(/^Run: rm /) });
    expect(told?.hint?.slice('Run: rm '.length).split(' ').sort()).toEqual(left.map(shellWord).sort());
  });

  it('notices a clock that went backwards', async () => {
    await run(NOW + 10 * MINUTE);
    expect((await finding('clock-behind'))?.level).toBe('error');
  });

  it('reports what a broken configuration is refused with, and looks no further', async () => {
    const error = new EarshotError('business.name: is missing.', {
      code: 'config-invalid',
      kind: 'config',
      hint: 'Correct it.',
    });
    const diagnoses = await diagnose(patient({ configuration: () => Promise.reject(error) }));
    expect(diagnoses.map(({ subject }) => subject)).toEqual(['Machine', 'Configuration']);
    expect(diagnoses[1]?.findings).toEqual([
      { level: 'error', code: 'config-invalid', message: 'business.name: is missing.', hint: 'Correct it.' },
    ]);
  });

  it('leaves out accounts that are turned off, and says when there is none', async () => {
    const off = { ...cafe, enabled: false };
    const configuration = async () => ({ path: 'f', accounts: [off] });
    const diagnoses = await diagnose(patient({ configuration }));
    expect(diagnoses.map(({ subject }) => subject)).toEqual(['Machine', 'Configuration', 'Database']);
    expect((await finding('no-accounts'))?.level).toBe('warning');
  });

  it('does not hide a fault of ours behind a finding', async () => {
    await expect(diagnose(patient({ desk: () => Promise.reject(new TypeError('ours')) }))).rejects.toThrow(
      'ours',
    );
  });
});

describe('channels', () => {
  const channelOf = (kind: string, server: string) => {
    const channel = httpChannels(server)[kind];
    if (!channel) throw new Error(kind);
    return channel;
  };

  async function look(kind: string, answers: (number | 'cut')[] = [], secrets: Record<string, string> = {}) {
    const { arrived, url } = await serve(answers);
    const channel = channelOf(kind, url);
    const usual = await patient().desk();
    const desk = async () => ({
      ...usual,
      settings: { channels: [channel] },
      carrier: async () => createCarrier(depsFor(url, secrets), []),
    });
    const diagnoses = await diagnose(patient({ desk }));
    const found = diagnoses.find(({ subject }) => subject === `Channel ${channel.id} (${kind})`);
    return { found: found?.findings, arrived, channel };
  }

  it.each([
    ['telegram', `/bot${TOKEN}/getChat?chat_id=-1001`],
    ['discord', '/hook/very-secret?wait=true'],
    ['ntfy', '/v1/health'],
  ])('%s is asked, and nothing is sent over it', async (kind, path) => {
    const { found, arrived } = await look(kind);
    expect(arrived.map(({ method, path }) => [method, path])).toEqual([['GET', path]]);
    expect(found).toMatchObject([{ level: 'ok', code: 'channel' }]);
  });

  it.each(['slack', 'teams', 'webhook'])('%s can only be looked at', async (kind) => {
    const { found, arrived } = await look(kind);
    expect(arrived).toEqual([]);
    expect(found).toMatchObject([{ level: 'ok', code: 'channel-untried' }]);
  });

  it('say which secret is missing, and where to put it', async () => {
    const { found, arrived } = await look('slack', [], { url: '' });
    expect(arrived).toEqual([]);
    expect(found).toMatchObject([
      { level: 'error', code: 'credentials', hint: expect.stringContaining('"team": {"url"') },
    ]);
  });

  it('say what their service says, without the secret address', async () => {
    const { found } = await look('discord', [404]);
    expect(found).toMatchObject([{ level: 'error', hint: expect.stringContaining('revoked') }]);
    expect(JSON.stringify(found)).not.toContain('very-secret');
  });

  it('say when the last delivery did not arrive', async () => {
    const claim = await store.deliveries.claim(
      { what: 'digest', key: 'a', from: NOW - 1, to: NOW },
      'team',
      NOW,
      false,
    );
    await store.deliveries.settle(claim.id, {
      state: 'failed',
      at: NOW,
      retryAt: null,
      error: 'It was full.',
    });
    expect((await look('slack')).found).toMatchObject([
      { level: 'ok' },
      { level: 'warning', code: 'delivery-failed', message: expect.stringMatching(/digest.*It was full\.$/) },
    ]);
  });
});

describe('checkAccounts', () => {
  it('checks the rest when one cannot be checked at all', async () => {
    const other = { ...cafe, id: 'other' };
    const ok: CheckFinding = { level: 'ok', code: 'identity', message: 'It is you.' };
    const checks = await checkAccounts(
      {
        connect: async (account) => {
          if (account.id === 'cafe')
            throw new NetworkError('No keys.', { network: 'x', kind: 'auth', hint: 'Add them.' });
          return checking(async () => [ok]);
        },
      },
      [cafe, other],
      new AbortController().signal,
    );
    expect(checks.map(({ findings }) => findings)).toEqual([
      [{ level: 'error', code: 'credentials', message: 'No keys.', hint: 'Add them.' }],
      [ok],
    ]);
  });

  it('stops at an interruption', async () => {
    const interrupted = new EarshotError('Interrupted.', { code: 'interrupted', kind: 'interrupted' });
    const connect = () => Promise.reject(interrupted);
    await expect(checkAccounts({ connect }, [cafe], new AbortController().signal)).rejects.toBe(interrupted);
  });
});

describe('failureOf', () => {
  const error = (code: string): CheckFinding => ({ level: 'error', code, message: '' });

  it('is auth only when nothing but credentials is wrong', () => {
    expect(failureOf([{ level: 'warning', code: 'clock-skew', message: '' }])).toBeNull();
    expect(failureOf([error('credentials'), error('app-type')])).toBe('auth');
    expect(failureOf([error('credentials'), error('unreachable')])).toBe('failed');
  });
});
