import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { folder, openDesk } from '../helpers/desk.js';
import { type Ended, run, start } from '../helpers/earshot.js';
import { withoutBrowser } from '../helpers/without-browser.js';
import { formsOf } from './canaries.js';

/** What passes between earshot and X while somebody signs in. */
interface Passed {
  url: string;
  /** The bodies of the requests that exchange a code, decoded. */
  exchanges: { code: string; verifier: string }[];
}

/**
 * A server between earshot and the sandbox.
 *
 * @param refusal the status with which the exchange is refused, and all of it repeated in every way a server can; null
 *   lets it pass
 */
async function startBetween(target: string, refusal: number | null): Promise<Passed> {
  const passed: Passed = { url: '', exchanges: [] };
  const server = createServer(async (request, response) => {
    const body = await bodyOf(request);
    const isExchange = request.url?.startsWith('/2/oauth2/token') === true;
    if (isExchange) passed.exchanges.push(exchangeIn(body));
    if (isExchange && refusal !== null) {
      const told = `${body} ${decodeURIComponent(body)} ${request.headers.authorization ?? ''}`;
      response.writeHead(refusal, { 'content-type': 'application/json', 'x-echo': encodeURIComponent(told) });
      response.end(JSON.stringify({ error: told, error_description: told, detail: told, title: told }));
      return;
    }
    const { authorization, 'content-type': type } = request.headers;
    const answer = await fetch(new URL(request.url ?? '/', target), {
      method: request.method ?? 'GET',
      headers: { ...(authorization ? { authorization } : {}), ...(type ? { 'content-type': type } : {}) },
      redirect: 'manual',
      ...(body === '' ? {} : { body }),
    });
    const location = answer.headers.get('location');
    response.writeHead(answer.status, {
      'content-type': answer.headers.get('content-type') ?? 'text/plain',
      ...(location === null ? {} : { location }),
    });
    response.end(await answer.text());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  passed.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return passed;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces).toString();
}

function exchangeIn(body: string): Passed['exchanges'][number] {
  const fields = body.startsWith('{')
    ? new Map(Object.entries(JSON.parse(body) as Record<string, string>))
    : new URLSearchParams(body);
  return { code: fields.get('code') ?? '', verifier: fields.get('code_verifier') ?? '' };
}

/** Signs in to X in a browser that agrees, with an app that has a secret of its own; the sandbox is X. */
async function signIn(refusal: number | null) {
  const { sandbox } = await openDesk();
  const { clientId, clientSecret } = sandbox.credentials.oauth2;
  const passed = await startBetween(sandbox.url, refusal);
  const dir = folder();
  await run(['init', '--business', 'Nar', '--time-zone', 'UTC'], { cwd: dir });
  const app = ['--handle', 'cafenar', '--auth', 'oauth2', '--client-id', clientId, '--base-url', passed.url];
  const running = start(['account', 'add', 'x', ...app, '--port', '0', '--verbose'], {
    cwd: dir,
    env: { ...withoutBrowser(dir), EARSHOT_CAFENAR_CLIENT_SECRET: clientSecret },
  });
  await running.until((_, stderr) => /authorize\?\S+\n/.test(stderr));
  const [page = ''] = /http\S+authorize\?\S+/.exec(running.stderr()) ?? [];
  const agreed = await fetch(page, { redirect: 'manual' });
  const back = new URL(agreed.headers.get('location') ?? '');
  expect(await (await fetch(back)).text()).toContain('Thank you');
  const ended = await running.ended;
  const [{ code, verifier } = { code: '', verifier: '' }] = passed.exchanges;
  expect(code).toBe(back.searchParams.get('code'));
  expect(createHash('sha256').update(verifier).digest('base64url')).toBe(
    new URL(page).searchParams.get('code_challenge'),
  );
  return { dir, ended, secrets: [code, verifier, clientSecret] };
}

/** What is printed, and what is kept but the credentials, holds none of them in any form. */
function expectNowhere(secrets: readonly string[], { stdout, stderr }: Ended, dir: string): void {
  const kept = readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'credentials.json')
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'));
  const texts = [stdout, stderr, ...kept];
  expect(secrets.every((secret) => secret.length > 20)).toBe(true);
  expect(secrets.flatMap(formsOf).filter((form) => texts.some((text) => text.includes(form)))).toEqual([]);
}

it.each([400, 401, 403, 422, 500])(
  'shows neither code nor verifier, though the network refuses them with %d and repeats all it was told',
  async (status) => {
    const { dir, ended, secrets } = await signIn(status);
    expect(ended.code).not.toBe(0);
    // Nothing was to be sent, so that nothing is looked for.
    expect(ended.stderr).not.toContain('among your own posts');
    expectNowhere(secrets, ended, dir);
  },
);

it('keeps the tokens that it brings where secrets are, and the code and the verifier nowhere', async () => {
  const { dir, ended, secrets } = await signIn(null);
  expect(ended.code, ended.stderr).toBe(0);
  const credentials = readFileSync(join(dir, 'credentials.json'), 'utf8');
  const { accessToken, refreshToken }: Record<string, string> = JSON.parse(credentials).cafenar;
  expectNowhere([...secrets, accessToken ?? '', refreshToken ?? ''], ended, dir);
  for (const spent of secrets) expect(credentials).not.toContain(spent);
});
