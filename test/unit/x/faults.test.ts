import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { MINUTE, SECOND } from '../../../src/core/clock.js';
import { create } from '../../../src/networks/x/index.js';
import type { FaultRequest } from '../../../src/sandbox/faults.js';
import type { Sandbox } from '../../../src/sandbox/index.js';
import { answerTo, never, poll, request } from '../../helpers/adapter.js';
import { failureOf } from '../../helpers/failure.js';
import { stopForGood } from '../../helpers/stop-for-good.js';
import { depsFor, KEYS, onSandbox } from './support.js';

const open: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const close of open) await close();
});

const now = Date.now();
const question = { id: '1900000000000000001', by: 'ana', text: '@cafenar open?', createdAt: now - MINUTE };

async function failing(...faults: FaultRequest[]) {
  // Short where nothing comes, long where a busy machine must not look like silence.
  const isSilent = faults.some(({ action }) => action === 'timeout');
  const lines: string[] = [];
  const log = (line: string) => void lines.push(line);
  const started = await onSandbox({ posts: [question], log }, { timeoutMs: isSilent ? 1_500 : 20_000 });
  open.push(() => started.sandbox.stop());
  await started.network.verify(never);
  started.sandbox.faults.add(faults);
  return { ...started, unanswered: () => lines.filter((line) => line.includes('no answer')).length };
}

const posted = (sandbox: Sandbox) => JSON.stringify(sandbox.ledger()).includes('Until ten');
const answer = answerTo(
  { nativeId: question.id, author: { nativeId: '5', handle: 'ana' }, threadNativeId: question.id },
  'Until ten',
);
const READ = { method: 'GET', path: '/2/users' } as const;
const WRITE = { method: 'POST', path: '/2/tweets' } as const;

describe.concurrent('a failing read', () => {
  it.each([
    { action: 'reset-before' },
    { action: 'truncate' },
    { action: 'not-json' },
    { action: 'empty' },
    { action: 'status', status: 503 },
    { action: 'timeout' },
  ] as const)('is tried again after $action', async (fault) => {
    const { network } = await failing({ ...READ, times: 2, ...fault });
    const { mentions } = await poll(network, request('mentions'));
    expect(mentions).toHaveLength(1);
  });

  it.each([
    [{ action: 'reset-before' }, 'unreachable'],
    [{ action: 'timeout' }, 'unreachable'],
    [{ action: 'truncate' }, 'server'],
    [{ action: 'not-json' }, 'server'],
    [{ action: 'status', status: 500, body: '<html>' }, 'server'],
    [{ action: 'status', status: 404 }, 'not-found'],
    [{ action: 'status', status: 410 }, 'not-found'],
    [
      { action: 'status', status: 403, body: { title: 'Forbidden', detail: 'No', type: 'about:blank' } },
      'forbidden',
    ],
    [{ action: 'status', status: 402, body: { title: 'CreditsDepleted' } }, 'forbidden'],
    [{ action: 'status', status: 401 }, 'auth'],
    [{ action: 'status', status: 418 }, 'rejected'],
    [{ action: 'status', status: 400, body: { title: 'Invalid Request', errors: [null] } }, 'rejected'],
  ] as const)('that goes on with %o is said to be %s, in words and without secrets', async (fault, kind) => {
    const { network, sandbox } = await failing({ ...READ, times: 5, ...fault } as FaultRequest);
    const error = await failureOf(poll(network, request('mentions')));
    expect(error.networkKind).toBe(kind);
    expect(error.outcomeUnknown).toBe(false);
    expect(error.message).toMatch(/mentions.*[.]$/);
    const shown = inspect(error, { depth: 10, showHidden: true });
    for (const secret of Object.values(sandbox.credentials.oauth1)) expect(shown).not.toContain(secret);
    expect(shown).not.toMatch(/oauth_signature|Authorization/i);
  });

  it.each(['sender_id', 'created_at', 'dm_conversation_id', 'event_type'])(
    'passes over no private message that comes without its %s: the next poll reads it',
    async (missing) => {
      const whole = {
        id: '1900000000000000009',
        event_type: 'MessageCreate',
        text: 'Is my order ready?',
        sender_id: '5',
        created_at: new Date(now - MINUTE).toISOString(),
        dm_conversation_id: '5-7',
      };
      const { [missing as 'sender_id']: _, ...torn } = whole;
      const joined = { id: '1900000000000000008', event_type: 'ParticipantsJoin' };
      const messages = async (...data: Record<string, string>[]) => {
        const started = await failing({
          method: 'GET',
          path: '/2/dm_events',
          action: 'status',
          status: 200,
          body: { data },
        });
        return poll(started.network, request('messages'));
      };
      expect((await failureOf(messages(torn, joined))).message).toContain(`(data.0.${missing} is missing)`);
      expect((await messages(whole, joined)).mentions.map(({ text }) => text)).toEqual([whole.text]);
    },
  );

  it('is not tried again when the reader gives up', async () => {
    const { network, unanswered } = await failing({ ...READ, times: 9, action: 'timeout' });
    const stop = new AbortController();
    const pending = failureOf(poll(network, request('mentions', { signal: stop.signal })));
    await vi.waitFor(() => expect(unanswered()).toBe(1), 10_000);
    stop.abort();
    expect((await pending).message).toContain('interrupted');
    expect(unanswered()).toBe(1);
  });
});

