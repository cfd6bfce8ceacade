import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { FaultRequest, ScenePost } from '../../src/sandbox/index.js';
import { expectClear, expectNoTrace } from '../helpers/clear.js';
import { ahead } from '../helpers/clock.js';
import { type Desk, openDesk } from '../helpers/desk.js';

const COUNT = 250;
const MENTIONS = /GET \/2\/users\/\d+\/mentions /;

/** What a network that says nothing is borne, where it says nothing. */
const IMPATIENT = '1s';

/** Posts over three pages, and a desk that polls them alone and waits two seconds for a rate limit. */
async function deskWith(
  count: number,
  { log = () => {}, timeout = '2m' }: { log?: (line: string) => void; timeout?: string } = {},
): Promise<Desk> {
  const now = Date.now();
  const posts = Array.from(
    { length: count },
    (_, index): ScenePost => ({
      by: `guest${index % 9}`,
      text: `@cafenar when do you open? (${index})`,
      createdAt: now - (count - index) * 60_000,
    }),
  );
  const desk = await openDesk({ posts, log });
  const config = JSON.parse(readFileSync(desk.config, 'utf8')) as { accounts: object[] };
  const accounts = config.accounts.map((account) => ({ ...account, streams: ['mentions'] }));
  writeFileSync(desk.config, JSON.stringify({ ...config, accounts, poll: { timeout, maxWait: '2s' } }));
  return desk;
}

const stored = (desk: Desk) => desk.count('SELECT count(*) FROM mention');

/** X's rate limit, over in two minutes. */
const limited = (): FaultRequest => ({
  path: '/2/',
  action: 'status',
  status: 429,
  headers: {
    'x-rate-limit-limit': '300',
    'x-rate-limit-remaining': '0',
    'x-rate-limit-reset': String(Math.ceil(Date.now() / 1_000) + 120),
  },
});

type Trouble = [what: string, fault: () => FaultRequest, code: number, words: string];
const status = (code: number, body?: FaultRequest['body']) => (): FaultRequest => ({
  path: '/2/',
  action: 'status',
  status: code,
  ...(body === undefined ? {} : { body }),
});

const TROUBLE: Trouble[] = [
  ['answers that are not JSON', () => ({ path: '/2/', action: 'not-json' }), 1, 'could not be read'],
  ['answers with nothing in them', () => ({ path: '/2/', action: 'empty' }), 1, 'could not be read'],
  ['JSON of another shape', status(200, { data: { id: 7 } }), 1, 'not what X documents'],
  ['keys that are refused (401)', status(401), 4, 'does not accept the four keys'],
  ['a request that is not allowed (403)', status(403), 1, 'does not allow'],
  ['an address that is gone (404)', status(404), 1, 'does not have'],
  ['a rate limit (429)', limited, 5, 'to wait'],
  ['a server that fails (503)', status(503), 1, 'status 503'],
  ['a server that fails in HTML (502)', status(502, '<html>Bad gateway</html>'), 1, 'status 502'],
  ['silence', () => ({ path: '/2/', action: 'timeout' }), 1, 'nothing came for 1 second'],
  ['a reset', () => ({ path: '/2/', action: 'reset-before' }), 1, 'connection broke off'],
  ['half an answer', () => ({ path: '/2/', action: 'truncate' }), 1, 'X'],
];

it.each(TROUBLE)(
  'polls into %s and says so; a later poll loses nothing',
  async (what, fault, code, words) => {
    let armed = false;
    // Page one comes; from then on the network misbehaves.
    const desk = await deskWith(COUNT, {
      ...(what === 'silence' ? { timeout: IMPATIENT } : {}),
      log(line) {
        if (armed || !MENTIONS.test(line)) return;
        desk.sandbox.faults.add([{ ...fault(), times: 50 }]);
        armed = true;
      },
    });
    expectClear(await desk.run(['poll']), code, '@cafenar on X', words);
    expect(stored(desk)).toBe(100);
    const listed = await desk.run(['account', 'list', '--json']);
    expectNoTrace(listed);
    desk.sandbox.faults.clear();
    // Three minutes later every rest is over.
    const later = { env: ahead(180_000) };
    expect(await desk.run(['poll'], later)).toMatchObject({ code: 0, stdout: '', stderr: '' });
    expect(stored(desk)).toBe(COUNT);
    expect(desk.rows('SELECT * FROM gap')).toEqual([]);
    expect(await desk.run(['poll'], later)).toMatchObject({ code: 0, stdout: '', stderr: '' });
  },
);

