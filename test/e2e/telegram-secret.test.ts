import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { startTelegramFake } from '../fakes/telegram/index.js';
import { folder } from '../helpers/desk.js';
import { type Ended, run } from '../helpers/earshot.js';

const RIGHT_SHAPE = '7000001:AACanary-Token_0123456789abcdefghij';

/** A desk with one Telegram account, at a server of ours. */
function deskAt(baseUrl: string, token: string): (args: readonly string[]) => Promise<Ended> {
  const dir = folder();
  const account = { id: 'nar', network: 'telegram', handle: 'cafenar_bot', baseUrl };
  const config = { business: { name: 'Café Nar', timeZone: 'UTC' }, accounts: [account] };
  writeFileSync(join(dir, 'earshot.config.json'), JSON.stringify(config));
  writeFileSync(join(dir, 'credentials.json'), JSON.stringify({ nar: { token } }), { mode: 0o600 });
  return async (args) => {
    const ended = await run(args, { cwd: dir });
    expectNowhere(token, ended, dir);
    return ended;
  };
}

/** Neither printed nor kept, whole or the part that is secret, as it is or encoded. */
function expectNowhere(token: string, { stdout, stderr }: Ended, dir: string): void {
  const secret = token.split(':')[1] ?? token;
  const kept = readdirSync(dir)
    .filter((name) => name !== 'credentials.json')
    .map((name) => readFileSync(join(dir, name), 'latin1'));
  for (const text of [stdout, stderr, ...kept]) expect(text).not.toContain(secret);
}

it('shows the bot token nowhere, though it is part of every address', async () => {
  const fake = await startTelegramFake();
  onTestFinished(() => fake.stop());
  fake.arrive({ by: 'ana', kind: 'message', text: 'Are you open on Sunday?' });
  const earshot = deskAt(fake.account.baseUrl ?? '', fake.secrets.token ?? '');
  const polled = await earshot(['poll', '--verbose']);
  expect([polled.code, polled.stderr.includes('debug: ')]).toEqual([0, true]);
  const replied = await earshot(['reply', '1', 'Until ten.', '--yes', '--verbose']);
  expect([replied.code, fake.written().length]).toEqual([0, 1]);
  expect((await earshot(['account', 'check', '--verbose'])).code).toBe(0);
  for (const action of ['reset-after', 'truncate', 'nonsense', { status: 401 }, { status: 500 }] as const) {
    fake.fail({ on: 'read', action, times: 9 });
    fake.fail({ on: 'write', action });
    expect((await earshot(['poll', '--verbose', '--json'])).code).not.toBe(0);
    expect((await earshot(['reply', '1', 'Until ten.', '--again', '--yes', '--verbose'])).code).not.toBe(0);
    fake.fail('none');
  }
});

it('takes the token out of what a server repeats of the address', async () => {
  const echo = createServer((request, response) => {
    const description = `Bad Request: no ${request.url} for https://api.telegram.org${request.url}`;
    response.writeHead(400, { location: request.url, 'content-type': 'application/json' });
    response.end(JSON.stringify({ ok: false, error_code: 400, description }));
  });
  echo.listen(0, '127.0.0.1');
  await once(echo, 'listening');
  onTestFinished(() => void echo.close());
  const earshot = deskAt(`http://127.0.0.1:${(echo.address() as AddressInfo).port}`, RIGHT_SHAPE);
  const polled = await earshot(['poll', '--verbose', '--json']);
  expect([polled.code, polled.stdout.includes('[redacted]')]).toEqual([1, true]);
  await earshot(['account', 'check', '--verbose', '--json']);
  await earshot(['account', 'list', '--json']);
});