describe.concurrent('a failing write', () => {
  it.each([
    ['reset-after', true],
    ['truncate', true],
    ['timeout', false],
    ['reset-before', false],
    ['not-json', false],
    ['empty', false],
  ] as const)('is never repeated and its outcome is unknown after %s', async (action, happened) => {
    const { network, sandbox } = await failing({ ...WRITE, action });
    const error = await failureOf(network.reply(answer, never));
    expect(error.outcomeUnknown).toBe(true);
    // A request that is lost before it is carried out is not counted: a second one would be.
    expect(sandbox.requests()['POST /2/tweets'] ?? 0).toBe(happened ? 1 : 0);
    expect(posted(sandbox)).toBe(happened);
    expect((await network.findReply(answer, never)) !== null).toBe(happened);
  });

  it.each([500, 502, 503])('has an unknown outcome after status %d, accepted or not', async (status) => {
    const { network } = await failing({ ...WRITE, action: 'status', status, afterAccept: true });
    const error = await failureOf(network.reply(answer, never));
    expect([error.networkKind, error.outcomeUnknown]).toEqual(['server', true]);
    expect(await network.findReply(answer, never)).not.toBeNull();
  });

  it.each([400, 401, 403, 404, 429])('surely did not happen after status %d', async (status) => {
    const { network } = await failing({ ...WRITE, action: 'status', status });
    expect((await failureOf(network.reply(answer, never))).outcomeUnknown).toBe(false);
  });

  it('surely did not happen when there was no connection', async (test) => {
    const { network, sandbox } = await failing();
    await stopForGood(sandbox, test);
    const error = await failureOf(network.reply(answer, never));
    expect([error.networkKind, error.outcomeUnknown]).toEqual(['unreachable', false]);
  });
});

