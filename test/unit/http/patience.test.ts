import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SECOND } from '../../../src/core/clock.js';
import { NetworkError } from '../../../src/core/errors.js';
import { createHttpClient } from '../../../src/http/client.js';
import { answerOf } from '../../../src/networks/x/transport.js';

const never = new AbortController().signal;
const TIMEOUT = 20 * SECOND;
const ERA = 10 * 60 * SECOND;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A server that sends a byte a second, for ever. */
async function dripping(_: unknown, init?: RequestInit): Promise<Response> {
  const body = new ReadableStream({
    start(controller) {
      const timer = setInterval(() => controller.enqueue(new Uint8Array(1)), SECOND);
      init?.signal?.addEventListener('abort', () => {
        clearInterval(timer);
        controller.error(init.signal?.reason);
      });
    },
  });
  return new Response(body);
}

/** How long something took until it failed, and what it failed with. */
async function failureAfter(pending: Promise<unknown>): Promise<{ error: unknown; seconds: number }> {
  const from = Date.now();
  const failed = pending.then(
    () => ({ error: null, seconds: 0 }),
    (error: unknown) => ({ error, seconds: (Date.now() - from) / SECOND }),
  );
  await vi.advanceTimersByTimeAsync(ERA);
  return failed;
}

describe('an answer that never ends, without ever being silent', () => {
  it('is given up, and a write that had it may have been carried out', async () => {
    const client = createHttpClient({
      base: new URL('http://127.0.0.1'),
      fetch: dripping,
      clock: Date.now,
      timeoutMs: TIMEOUT,
      maxWaitMs: 0,
      debug: () => {},
      redact: (text) => text,
      dialect: {
        network: 'net',
        name: 'The Net',
        interpret: () => ({ kind: 'rejected', message: 'no' }),
      },
    });
    const call = { method: 'POST', path: '/', purpose: 'write an item' } as const;
    const { error, seconds } = await failureAfter(client.send(call, never));
    expect(error).toBeInstanceOf(NetworkError);
    expect(error).toMatchObject({ networkKind: 'unreachable', outcomeUnknown: true });
    expect((error as Error).message).toBe(
      'The Net could not be reached to write an item: its answer had not come to an end after 120 seconds.',
    );
    expect(seconds).toBe(120);
  });

  it("is given up through X's library, which takes what had come for the whole", async () => {
    const { error, seconds } = await failureAfter(
      answerOf(
        TIMEOUT,
        never,
        (until) =>
          new Promise((resolve) => {
            until.addEventListener('abort', () => resolve({ headers: {}, data: '{}' }));
          }),
      ),
    );
    expect([error, seconds]).toMatchObject([{ code: 'too-slow', mayHaveArrived: true }, 120]);
  });
});
