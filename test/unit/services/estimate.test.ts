import { expect, it } from 'vitest';
import { EarshotError } from '../../../src/core/errors.js';
import { create } from '../../../src/networks/hackernews/index.js';
import type { NetworkDeps } from '../../../src/networks/network.js';
import { toDeskAccount } from '../../../src/services/accounts.js';
import { estimatePoll } from '../../../src/services/estimate.js';
import { deskWith, NOW } from './desk.js';

const news = toDeskAccount({ id: 'news', network: 'hackernews', handle: 'nar', auth: 'none' });
const lost = toDeskAccount({ id: 'lost', network: 'x', handle: 'nar', auth: 'oauth1' });

const deps: NetworkDeps = {
  account: { ...news, nativeId: null },
  secrets: { get: () => undefined, update: () => Promise.resolve() },
  memory: { get: () => ({}), set: () => undefined },
  fetch: () => Promise.reject(new Error('an estimate asks no network')),
  clock: () => NOW,
  timeoutMs: 1,
  maxWaitMs: 0,
  onIdentity: () => undefined,
  debug: () => undefined,
  redact: (text) => text,
};

it('names the account that cannot be opened, and estimates the others', async () => {
  const why = new EarshotError('there is no key', { code: 'no-key', kind: 'auth', hint: 'Make one.' });
  const desk = {
    ...deskWith({ accounts: [lost, news] }),
    network: ({ id }: { id: string }) =>
      id === 'lost' ? Promise.reject(why) : Promise.resolve(create(deps)),
  };
  const { streams, failed } = await estimatePoll(desk, [lost, news]);
  expect(failed).toEqual([
    {
      account: 'lost',
      error: { code: 'no-key', message: 'there is no key', kind: 'auth', hint: 'Make one.' },
    },
  ]);
  expect(streams.length).toBeGreaterThan(0);
  expect(new Set(streams.map(({ account }) => account))).toEqual(new Set(['news']));
});