describe.concurrent('rate limits', () => {
  /** A server that answers with the next of some prepared answers. */
  async function scripted(
    ...answers: { status: number; headers?: () => Record<string, string>; body?: unknown }[]
  ) {
    let served = 0;
    const server: Server = createServer((_, response) => {
      const next = answers[Math.min(served++, answers.length - 1)];
      response.writeHead(next?.status ?? 500, { 'content-type': 'application/json', ...next?.headers?.() });
      response.end(JSON.stringify(next?.body ?? {}));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    open.push(
      () =>
        new Promise((resolve) => {
          server.closeAllConnections();
          server.close(resolve);
        }),
    );
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return { url, served: () => served };
  }
  /** Headers of a limit, told from the moment of the answer on. */
  const limit =
    (remaining: number, inMs: number, name = 'x-rate-limit') =>
    () => ({
      [`${name}-limit`]: '300',
      [`${name}-remaining`]: String(remaining),
      [`${name}-reset`]: String(Math.ceil((Date.now() + inMs) / SECOND)),
    });
  const us = { account: { nativeId: '7' } };
  const page = { meta: { result_count: 0 } };

  it('waits out a short one and reads on', async () => {
    const startedAt = Date.now();
    const server = await scripted({ status: 429, headers: limit(0, 900) }, { status: 200, body: page });
    const network = create(depsFor(server.url, KEYS, { ...us, maxWaitMs: 4_000 }));
    await poll(network, request('mentions'));
    expect(Date.now() - startedAt).toBeGreaterThan(800);
    expect(server.served()).toBe(2);
  });

  it('says until when to stay away where the wait is long, without asking again', async () => {
    const server = await scripted({ status: 429, headers: limit(0, 10 * MINUTE) });
    const network = create(depsFor(server.url, KEYS, us));
    const error = await failureOf(poll(network, request('mentions')));
    expect(error.networkKind).toBe('rate-limit');
    expect((error.retryAt ?? 0) - Date.now()).toBeGreaterThan(5 * MINUTE);
    await failureOf(poll(network, request('mentions')));
    expect(server.served()).toBe(1);
  });

  it('asks no more once the answer before said that nothing is left', async () => {
    const server = await scripted({ status: 200, headers: limit(0, 10 * MINUTE), body: page });
    const network = create(depsFor(server.url, KEYS, us));
    await poll(network, request('mentions'));
    expect((await failureOf(poll(network, request('mentions')))).networkKind).toBe('rate-limit');
    expect(server.served()).toBe(1);
    await poll(network, request('own'));
    expect(server.served()).toBe(2);
  });

  it('obeys the limits of 24 hours too', async () => {
    const headers = () => ({ ...limit(12, MINUTE)(), ...limit(0, 60 * MINUTE, 'x-user-limit-24hour')() });
    const server = await scripted({ status: 429, headers });
    const network = create(depsFor(server.url, KEYS, us));
    const error = await failureOf(network.reply(answer, never));
    expect((error.retryAt ?? 0) - Date.now()).toBeGreaterThan(50 * MINUTE);
  });

  it('takes a wrong clock of ours into account', async () => {
    const server = await scripted({ status: 429, headers: limit(0, 10 * MINUTE) });
    const clock = () => Date.now() + 60 * MINUTE;
    const error = await failureOf(
      poll(create(depsFor(server.url, KEYS, { ...us, clock })), request('mentions')),
    );
    const wait = (error.retryAt ?? 0) - clock();
    expect(wait).toBeGreaterThan(9 * MINUTE);
    expect(wait).toBeLessThan(11 * MINUTE);
  });

  it('wakes from a wait when the reader gives up', async () => {
    const server = await scripted({ status: 429, headers: limit(0, 30_000) });
    const network = create(depsFor(server.url, KEYS, { ...us, maxWaitMs: MINUTE }));
    const stop = new AbortController();
    const startedAt = Date.now();
    const pending = failureOf(poll(network, request('mentions', { signal: stop.signal })));
    await vi.waitFor(() => expect(server.served()).toBe(1), 10_000);
    stop.abort();
    expect((await pending).message).toContain('interrupted');
    expect(Date.now() - startedAt).toBeLessThan(20_000);
  });

  it.each([
    ['usage-capped', 429, 'rate-limit', 'allowance'],
    ['unsupported-authentication', 403, 'forbidden', 'does not allow'],
    ['client-forbidden', 403, 'forbidden', 'does not allow'],
  ])('reads the problem %s', async (type, status, kind, words) => {
    const body = { title: 'T', detail: 'D', type: `https://api.twitter.com/2/problems/${type}` };
    const server = await scripted({ status, body });
    const error = await failureOf(poll(create(depsFor(server.url, KEYS, us)), request('mentions')));
    expect([error.networkKind, error.message]).toEqual([kind, expect.stringContaining(words)]);
    expect(error.hint).toBeDefined();
  });

  it('names the field that is not as documented', async () => {
    const server = await scripted({
      status: 200,
      body: { data: [{ id: '1', text: 'x', author_id: 'abc' }] },
    });
    const error = await failureOf(poll(create(depsFor(server.url, KEYS, us)), request('mentions')));
    expect(error.message).toContain('data.0.author_id');
    expect(server.served()).toBe(1);
  });

  it('blames the clock for a refused signature when the clock is wrong', async () => {
    const server = await scripted({ status: 401, body: {} });
    const clock = () => Date.now() - 20 * MINUTE;
    const error = await failureOf(create(depsFor(server.url, KEYS, { ...us, clock })).verify(never));
    expect(error.message).toContain('20 minutes behind');
  });
});

describe('credentials', () => {
  it('says which one is missing', async () => {
    const { apiSecret: _, ...rest } = KEYS;
    const error = await failureOf(create(depsFor('http://127.0.0.1:9', rest)).verify(never));
    expect([error.networkKind, error.message]).toEqual(['auth', expect.stringContaining('apiSecret')]);
  });

  it('refuses to send them over plain HTTP to another machine', async () => {
    const network = create(depsFor('http://192.0.2.1', KEYS));
    await expect(network.verify(never)).rejects.toMatchObject({ kind: 'config' });
  });
});
