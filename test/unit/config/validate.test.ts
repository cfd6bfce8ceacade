import { describe, expect, it } from 'vitest';
import { NETWORK_IDS } from '../../../src/config/names.js';
import { validateConfig } from '../../../src/config/validate.js';
import { EarshotError } from '../../../src/core/errors.js';

const account = { id: 'cafe', network: 'x', handle: 'cafenar' };

function refusal(raw: unknown): EarshotError {
  try {
    validateConfig(raw, 'earshot.config.json');
  } catch (error) {
    if (error instanceof EarshotError) return error;
    throw error;
  }
  throw new Error('was accepted');
}

/** A configuration that is right but for what is given. */
function broken(part: Record<string, unknown>): string {
  return refusal({ business: { name: 'Nar' }, ...part }).message;
}

describe('validateConfig', () => {
  it('names a missing choice', () => {
    expect(broken({ accounts: [{ id: 'cafe', handle: 'cafenar' }] })).toContain(
      `accounts[0].network: is missing. Use one of: ${NETWORK_IDS.join(', ')}.`,
    );
  });

  it('fills in every default in the units of the code', () => {
    const config = validateConfig(
      { business: { name: ' Nar ' }, accounts: [{ ...account, handle: '@cafenar' }] },
      'f',
    );
    expect(config.business).toEqual({ name: 'Nar', timeZone: 'UTC' });
    expect(config.accounts).toEqual([{ ...account, auth: 'oauth1', enabled: true }]);
    expect(config.poll).toEqual({ everyMs: 300_000, timeoutMs: 20_000, maxWaitMs: 60_000, lookbackMs: null });
    expect(config.budget).toEqual({ perRunMicros: null, perDayMicros: null, perMonthMicros: null });
    expect(config.triage.reach).toBe(5_000);
  });

  it('turns dollars into exact micro-dollars and durations into milliseconds', () => {
    const config = validateConfig(
      {
        business: { name: 'Nar' },
        budget: { perRun: 0.29, perDay: 1 },
        poll: { lookback: '7d', every: '1h30m' },
        prices: { x: { postRead: 0.007 } },
      },
      'f',
    );
    expect(config.budget).toEqual({ perRunMicros: 290_000, perDayMicros: 1_000_000, perMonthMicros: null });
    expect(config.poll.lookbackMs).toBe(604_800_000);
    expect(config.poll.everyMs).toBe(5_400_000);
    expect(config.prices.x?.list.postRead).toBe(7_000);
    expect(config.prices.x?.list).not.toHaveProperty('asOf');
  });

  it.each<[string, Record<string, unknown>, string]>([
    [
      'a network nobody knows',
      { accounts: [{ ...account, network: 'twiter' }] },
      "accounts[0].network: 'twiter' is not a network earshot knows. Did you mean 'x'?",
    ],
    [
      'a network far from any',
      { accounts: [{ ...account, network: 'friendster' }] },
      `'friendster' is not a network earshot knows. Use one of: ${NETWORK_IDS.join(', ')}.`,
    ],
    [
      'a network that is a number',
      { accounts: [{ ...account, network: 3 }] },
      `accounts[0].network: 3 cannot stand here. Use one of: ${NETWORK_IDS.join(', ')}.`,
    ],
    ['a mistyped key', { acounts: [] }, "acounts: earshot knows no such key here. Did you mean 'accounts'?"],
    [
      'a mistyped key inside',
      { poll: { evry: '5m' } },
      "poll.evry: earshot knows no such key here. Did you mean 'every'?",
    ],
    [
      'a key like none',
      { triage: { colour: 1 } },
      'triage.colour: earshot knows no such key here. Known keys: reach.',
    ],
    [
      'a secret in the file',
      { accounts: [{ ...account, accessToken: 'abc-123' }] },
      'accounts[0].accessToken: secrets do not belong in this file.',
    ],
    ['a missing text', { business: {} }, 'business.name: is missing. It must be a text.'],
    ['an empty text', { business: { name: '  ' } }, 'business.name: is empty. Fill it in.'],
    ['a missing group', { business: undefined }, 'business: is missing. It must be a group of settings.'],
    [
      'a number for a text',
      { business: { name: 5 } },
      'business.name: 5 is not a text. Write it in double quotes.',
    ],
    [
      'a text for a number',
      { triage: { reach: '5' } },
      "triage.reach: '5' is not a number. Write it without quotes.",
    ],
    [
      'a fraction',
      { triage: { reach: 1.5 } },
      'triage.reach: 1.5 is not a whole number. Write it without a fraction.',
    ],
    ['too small a number', { budget: { perRun: -1 } }, 'budget.perRun: -1 is too small. The least is 0.'],
    [
      'too large a number',
      { prices: { x: { post: 5_000 } } },
      'prices.x.post: 5000 is too large. The most is 1000.',
    ],
    [
      'a text for a truth',
      { accounts: [{ ...account, enabled: 'yes' }] },
      "accounts[0].enabled: 'yes' is not true or false.",
    ],
    [
      'an object for a list',
      { watches: {} },
      'watches: {} is not a list. Write it in square brackets: [ ... ].',
    ],
    [
      'a list for a group',
      { storage: [] },
      'storage: [] is not a group of settings. Write it in braces: { ... }.',
    ],
    [
      'an unknown time zone',
      { business: { name: 'N', timeZone: 'Mars/Olympus' } },
      "business.timeZone: 'Mars/Olympus' is not a time zone earshot knows.",
    ],
    [
      'an opening time',
      { business: { name: 'N', hours: { mon: ['9-5'] } } },
      "business.hours.mon[0]: '9-5' is not an opening time.",
    ],
    [
      'a day that is not in the calendar',
      { business: { name: 'N', holidays: ['2026-02-30'] } },
      "business.holidays[0]: '2026-02-30' is not a date.",
    ],
    [
      'a language',
      { business: { name: 'N', languages: ['english'] } },
      "business.languages[0]: 'english' is not a language code.",
    ],
    [
      'an account id',
      { accounts: [{ ...account, id: 'my café' }] },
      "accounts[0].id: 'my café' cannot be an account id.",
    ],
    ['a handle', { accounts: [{ ...account, handle: 'a b' }] }, "accounts[0].handle: 'a b' is not a handle."],
    [
      'a way to sign in',
      { accounts: [{ ...account, auth: 'oauth' }] },
      "accounts[0].auth: 'oauth' is not a way to sign in. Did you mean 'oauth1'?",
    ],
    [
      'OAuth 2 without a client',
      { accounts: [{ ...account, auth: 'oauth2' }] },
      'accounts[0].clientId: is missing. Copy the OAuth 2 client id of your app.',
    ],
    [
      'a client id where none is used',
      { accounts: [{ ...account, clientId: 'abc' }] },
      'accounts[0].clientId: does not belong here: auth oauth1 needs none. Delete it.',
    ],
    [
      "another network's way to sign in",
      { accounts: [{ ...account, auth: 'app-password' }] },
      "accounts[0].auth: 'app-password' is no way to sign in there. Use one of: oauth1, oauth2.",
    ],
    [
      'no handle where it must be given',
      { accounts: [{ id: 'cafe', network: 'x' }] },
      'accounts[0].handle: is missing. Write the name of the account',
    ],
    [
      'a server on a network that has one',
      { accounts: [{ ...account, server: 'https://x.example' }] },
      'accounts[0].server: does not belong here',
    ],
    [
      'something that is no server',
      { accounts: [{ ...account, server: 'https://mastodon.social/@cafenar' }] },
      "accounts[0].server: 'https://mastodon.social/@cafenar' is not a server's address.",
    ],
    [
      'a feed that is no address',
      { accounts: [{ ...account, url: 'feed.xml' }] },
      "accounts[0].url: 'feed.xml' is not a web address.",
    ],
    [
      'plain http to elsewhere',
      { accounts: [{ ...account, baseUrl: 'http://example.org' }] },
      "accounts[0].baseUrl: 'http://example.org' cannot be used as a server address.",
    ],
    [
      'a password in an address',
      { accounts: [{ ...account, baseUrl: 'https://me:pw@example.org' }] },
      'cannot be used as a server address.',
    ],
    [
      'a stream',
      { accounts: [{ ...account, streams: ['mentoins'] }] },
      "accounts[0].streams[0]: 'mentoins' is not a stream. Did you mean 'mentions'?",
    ],
    ['no stream', { accounts: [{ ...account, streams: [] }] }, 'accounts[0].streams: is empty. Fill it in.'],
    [
      'an id twice',
      { accounts: [account, account] },
      "accounts[1].id: 'cafe' is too like the id of accounts[0].",
    ],
    [
      'ids with one variable name',
      {
        accounts: [
          { ...account, id: 'a-b' },
          { ...account, id: 'A_B' },
        ],
      },
      "accounts[1].id: 'A_B' is too like the id of accounts[0].",
    ],
    [
      'a watch without words',
      { watches: [{ name: 'w', keywords: [] }] },
      'watches[0].keywords: is empty. Fill it in.',
    ],
    [
      'a kind of watch',
      { watches: [{ name: 'w', kind: 'rival', keywords: ['x'] }] },
      "watches[0].kind: 'rival' is not a kind of watch. Use one of: brand, competitor, topic.",
    ],
    [
      'a watch twice',
      {
        watches: [
          { name: 'w', keywords: ['x'] },
          { name: 'W', keywords: ['y'] },
        ],
      },
      "watches[1].name: 'W' is the name of watches[0] too.",
    ],
    [
      'a watch for no account',
      { accounts: [account], watches: [{ name: 'w', keywords: ['x'], accounts: ['caffe'] }] },
      "watches[0].accounts[0]: there is no account 'caffe'. Did you mean 'cafe'?",
    ],
    [
      'a duration',
      { poll: { every: '5 minutes' } },
      "poll.every: '5 minutes' is not a duration. Write a number and a unit, such as 90s, 5m, 1h30m or 7d.",
    ],
    ['too short a time', { poll: { every: '0s' } }, "poll.every: '0s' is too short. The least is 1s."],
    ['a date of prices', { prices: { x: { asOf: 'August' } } }, "prices.x.asOf: 'August' is not a date."],
  ])('names the path, the value and the remedy for %s', (_, part, message) => {
    expect(broken(part)).toContain(message);
  });

  it('names every problem at once, whichever check found it', () => {
    const error = refusal({
      business: { name: '' },
      accounts: [
        { ...account, network: 'twiter' },
        { ...account, auth: 'oauth2' },
      ],
      poll: { every: 5 },
    });
    expect(error.kind).toBe('config');
    expect(error.message.split('\n')).toHaveLength(6);
    for (const path of [
      'business.name',
      'accounts[0].network',
      'accounts[1].id',
      'accounts[1].clientId',
      'poll.every',
    ]) {
      expect(error.message).toContain(`${path}: `);
    }
  });

  it('never repeats the value of a key it does not know: it may be a secret', () => {
    expect(broken({ accounts: [{ ...account, apiSecret: 'hunter2-hunter2' }] })).not.toContain('hunter2');
  });

  it.each([null, [], 'text', 3])('refuses %j as a configuration', (raw) => {
    expect(refusal(raw).message).toContain('is not a group of settings');
  });

  it('accepts http only for this machine', () => {
    for (const baseUrl of [
      'http://127.0.0.1:8081',
      'http://localhost:1',
      'http://[::1]:2',
      'https://api.example.org',
    ]) {
      const raw = { business: { name: 'N' }, accounts: [{ ...account, baseUrl }] };
      expect(validateConfig(raw, 'f').accounts[0]?.baseUrl).toBe(baseUrl);
    }
  });
});
