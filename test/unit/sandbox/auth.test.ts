import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { call, consent, oauth1Client, openSandbox, postToken, pushableClock, signIn } from './helpers.js';

describe('OAuth 1.0a', () => {
  it('accepts the signatures of the real client, queries and reserved characters included', async () => {
    const sandbox = await openSandbox();
    const client = oauth1Client(sandbox);
    const me = await client.v2.me({ 'user.fields': ['public_metrics', 'verified'] });
    expect(me.data).toMatchObject({ id: sandbox.account.nativeId, username: 'cafenar' });
    const found = await client.v2.search(`"it's (really) good!" OR caf*é OR "a+b & c"`, { max_results: 10 });
    expect(found.meta.result_count).toBe(0);
  });

  it('accepts whatever text the real client signs', async () => {
    const sandbox = await openSandbox({ limits: false });
    const client = oauth1Client(sandbox);
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }), async (text) => {
        const found = await client.v2.search(`"${text}" tea`, { max_results: 10 }).catch((error) => error);
        expect(found.code).not.toBe(401);
      }),
      { numRuns: 50 },
    );
  });

  it.each([
    ['apiKey', 'x'.repeat(25)],
    ['apiSecret', 'x'.repeat(50)],
    ['accessToken', '1-x'],
    ['accessTokenSecret', 'x'.repeat(45)],
  ])('refuses a wrong %s', async (name, value) => {
    const sandbox = await openSandbox();
    const error = await oauth1Client(sandbox, { [name]: value })
      .v2.me()
      .catch((reason) => reason);
    expect(error).toMatchObject({
      code: 401,
      data: { title: 'Unauthorized', type: 'about:blank', status: 401, detail: 'Unauthorized' },
    });
  });

  it('refuses a signature used for another request, and a used nonce', async () => {
    const sandbox = await openSandbox();
    const client = oauth1Client(sandbox);
    const url = 'https://api.x.com/2/users/me?user.fields=verified';
    let authorization = '';
    const spy = new (client.constructor as typeof import('twitter-api-v2').TwitterApi)(
      {
        appKey: sandbox.credentials.oauth1.apiKey,
        appSecret: sandbox.credentials.oauth1.apiSecret,
        accessToken: sandbox.credentials.oauth1.accessToken,
        accessSecret: sandbox.credentials.oauth1.accessTokenSecret,
      },
      {
        plugins: [
          {
            onBeforeRequest: ({ requestOptions }) => {
              authorization = String((requestOptions.headers as Record<string, string>).Authorization);
              throw new Error('kept, not sent');
            },
          },
        ],
      },
    );
    await expect(spy.v2.me({ 'user.fields': ['verified'] })).rejects.toThrow('kept');
    const send = (path: string) => fetch(sandbox.url + path, { headers: { authorization } });
    const { pathname, search } = new URL(url);
    expect((await send(`${pathname}?user.fields=name`)).status).toBe(401);
    expect((await send(pathname)).status).toBe(401);
    expect((await send(pathname + search)).status).toBe(200);
    expect((await send(pathname + search)).status).toBe(401);
  });

  it('refuses a clock more than five minutes off, and says so', async () => {
    const clock = pushableClock();
    const sandbox = await openSandbox({ clock });
    clock.push(4 * 60_000);
    await oauth1Client(sandbox).v2.me();
    clock.push(2 * 60_000);
    const error = await oauth1Client(sandbox)
      .v2.me()
      .catch((reason) => reason);
    expect(error).toMatchObject({ code: 401, data: { errors: [{ code: 135 }] } });
    expect(Date.parse(error.headers.date) - Date.now()).toBeGreaterThan(5 * 60_000);
  });

  it('tells the app permissions, and keeps to them', async () => {
    const sandbox = await openSandbox({ accessLevel: 'read' });
    const client = oauth1Client(sandbox);
    const error = await client.v2.tweet('hello').catch((reason) => reason);
    expect(error).toMatchObject({ code: 403, headers: { 'x-access-level': 'read' } });
    expect(error.data.type).toMatch(/oauth1-permissions$/);
    expect((await client.v2.me()).data.username).toBe('cafenar');
  });
});

