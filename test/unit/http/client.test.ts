import { inspect } from 'node:util';
import { afterAll, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { MINUTE } from '../../../src/core/clock.js';
import {
  createHttpClient,
  type HttpCall,
  type HttpClientOptions,
  type HttpDialect,
} from '../../../src/http/client.js';
import { retryAfter } from '../../../src/http/retry-after.js';
import { Faults } from '../../fakes/faults.js';
import { endpoint, type FakeServer, listOf, Refusal, startServer } from '../../fakes/server.js';
import { failureOf } from '../../helpers/failure.js';
import { stopForGood } from '../../helpers/stop-for-good.js';

const never = new AbortController().signal;
const servers: FakeServer[] = [];
afterAll(async () => {
  for (const server of servers) await server.stop();
});

/** A server whose token wears out, and a client that speaks to it. */
async function connect(options: Partial<HttpClientOptions> = {}, dialect: Partial<HttpDialect> = {}) {
  const faults = new Faults();
  const written: string[] = [];
  let good = 'token-1';
  const server = await startServer({
    faults,
    refuse: ({ status, retryAt }) => ({
      status,
      json: { error: 'refused, and here is your token-1 again' },
      ...(retryAt === undefined
        ? {}
        : { headers: { 'retry-after': String(Math.ceil((retryAt - Date.now()) / 1_000)) } }),
    }),
    authorise: ({ headers }) => {
      if (headers.authorization !== `Bearer ${good}`) throw new Refusal({ status: 401, json: {} });
    },
    endpoints: [
      endpoint({
        method: 'GET',
        path: '/items',
        name: 'items',
        fault: 'read',
        query: z.strictObject({ id: listOf(z.string()).optional(), limit: z.string().optional() }),
        handle: ({ query }) => ({ json: { items: query.id ?? [], limit: query.limit ?? null } }),
      }),
      endpoint({
        method: 'POST',
        path: '/items',
        name: 'write',
        fault: 'write',
        accepts: ['json', 'form'],
        body: z.strictObject({ text: z.string() }),
        handle: ({ body }) => {
          written.push(body.text);
          return { status: 201, json: { items: [], limit: null } };
        },
      }),
      endpoint({
        method: 'GET',
        path: '/endless',
        name: 'endless',
        handle: () => ({
          stream: (function* () {
            for (;;) yield Buffer.alloc(64 * 1024, 'x');
          })(),
        }),
      }),
      endpoint({
        method: 'GET',
        path: '/moved',
        name: 'moved',
        handle: () => ({ status: 302, headers: { location: 'https://elsewhere.example/' } }),
      }),
    ],
  });
  servers.push(server);
  const sent = { token: 'token-1', renewals: 0 };
  const debugged: string[] = [];
  const client = createHttpClient({
    base: new URL(server.url),
    fetch,
    clock: Date.now,
    timeoutMs: 20_000,
    maxWaitMs: 3_000,
    debug: (line) => debugged.push(line),
    redact: (text) => text.replaceAll(/token-\d/g, '[redacted]'),
    ...options,
    dialect: {
      network: 'net',
      name: 'The Net',
      authorise: async () => ({ authorization: `Bearer ${sent.token}` }),
      freeAt: (answer, now) => (answer.status === 429 ? retryAfter(answer.headers, now) : null),
      interpret: ({ status, text }, { purpose }) => ({
        kind: status === 401 ? 'auth' : status >= 500 ? 'server' : 'rejected',
        message: `The Net refused to ${purpose}: ${text}.`,
      }),
      ...dialect,
    },
  });
  const ask = (call: Partial<HttpCall> = {}, signal = never) =>
    client.json({ method: 'GET', path: '/items', purpose: 'read the items', ...call }, ITEMS, signal);
  const write = (call: Partial<HttpCall> = {}) =>
    ask({ method: 'POST', json: { text: 'hello' }, purpose: 'write an item', ...call });
  const expire = (next: string) => {
    good = next;
  };
  return { server, faults, written, sent, debugged, client, ask, write, expire };
}

const ITEMS = z.object({ items: z.array(z.string()), limit: z.string().nullable() });
/** For tests in which nothing comes; the others have the patience that a busy machine needs. */
const SHORT = { timeoutMs: 2_000 };

describe.concurrent('a request', () => {
  it('carries its query, lists and numbers included, and leaves out what is undefined', async () => {
    const { ask } = await connect();
    const { data } = await ask({ query: { id: ['a b', 'ç&='], limit: 20, missing: undefined } });
    expect(data).toEqual({ items: ['a b', 'ç&='], limit: '20' });
  });

  it.each([{ json: { text: 'سلام' } }, { json: undefined, form: { text: 'سلام' } }])(
    'carries its body: %o',
    async (body) => {
      const { write, written } = await connect();
      await write(body);
      expect(written).toEqual(['سلام']);
    },
  );

  it('is given up after so much silence', async () => {
    const { ask, faults, server } = await connect({ timeoutMs: 300 });
    faults.add({ on: 'read', action: 'silence-before', times: 3 });
    const error = await failureOf(ask());
    expect(error).toMatchObject({ networkKind: 'unreachable', outcomeUnknown: false });
    expect(error.message).toBe(
      'The Net could not be reached to read the items: nothing came for 0.3 seconds.',
    );
    expect(server.requests()).toEqual({ items: 3 });
  });

  it('is not read without end', async () => {
    const { client, server } = await connect({ maxBytes: 1_000_000 });
    const call = { method: 'GET', path: '/endless', purpose: 'read it all' } as const;
    const error = await failureOf(client.send(call, never));
    expect([error.networkKind, error.message]).toEqual([
      'rejected',
      expect.stringContaining('more than earshot reads'),
    ]);
    expect(server.requests()).toEqual({ endless: 1 });
  });

  it('is not followed elsewhere with its credentials', async () => {
    const { client } = await connect();
    const error = await failureOf(client.send({ method: 'GET', path: '/moved', purpose: 'move' }, never));
    expect(error.status).toBe(302);
  });

  it('ends when the owner interrupts, and is not begun afterwards', async () => {
    const { ask, faults, server } = await connect();
    faults.add({ on: 'read', action: 'silence-before', times: 9 });
    const stop = new AbortController();
    const pending = failureOf(ask({}, stop.signal));
    await vi.waitFor(() => expect(server.requests().items).toBe(1), 10_000);
    stop.abort();
    expect((await pending).message).toContain('interrupted');
    expect((await failureOf(ask({}, stop.signal))).message).toContain('interrupted');
    expect(server.requests()).toEqual({ items: 1 });
  });
});

describe.concurrent('a failing request', () => {
  it.each(['reset-before', 'truncate', 'silence-before', { status: 503 }] as const)(
    'that only reads is tried again after %o',
    async (action) => {
      const { ask, faults, server } = await connect(action === 'silence-before' ? SHORT : {});
      faults.add({ on: 'read', action, times: 2 });
      expect((await ask()).data.items).toEqual([]);
      expect(server.requests()).toEqual({ items: 3 });
    },
  );

  it.each(['reset-before', 'reset-after', 'truncate', 'silence-after', 'nonsense', { status: 502 }] as const)(
    'that writes is never tried again after %o, and its outcome is unknown',
    async (action) => {
      const { write, faults, server } = await connect(action === 'silence-after' ? SHORT : {});
      faults.add({ on: 'write', action });
      const error = await failureOf(write());
      expect(error).toMatchObject({ outcomeUnknown: true, hint: expect.stringContaining('your own posts') });
      expect(server.requests()).toEqual({ write: 1 });
    },
  );

  it('that writes may be said to be safe', async () => {
    const { write, faults, written } = await connect();
    faults.add({ on: 'write', action: 'reset-before' });
    await write({ safe: true });
    expect(written).toEqual(['hello']);
  });

  it('is quoted without our secrets', async () => {
    const { ask, faults, debugged } = await connect();
    faults.add({ on: 'read', action: { status: 422 } });
    const error = await failureOf(ask());
    expect(error.message).toContain('here is your [redacted] again');
    expect(inspect([error, debugged], { depth: 10, showHidden: true })).not.toContain('token-1');
  });

  it('surely did not happen where nobody listens', async (test) => {
    const gone = await connect();
    await stopForGood(gone.server, test);
    const nowhere = await connect({ base: new URL('http://127.0.0.1:9') });
    for (const { write, words } of [
      { ...gone, words: 'refuses connections' },
      { ...nowhere, words: 'no web server' },
    ]) {
      const error = await failureOf(write());
      expect([error.networkKind, error.outcomeUnknown]).toEqual(['unreachable', false]);
      expect(error.message).toContain(words);
    }
  });

  it('names the field that is not as documented, and does not ask again', async () => {
    const { client, server } = await connect();
    const call = { method: 'GET', path: '/items', purpose: 'read the items' } as const;
    const error = await failureOf(client.json(call, z.object({ items: z.string() }), never));
    expect(error).toMatchObject({
      networkKind: 'server',
      message: expect.stringMatching(/ \(items is a \w+, not a text\)/),
    });
    expect(server.requests()).toEqual({ items: 1 });
  });
});

describe.concurrent('refused credentials', () => {
  it('are renewed once, and the request is sent again, a write too', async () => {
    const { write, written, expire, sent } = await connect(
      {},
      {
        renew: async ({ status }) => {
          if (status !== 401) return false;
          sent.renewals += 1;
          sent.token = 'token-2';
          return true;
        },
      },
    );
    expire('token-2');
    await write();
    expect([written, sent.renewals]).toEqual([['hello'], 1]);
    expire('token-3');
    expect((await failureOf(write())).networkKind).toBe('auth');
    expect(written).toEqual(['hello']);
  });
});

describe.concurrent('rate limits', () => {
  it('that end soon are sat out by what reads', async () => {
    const { ask, faults, server } = await connect();
    faults.add({ on: 'read', action: { retryAt: Date.now() + 1_000 } });
    await ask();
    expect(server.requests()).toEqual({ items: 2 });
  });

  it('that are long stop every request of their bucket, and no other', async () => {
    const { ask, faults, server } = await connect();
    const retryAt = Date.now() + 5 * MINUTE;
    faults.add({ on: 'read', action: { retryAt } });
    const error = await failureOf(ask());
    expect(error.networkKind).toBe('rate-limit');
    expect(Math.abs((error.retryAt ?? 0) - retryAt)).toBeLessThan(MINUTE);
    await failureOf(ask());
    expect(server.requests()).toEqual({ items: 1 });
    await ask({ bucket: 'another' });
    expect(server.requests()).toEqual({ items: 2 });
  });

  it('are not sat out by what writes: a person waits', async () => {
    const { write, faults, server } = await connect();
    faults.add({ on: 'write', action: { retryAt: Date.now() + 1_000 } });
    expect((await failureOf(write())).outcomeUnknown).toBe(false);
    expect(server.requests()).toEqual({ write: 1 });
  });
});
