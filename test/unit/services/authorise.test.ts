import { createServer } from 'node:http';
import { describe, expect, it } from 'vitest';
import type { Authorisation } from '../../../src/networks/network.js';
import { authorise, redirectAddress } from '../../../src/services/authorise.js';

const NEVER = new AbortController().signal;

/** A network that gives one state and verifier, and exchanges what it is brought. */
function flow(
  finish: Authorisation['finish'] = async ({ code, verifier }) => ({
    accessToken: `${code}/${verifier}`,
  }),
) {
  const flow: Authorisation = {
    codeShownAt: null,
    begin: async (redirectUri) => ({
      url: `https://network.example/authorize?redirect_uri=${encodeURIComponent(redirectUri)}`,
      state: 'the-state',
      verifier: 'the-verifier',
    }),
    finish,
  };
  return flow;
}

/** Starts an authorisation and hands over its callback address once the person is shown the page. */
async function start(options: { flow?: Authorisation; signal?: AbortSignal; timeoutMs?: number } = {}) {
  let shown: (redirectUri: string) => void = () => undefined;
  const visited = new Promise<string>((resolve) => {
    shown = resolve;
  });
  const { timeoutMs = 10_000 } = options;
  const concealed: string[] = [];
  const secrets = authorise(options.flow ?? flow(), {
    port: 0,
    signal: options.signal ?? NEVER,
    timeoutMs,
    visit: ({ redirectUri }) => shown(redirectUri),
    onSecret: (secret) => concealed.push(secret),
  });
  secrets.catch(() => undefined);
  return { secrets, redirectUri: await visited, concealed };
}

describe('authorise', () => {
  it('exchanges the code the browser brings back', async () => {
    const { secrets, redirectUri } = await start();
    const page = await fetch(`${redirectUri}?state=the-state&code=abc`);
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await page.text()).toContain('earshot goes on in the terminal');
    expect(await secrets).toEqual({ accessToken: 'abc/the-verifier' });
    await expect(fetch(redirectUri)).rejects.toThrow();
  });

  it('turns away what is not its answer, and goes on waiting', async () => {
    const { secrets, redirectUri, concealed } = await start();
    const { origin } = new URL(redirectUri);
    expect((await fetch(`${redirectUri}?state=forged&code=evil`)).status).toBe(400);
    expect((await fetch(`${redirectUri}?code=evil`)).status).toBe(400);
    expect((await fetch(`${origin}/other?state=the-state&code=evil`)).status).toBe(404);
    expect((await fetch(`${redirectUri}?state=the-state&code=evil`, { method: 'POST' })).status).toBe(404);
    expect(
      (await fetch(`${origin.replace('127.0.0.1', 'localhost')}/callback?state=the-state&code=evil`)).status,
    ).toBe(404);
    await fetch(`${redirectUri}?state=the-state&code=good`);
    expect(await secrets).toEqual({ accessToken: 'good/the-verifier' });
    expect(concealed).toEqual(['the-state', 'the-verifier', 'good']);
  });

  it('says so when the person does not agree', async () => {
    const { secrets, redirectUri } = await start();
    await fetch(`${redirectUri}?state=the-state&error=access_denied`);
    await expect(secrets).rejects.toMatchObject({
      code: 'authorisation-refused',
      kind: 'auth',
      message: 'You did not agree in the browser.',
    });
  });

  it('never writes what came back into the page', async () => {
    const { secrets, redirectUri } = await start();
    const page = await fetch(
      `${redirectUri}?state=the-state&error=${encodeURIComponent('<script>alert(1)</script>')}`,
    );
    expect(await page.text()).not.toContain('<script');
    await expect(secrets).rejects.toMatchObject({ code: 'authorisation-refused' });
  });

  it('gives up after a while, naming the address the app must know', async () => {
    const { secrets, redirectUri } = await start({ timeoutMs: 20 });
    await expect(secrets).rejects.toMatchObject({
      code: 'authorisation-timeout',
      kind: 'auth',
      hint: expect.stringContaining(redirectUri),
    });
  });

  it('stops when the owner interrupts, and frees the port', async () => {
    const abort = new AbortController();
    const { secrets, redirectUri } = await start({ signal: abort.signal });
    abort.abort();
    await expect(secrets).rejects.toMatchObject({ kind: 'interrupted' });
    await expect(fetch(redirectUri)).rejects.toThrow();
  });

  it('passes on what the exchange is refused with', async () => {
    const refusal = new Error('code expired');
    const { secrets, redirectUri } = await start({ flow: flow(() => Promise.reject(refusal)) });
    await fetch(`${redirectUri}?state=the-state&code=late`);
    await expect(secrets).rejects.toBe(refusal);
  });

  it('names a port that is taken', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const address = other.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const attempt = authorise(flow(), {
      port,
      signal: NEVER,
      visit: () => undefined,
      onSecret: () => undefined,
    });
    await expect(attempt).rejects.toMatchObject({
      code: 'port-unavailable',
      hint: expect.stringContaining('--port'),
    });
    other.close();
    expect(redirectAddress(port)).toBe(`http://127.0.0.1:${port}/callback`);
  });
});
