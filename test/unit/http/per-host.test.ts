import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NoAnswer } from '../../../src/http/no-answer.js';
import { limitPerHost } from '../../../src/http/per-host.js';

/** A fetch whose answers are given by hand. */
function byHand() {
  const open: { url: string; finish(): void; fail(): void }[] = [];
  const fetch = (input: URL | string) =>
    new Promise<Response>((resolve, reject) => {
      open.push({
        url: String(input),
        finish: () => resolve(new Response('ok')),
        fail: () => reject(new Error('broken')),
      });
    });
  return { fetch, open };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('a limit per host', () => {
  it('keeps so many under way to each host, whatever comes and ends, and leaves nobody waiting', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 3 }),
        fc.array(fc.record({ host: fc.nat({ max: 1 }), fails: fc.boolean(), ends: fc.nat({ max: 2 }) })),
        async (atOnce, requests) => {
          const { fetch, open } = byHand();
          const limited = limitPerHost(fetch, atOnce);
          const done: Promise<unknown>[] = [];
          const check = () => {
            for (const host of ['0', '1']) {
              expect(open.filter(({ url }) => url.includes(`host${host}`)).length).toBeLessThanOrEqual(
                atOnce,
              );
            }
          };
          const end = async (fails: boolean) => {
            const next = open.shift();
            if (fails) next?.fail();
            else next?.finish();
            await settled();
            check();
          };
          for (const { host, fails, ends } of requests) {
            done.push(limited(`https://host${host}.example/`).catch(() => null));
            await settled();
            check();
            for (let ended = 0; ended < ends; ended += 1) await end(fails);
          }
          while (open.length > 0) await end(false);
          await Promise.all(done);
        },
      ),
    );
  });

  it('lets a waiting one go when it is given up, unsent, and serves those behind it', async () => {
    const { fetch, open } = byHand();
    const limited = limitPerHost(fetch, 1);
    const first = limited('https://host.example/1');
    const stop = new AbortController();
    const second = limited('https://host.example/2', { signal: stop.signal });
    const third = limited('https://host.example/3');
    stop.abort(new NoAnswer('timeout', true));
    await expect(second).rejects.toMatchObject({ code: 'timeout', mayHaveArrived: false });
    open.shift()?.finish();
    await first;
    await settled();
    expect(open.map(({ url }) => url)).toEqual(['https://host.example/3']);
    open.shift()?.finish();
    await third;
  });
});