describe('OAuth 2.0', () => {
  it('goes through PKCE and rotates the refresh token', async () => {
    const sandbox = await openSandbox();
    const first = await signIn(sandbox);
    expect(first.expires_in).toBe(7_200);
    expect((await call(sandbox, first.access_token, 'GET', '/2/users/me')).status).toBe(200);
    const renewed = await postToken(sandbox, {
      grant_type: 'refresh_token',
      refresh_token: first.refresh_token,
    });
    expect(renewed.status).toBe(200);
    const second = (await renewed.json()) as typeof first;
    expect(second.refresh_token).not.toBe(first.refresh_token);
    expect((await call(sandbox, second.access_token, 'GET', '/2/users/me')).status).toBe(200);
    const again = await postToken(sandbox, {
      grant_type: 'refresh_token',
      refresh_token: first.refresh_token,
    });
    expect(again.status).toBe(400);
  });

  it('works through the real client, whose token call sends JSON', async () => {
    const sandbox = await openSandbox();
    const { TwitterApi } = await import('twitter-api-v2');
    const { SandboxAgent } = await import('./helpers.js');
    const app = new TwitterApi({ ...sandbox.credentials.oauth2 }, { httpAgent: new SandboxAgent(sandbox) });
    const redirectUri = 'http://127.0.0.1:7777/callback';
    const link = app.generateOAuth2AuthLink(redirectUri, {
      scope: ['tweet.read', 'users.read', 'offline.access'],
    });
    const page = await fetch(sandbox.url + new URL(link.url).pathname + new URL(link.url).search, {
      redirect: 'manual',
    });
    const back = new URL(page.headers.get('location') ?? '');
    expect(back.searchParams.get('state')).toBe(link.state);
    const code = back.searchParams.get('code') ?? '';
    const login = await app.loginWithOAuth2({ code, codeVerifier: link.codeVerifier, redirectUri });
    expect(login.scope).toEqual(['tweet.read', 'users.read', 'offline.access']);
    const renewed = await app.refreshOAuth2Token(login.refreshToken ?? '');
    expect(renewed.refreshToken).toBeTruthy();
    expect((await call(sandbox, renewed.accessToken, 'GET', '/2/users/me')).status).toBe(200);
    await app.revokeOAuth2Token(renewed.accessToken);
    expect((await call(sandbox, renewed.accessToken, 'GET', '/2/users/me')).status).toBe(401);
  });

  it('refuses a wrong verifier, another redirect, a code used twice or too late', async () => {
    const clock = pushableClock();
    const sandbox = await openSandbox({ clock });
    const redirect_uri = 'http://127.0.0.1:7777/callback';
    const exchange = (code: string, code_verifier: string, uri = redirect_uri) =>
      postToken(sandbox, { grant_type: 'authorization_code', code, code_verifier, redirect_uri: uri });
    const one = await consent(sandbox);
    expect((await exchange(one.code, `${one.verifier}x`)).status).toBe(400);
    const two = await consent(sandbox);
    expect((await exchange(two.code, two.verifier, 'http://127.0.0.1:7778/callback')).status).toBe(400);
    const three = await consent(sandbox);
    expect((await exchange(three.code, three.verifier)).status).toBe(200);
    expect((await exchange(three.code, three.verifier)).status).toBe(400);
    const four = await consent(sandbox);
    clock.push(31_000);
    expect((await exchange(four.code, four.verifier)).status).toBe(400);
  });

  it.each([
    ['client_id', 'somebody-else'],
    ['redirect_uri', 'https://127.0.0.1/callback'],
    ['redirect_uri', 'http://localhost:7777/callback'],
    ['code_challenge_method', 'plain'],
    ['scope', 'tweet.read everything'],
    ['state', ''],
  ])('consents to nothing with %s=%s', async (name, value) => {
    const { answer } = await consent(await openSandbox(), { [name]: value });
    expect(answer.status).toBe(400);
  });

  it('keeps to the scopes, the two hours, and user context', async () => {
    const clock = pushableClock();
    const sandbox = await openSandbox({ clock });
    const { access_token } = await signIn(sandbox, 'tweet.read users.read');
    const narrow = await call(sandbox, access_token, 'POST', '/2/tweets', { text: 'hello' });
    expect(narrow.status).toBe(403);
    expect(sandbox.ledger()).toEqual([]);
    const { appToken } = sandbox.credentials;
    expect((await call(sandbox, appToken, 'GET', '/2/users/by/username/cafenar')).status).toBe(200);
    const app = await call(sandbox, appToken, 'GET', '/2/users/me');
    expect(app).toMatchObject({ status: 403, body: { title: 'Unsupported Authentication' } });
    clock.push(2 * 3_600_000 + 1);
    expect((await call(sandbox, access_token, 'GET', '/2/users/me')).status).toBe(401);
  });
});
