import { describe, expect, it, onTestFinished } from 'vitest';
import { authorisation, create } from '../../../src/networks/mastodon/index.js';
import { authorise } from '../../../src/services/authorise.js';
import { MemorySecrets } from '../../helpers/account-facts.js';
import { never } from '../../helpers/adapter.js';
import { AKKOMA, GOTOSOCIAL, onServer } from './support.js';

async function gate(kind: Parameters<typeof onServer>[0] = {}) {
  const stage = await onServer(kind);
  onTestFinished(() => stage.fake.stop());
  const deps = { ...stage.deps, secrets: new MemorySecrets({}) };
  return { ...stage, deps, flow: authorisation(deps) };
}

describe('signing in to a server', () => {
  it.each([
    ['Mastodon', {}, true],
    ['GoToSocial', GOTOSOCIAL, false],
    ['Akkoma', AKKOMA, false],
  ])('registers earshot and exchanges the code that %s shows', async (_, kind, challenged) => {
    const { fake, flow, deps } = await gate({ kind });
    const redirectUri = flow.codeShownAt ?? '';
    const { url, verifier } = await flow.begin(redirectUri, never);
    expect(new URL(url).searchParams.has('code_challenge')).toBe(challenged);
    const secrets = await flow.finish({
      code: ` ${fake.gate.agree(url)}\n`,
      verifier,
      redirectUri,
      signal: never,
    });
    expect(Object.keys(secrets).sort()).toEqual(['accessToken', 'clientId', 'clientSecret', 'scope']);
    const network = create({ ...deps, secrets: new MemorySecrets(secrets) });
    expect(await network.verify(never)).toEqual({
      nativeId: '109',
      handle: 'cafenar@mastodon.example',
      name: 'Café Nar',
    });
  });

  it('comes back through the browser too', async () => {
    const { fake, flow } = await gate();
    const concealed: string[] = [];
    const secrets = await authorise(flow, {
      port: 0,
      signal: never,
      onSecret: (secret) => concealed.push(secret),
      visit({ url, redirectUri }) {
        const state = new URL(url).searchParams.get('state');
        const back = new URLSearchParams({ code: fake.gate.agree(url), state: state ?? '' });
        fetch(`${redirectUri}?${back}`).catch(() => {});
      },
    });
    expect(secrets.accessToken).toBe(fake.secrets.accessToken);
    expect(concealed).toContain(secrets.clientSecret);
  });

  it('asks for no more than it needs', async () => {
    const { flow, fake } = await gate();
    await flow.begin('urn:ietf:wg:oauth:2.0:oob', never);
    expect([...fake.gate.apps.values()].map(({ scopes }) => scopes)).toEqual([
      'read:accounts read:notifications read:statuses read:search write:statuses write:favourites',
    ]);
  });

  it.each([
    ['mistyped', (code: string) => `${code}x`, (verifier: string) => verifier],
    ['of another authorisation', (code: string) => code, () => 'another-verifier'],
  ])('says when the code is %s', async (_, code, verifier) => {
    const { fake, flow } = await gate();
    const redirectUri = 'urn:ietf:wg:oauth:2.0:oob';
    const begun = await flow.begin(redirectUri, never);
    const answer = {
      code: code(fake.gate.agree(begun.url)),
      verifier: verifier(begun.verifier),
      redirectUri,
    };
    await expect(flow.finish({ ...answer, signal: never })).rejects.toMatchObject({
      networkKind: 'auth',
      message: expect.stringContaining('mistyped'),
      hint: expect.stringContaining('earshot account add mastodon'),
    });
  });

  it('needs a server, and an address that keeps the token safe', async () => {
    const { deps } = await gate();
    for (const [server, words] of [
      [null, /no server/],
      ['http://mastodon.example', /unprotected/],
      ['https://mastodon.example/@cafenar', /without a path/],
    ] as const) {
      const account = { ...deps.account, server };
      expect(() => authorisation({ ...deps, account })).toThrow(words);
      expect(() => create({ ...deps, account })).toThrow(words);
    }
  });
});
