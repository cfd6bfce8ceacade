import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { retrySafe } from '../../../src/http/retry.js';

const never = new AbortController().signal;

describe('retrySafe', () => {
  it('makes one attempt more than there are waits, and only while it may help', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: 4 }),
        fc.array(fc.boolean(), { maxLength: 6 }),
        async (waits, failures) => {
          let attempts = 0;
          const run = async () => {
            const helps = failures[attempts++];
            if (helps === undefined) return 'done';
            throw new Error(helps ? 'passing' : 'lasting');
          };
          const retryable = (error: unknown) => error instanceof Error && error.message === 'passing';
          const outcome = await retrySafe(run, {
            delays: Array(waits).fill(0),
            retryable,
            signal: never,
          }).catch((error: Error) => error.message);
          const lasting = failures.indexOf(false);
          const needed = lasting === -1 ? failures.length + 1 : lasting + 1;
          expect(attempts).toBe(Math.min(waits + 1, needed));
          const ends = attempts > failures.length ? 'done' : failures[attempts - 1] ? 'passing' : 'lasting';
          expect(outcome).toBe(ends);
        },
      ),
    );
  });

  it('stops when the caller gives up', async () => {
    const stop = new AbortController();
    let attempts = 0;
    const run = async () => {
      attempts += 1;
      stop.abort();
      throw new Error('no');
    };
    await expect(
      retrySafe(run, { delays: [0, 0], retryable: () => true, signal: stop.signal }),
    ).rejects.toThrow('no');
    expect(attempts).toBe(1);
  });
});