it('has nothing to say about an empty page', async () => {
  const desk = await deskWith(0);
  expect(await desk.run(['poll'])).toMatchObject({ code: 0, stdout: '', stderr: '' });
  expect(await desk.run(['list'])).toMatchObject({ code: 0, stdout: '', stderr: '' });
});

it('gets over a failure that passes, without a word', async () => {
  const desk = await deskWith(COUNT, { timeout: IMPATIENT });
  desk.sandbox.faults.add([
    { path: '/2/users/me', action: 'status', status: 503 },
    { path: `/2/users/${desk.sandbox.account.nativeId}`, action: 'timeout' },
    { path: `/2/users/${desk.sandbox.account.nativeId}`, action: 'truncate' },
  ]);
  expect(await desk.run(['poll'])).toMatchObject({ code: 0, stdout: '', stderr: '' });
  expect(stored(desk)).toBe(COUNT);
});

it('says in JSON what it could not do', async () => {
  const desk = await deskWith(1);
  desk.sandbox.faults.add([{ path: '/2/', action: 'status', status: 401, times: 9 }]);
  const ended = await desk.run(['poll', '--json']);
  expect(ended).toMatchObject({ code: 4, stderr: '' });
  expect(JSON.parse(ended.stdout)).toMatchObject({
    new: 0,
    accounts: [
      { error: { code: 'network-auth', kind: 'auth', hint: expect.stringContaining('account add') } },
    ],
  });
  expectNoTrace(ended);
});

const REFUSALS: Trouble[] = [
  ['keys that are refused (401)', status(401), 4, 'does not accept the four keys'],
  ['a reply that is not allowed (403)', status(403), 1, 'does not allow'],
  ['a mention that is gone (404)', status(404), 1, 'does not have'],
  ['a rate limit (429)', limited, 5, 'to wait'],
  ['a server that fails (503)', status(503), 1, 'status 503'],
  ['silence', () => ({ path: '/2/', action: 'timeout' }), 1, 'nothing came for 1 second'],
  ['a reset', () => ({ path: '/2/', action: 'reset-before' }), 1, 'connection broke off'],
  ['answers that are not JSON', () => ({ path: '/2/', action: 'not-json' }), 1, 'could not be read'],
];

it.each(REFUSALS)('replies into %s and says so; nothing is sent twice', async (what, fault, code, words) => {
  const desk = await deskWith(1, what === 'silence' ? { timeout: IMPATIENT } : {});
  expect((await desk.run(['poll'])).code).toBe(0);
  desk.sandbox.faults.add([{ ...fault(), method: 'POST' }]);
  const ended = await desk.run(['reply', '1', 'From eight on.', '--yes']);
  expect(ended, ended.stderr).toMatchObject({ code, stdout: '' });
  expect(ended.stderr).toContain(words);
  expectNoTrace(ended);
  expect(desk.sandbox.ledger()).toEqual([]);
  const [{ state } = { state: '' }] = desk.rows<{ state: string }>('SELECT state FROM outbox');
  // Where the outcome cannot be known, it is not sent again before earshot has looked for it.
  expect(state).toBe(code === 1 && !/does not/.test(words) ? 'unknown' : 'failed');
  if (state === 'unknown') return;
  expect((await desk.run(['outbox', 'retry'])).code).toBe(0);
  expect(desk.sandbox.ledger()).toMatchObject([{ action: 'reply', text: '@guest0 From eight on.' }]);
});
