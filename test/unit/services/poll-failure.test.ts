import { describe, expect, it } from 'vitest';
import { DAY, HOUR } from '../../../src/core/clock.js';
import { isLeftAlone } from '../../../src/services/poll-failure.js';
import type { AccountState } from '../../../src/store/index.js';
import { deskWith, NOW } from './desk.js';

async function accountThat(more: Partial<AccountState>): Promise<AccountState> {
  const { store } = deskWith({});
  const account = await store.accounts.ensure({ key: 'cafe', network: 'x', handle: 'cafenar' });
  return { ...account, ...more };
}

describe('an account', () => {
  it('rests until its time', async () => {
    const account = await accountThat({ retryAt: NOW + HOUR });
    expect([NOW, NOW + HOUR].map((now) => isLeftAlone(account, now))).toEqual([true, false]);
  });

  it('does not rest for weeks because the clock once was weeks ahead', async () => {
    expect(isLeftAlone(await accountThat({ retryAt: NOW + 40 * DAY }), NOW)).toBe(false);
  });

  it('that is gone rests for good', async () => {
    expect(isLeftAlone(await accountThat({ stoppedAt: NOW }), NOW + 40 * DAY)).toBe(true);
  });
});
