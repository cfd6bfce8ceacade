import { afterEach, describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../../src/core/clock.js';
import { authorisation, create } from '../../../src/networks/x/index.js';
import { type Sandbox, startSandbox } from '../../../src/sandbox/index.js';
import { MemorySecrets } from '../../helpers/account-facts.js';
import { never, poll, request } from '../../helpers/adapter.js';
import { depsFor } from './support.js';

const REDIRECT = 'http://127.0.0.1:7777/callback';
let sandbox: Sandbox;
let ahead = 0;
const clock = () => Date.now() + ahead;

afterEach(async () => {
  ahead = 0;
  await sandbox.stop();
});

/** Authorises as a person would: opens the page, which sends the browser back with a code. */
async function authorise(options: { confidential?: boolean } = {}) {
  sandbox = await startSandbox({ clock, handle: 'cafenar', limits: true });
  const { clientId, clientSecret } = sandbox.credentials.oauth2;
  const deps = depsFor(sandbox.url, options.confidential ? { clientSecret } : {}, {
    account: { auth: 'oauth2', clientId },
    clock,
  });
  const flow = authorisation(deps);
  const { url, state, verifier } = await flow.begin(REDIRECT, never);
  const visit = await fetch(url, { redirect: 'manual' });
  const back = new URL(visit.headers.get('location') ?? '');
  expect(back.searchParams.get('state')).toBe(state);
  const code = back.searchParams.get('code') ?? '';
  return { flow, code, verifier };
}

async function connected(options: { confidential?: boolean } = {}) {
  const { flow, code, verifier } = await authorise(options);
  const secrets = new MemorySecrets(
    await flow.finish({ code, verifier, redirectUri: REDIRECT, signal: never }),
  );
  const account = { auth: 'oauth2', clientId: sandbox.credentials.oauth2.clientId };
  const open = () => create(depsFor(sandbox.url, {}, { account, secrets, clock }));
  return { secrets, open };
}

describe('authorising in a browser', () => {
  it.each([false, true])('gives tokens that work (client with a secret: %s)', async (confidential) => {
    const { secrets, open } = await connected({ confidential });
    expect(Object.keys(secrets.values).sort()).toEqual(
      ['accessToken', 'expiresAt', 'refreshToken', 'scope', ...(confidential ? ['clientSecret'] : [])].sort(),
    );
    expect(Number(secrets.values.expiresAt) - clock()).toBeGreaterThan(HOUR);
    expect(await open().verify(never)).toMatchObject({ handle: 'cafenar' });
    expect(await open().check(never)).toContainEqual(
      expect.objectContaining({ level: 'ok', code: 'scopes' }),
    );
  });

  it('refuses a wrong verifier and a code used twice, in words', async () => {
    const { flow, code, verifier } = await authorise();
    const answer = { code, redirectUri: REDIRECT, signal: never };
    const wrong = flow.finish({ ...answer, verifier: `${verifier}x` });
    await expect(wrong).rejects.toMatchObject({
      networkKind: 'auth',
      message: expect.stringContaining('the code was'),
    });
    await expect(flow.finish({ ...answer, verifier })).rejects.toMatchObject({ networkKind: 'auth' });
  });
});

describe('renewing', () => {
  it('replaces the token before it ends and keeps the rotated refresh token', async () => {
    const { secrets, open } = await connected();
    const network = open();
    const before = { ...secrets.values };
    ahead = 2 * HOUR - MINUTE / 2;
    await poll(network, request('mentions'));
    expect(secrets.updates).toBe(1);
    expect(secrets.values.accessToken).not.toBe(before.accessToken);
    expect(secrets.values.refreshToken).not.toBe(before.refreshToken);
    ahead = 4 * HOUR;
    await poll(network, request('mentions'));
    expect(secrets.updates).toBe(2);
  });

  it('lets one of several processes renew; the others use what it got', async () => {
    const { secrets, open } = await connected();
    ahead = 3 * HOUR;
    await Promise.all([open(), open(), open()].map((network) => poll(network, request('mentions'))));
    expect(secrets.updates).toBe(1);
  });

  it('replaces a token X refuses although it should be good', async () => {
    const { secrets, open } = await connected();
    secrets.values.accessToken = 'stale';
    await poll(open(), request('mentions'));
    expect(secrets.updates).toBe(1);
  });

  it('keeps the client secret of a confidential client', async () => {
    const { secrets, open } = await connected({ confidential: true });
    const { clientSecret } = secrets.values;
    ahead = 3 * HOUR;
    await poll(open(), request('mentions'));
    expect(secrets.values.clientSecret).toBe(clientSecret);
  });

  it('says that a person must act when the refresh token is used up or absent', async () => {
    const { secrets, open } = await connected();
    ahead = 3 * HOUR;
    secrets.values.refreshToken = 'used';
    await expect(open().verify(never)).rejects.toMatchObject({
      networkKind: 'auth',
      hint: expect.stringContaining('account add'),
    });
    delete secrets.values.refreshToken;
    const findings = await open().check(never);
    expect(findings).toEqual([expect.objectContaining({ level: 'error', code: 'credentials' })]);
  });

  it.each(['status', 'reset-after'] as const)(
    'leaves no doubt about a reply that was not sent since the token could not be renewed (%s)',
    async (action) => {
      const { open } = await connected();
      ahead = 3 * HOUR;
      sandbox.faults.add([{ method: 'POST', path: '/2/oauth2/token', action, times: 9 }]);
      const reply = open().reply(
        {
          idempotencyKey: 'k',
          text: 'Yes, until six.',
          private: false,
          to: {
            nativeId: '1',
            versionId: '1',
            authorNativeId: '2',
            authorHandle: 'mina',
            threadNativeId: '1',
          },
          firstAttemptAt: clock(),
        },
        never,
      );
      await expect(reply).rejects.toMatchObject({ name: 'NetworkError', outcomeUnknown: false });
    },
  );

  it('names the scopes that were not granted', async () => {
    const { secrets, open } = await connected();
    secrets.values.scope = 'tweet.read users.read';
    const codes = (await open().check(never))
      .filter(({ code }) => code === 'scope-missing')
      .map(({ message }) => message);
    expect(codes).toHaveLength(5);
    expect(codes.join(' ')).toContain('dm.write');
  });
});
