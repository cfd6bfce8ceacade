import { expect, it, onTestFinished, vi } from 'vitest';
import * as z from 'zod';
import type { Fault } from '../../fakes/fake.js';
import { Faults } from '../../fakes/faults.js';
import { endpoint, listOf, Refusal, startServer } from '../../fakes/server.js';

/** A network of two endpoints: what is written can be read. */
async function startEcho() {
  const faults = new Faults();
  const texts: string[] = [];
  const server = await startServer({
    faults,
    refuse: ({ status, retryAt, detail }) => ({ status, json: { status, retryAt, detail } }),
    authorise: ({ headers }) => {
      if (headers.authorization !== 'Bearer good') throw new Refusal({ status: 401, json: {} });
    },
    endpoints: [
      endpoint({
        method: 'GET',
        path: '/texts/:from.json',
        name: 'texts',
        fault: 'read',
        query: z.strictObject({ 'only[]': listOf(z.string()).optional() }),
        handle: ({ params, query }) => ({ json: { from: params.from, only: query['only[]'], texts } }),
      }),
      endpoint({
        method: 'POST',
        path: '/texts',
        name: 'write',
        fault: 'write',
        accepts: ['json', 'form'],
        body: z.strictObject({ text: z.string() }),
        handle: ({ body }) => {
          texts.push(body.text);
          return { status: 201, json: {} };
        },
      }),
      endpoint({ method: 'GET', path: '/open', name: 'open', open: true, handle: () => ({ text: 'open' }) }),
    ],
  });
  onTestFinished(() => server.stop());
  const headers = { authorization: 'Bearer good', 'content-type': 'application/json' };
  const ask = (path: string, init: RequestInit = {}) => fetch(`${server.url}${path}`, { headers, ...init });
  const write = (body: unknown, init: RequestInit = {}) =>
    ask('/texts', { method: 'POST', body: JSON.stringify(body), ...init });
  return { server, faults, texts, ask, write };
}

it('serves what is declared, and counts it', async () => {
  const { server, ask, write } = await startEcho();
  expect((await write({ text: 'سلام' })).status).toBe(201);
  const asked = await ask('/texts/a%20b.json?only[]=x');
  expect(await asked.json()).toEqual({ from: 'a b', only: ['x'], texts: ['سلام'] });
  expect(await (await fetch(`${server.url}/open`)).text()).toBe('open');
  expect(server.requests()).toEqual({ write: 1, texts: 1, open: 1 });
});

it('takes a form where it is accepted', async () => {
  const { texts, ask } = await startEcho();
  await ask('/texts', {
    method: 'POST',
    headers: { authorization: 'Bearer good' },
    body: new URLSearchParams({ text: 'a form' }),
  });
  expect(texts).toEqual(['a form']);
});

it.each<[string, string, RequestInit, number]>([
  ['an unknown path', '/other', {}, 404],
  ['another method', '/open', { method: 'PUT' }, 405],
  ['an unknown parameter', '/texts/a.json?limit=1', {}, 400],
  ['no credentials', '/texts/a.json', { headers: {} }, 401],
  ['an unknown field', '/texts', { method: 'POST', body: '{"text":"a","other":1}' }, 400],
  ['half a body', '/texts', { method: 'POST', body: '{"text":' }, 400],
  ['no body', '/texts', { method: 'POST' }, 400],
  [
    'another content type',
    '/texts',
    { method: 'POST', body: 'text', headers: { authorization: 'Bearer good' } },
    415,
  ],
])('refuses %s', async (_, path, init, status) => {
  const { ask, texts } = await startEcho();
  expect((await ask(path, init)).status).toBe(status);
  expect(texts).toEqual([]);
});

it.each<[Fault['action'], number | 'fails', number]>([
  ['reset-before', 'fails', 0],
  ['reset-after', 'fails', 1],
  ['silence-before', 'fails', 0],
  ['silence-after', 'fails', 1],
  ['nonsense', 200, 0],
  [{ status: 403 }, 403, 0],
  [{ retryAt: 1_000 }, 429, 0],
])('acts out %j on one write', async (action, seen, written) => {
  const { server, faults, texts, write, ask } = await startEcho();
  faults.add({ on: 'write', action });
  const stop = new AbortController();
  const outcome = write({ text: 'once' }, { signal: stop.signal }).then(
    ({ status }) => status,
    () => 'fails',
  );
  if (action === 'silence-before' || action === 'silence-after') {
    await vi.waitFor(() => expect(server.requests()).toEqual({ write: 1 }), 10_000);
    // An answer to it would have come before this one.
    expect(await (await ask('/open')).text()).toBe('open');
    stop.abort();
  }
  expect(await outcome).toBe(seen);
  expect(texts).toHaveLength(written);
  expect((await write({ text: 'again' })).status).toBe(201);
  expect((await ask('/texts/a.json')).status).toBe(200);
});

it('cuts a body short', async () => {
  const { faults, ask } = await startEcho();
  faults.add({ on: 'read', action: 'truncate' });
  const answer = await ask('/texts/a.json');
  await expect(answer.text()).rejects.toThrow();
});

it('tells at the end that the fake itself failed', async () => {
  const server = await startServer({
    faults: new Faults(),
    refuse: ({ status }) => ({ status }),
    endpoints: [
      endpoint({
        method: 'GET',
        path: '/',
        name: 'broken',
        handle: () => {
          throw new TypeError('a bug');
        },
      }),
    ],
  });
  expect((await fetch(server.url)).status).toBe(500);
  await expect(server.stop()).rejects.toThrow('a bug');
});
