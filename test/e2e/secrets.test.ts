import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { expectNoTrace } from '../helpers/clear.js';
import { folder, openDesk } from '../helpers/desk.js';
import { type Ended, run } from '../helpers/earshot.js';

/** What must be seen nowhere. The sandbox derives its secrets from the handle, so these are the real ones. */
function formsOf(secrets: readonly string[]): string[] {
  return secrets.flatMap((secret) => [
    secret,
    encodeURIComponent(secret),
    Buffer.from(secret).toString('base64').slice(0, -4),
    Buffer.from(secret).toString('base64url').slice(0, -4),
  ]);
}

/** Every file below a folder, but for the credentials. */
function filesIn(dir: string): string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'credentials.json')
    .map((entry) => join(entry.parentPath, entry.name));
}

function expectSecret(secrets: readonly string[], ended: readonly Ended[], dirs: readonly string[]): void {
  ended.forEach(expectNoTrace);
  const said = ended.map(({ stdout, stderr }) => stdout + stderr).join('\n');
  for (const form of formsOf(secrets)) {
    expect(said).not.toContain(form);
    for (const path of dirs.flatMap(filesIn)) {
      expect(readFileSync(path).includes(form), `${path} holds a secret`).toBe(false);
    }
  }
}

const POST = { by: 'guest', text: '@cafenar is it open?', createdAt: Date.now() - 60_000 };

it('shows the four keys nowhere, whatever is asked for and however it fails', async () => {
  const desk = await openDesk({ posts: [POST] });
  const { apiKey, apiSecret, accessToken, accessTokenSecret } = desk.sandbox.credentials.oauth1;
  const ended: Ended[] = [];
  for (const args of [
    ['poll', '--verbose'],
    ['poll', '--verbose', '--json'],
    ['list', '--json'],
    ['show', '1', '--json'],
    ['doctor', '--verbose'],
    ['doctor', '--json'],
    ['account', 'list', '--json'],
    ['account', 'check', '--verbose', '--json'],
    ['reply', '1', 'It is.', '--yes', '--verbose'],
    ['outbox', 'list', '--all', '--json'],
    ['digest', '--format', 'json'],
  ]) {
    ended.push(await desk.run(args));
  }
  expect(ended.map(({ code }) => code)).toEqual(ended.map(() => 0));
  // A server that answers with what it was sent, in every way it can.
  const echo = { oauth_token: accessToken, secret: accessTokenSecret, key: apiKey };
  const detail = `bad signature for ${accessToken} with ${apiSecret}&${accessTokenSecret}, key ${apiKey}`;
  for (const status of [400, 401, 403, 429, 500]) {
    desk.sandbox.faults.clear();
    desk.sandbox.faults.add([
      { path: '/2/', action: 'status', status, times: 99, body: { title: detail, detail, errors: [echo] } },
    ]);
    ended.push(await desk.run(['poll', '--verbose']), await desk.run(['doctor', '--json', '--verbose']));
    ended.push(await desk.run(['reply', '1', `It is. (${status})`, '--again', '--yes', '--verbose']));
  }
  desk.sandbox.faults.clear();
  ended.push(
    await desk.run(['outbox', 'list', '--all', '--json']),
    await desk.run(['account', 'list', '--json']),
  );
  expect(ended.some(({ stderr }) => stderr.includes('debug: '))).toBe(true);
  expectSecret([apiKey, apiSecret, accessToken, accessTokenSecret], ended, [desk.dir]);
});

it('takes secrets from standard input, never from arguments, and keeps them in a private file', async () => {
  const desk = await openDesk({ posts: [POST] });
  const { oauth1 } = desk.sandbox.credentials;
  const secrets = [oauth1.apiKey, oauth1.apiSecret, oauth1.accessToken, oauth1.accessTokenSecret];
  const cwd = folder();
  const init = [
    'init',
    '--business',
    'Café Nar',
    '--network',
    'x',
    '--handle',
    'cafenar',
    '--auth',
    'oauth1',
  ];
  const made = await run([...init, '--base-url', desk.sandbox.url, '--secrets-stdin', '--dir', cwd], {
    cwd,
    stdin: JSON.stringify(oauth1),
  });
  expect(made, made.stderr).toMatchObject({ code: 0 });
  const kept = join(cwd, 'credentials.json');
  expect(statSync(kept).mode & 0o777).toBe(0o600);
  expect(JSON.parse(readFileSync(kept, 'utf8'))).toEqual({ cafenar: oauth1 });
  const polled = await run(['poll', '--verbose'], { cwd });
  expect(polled).toMatchObject({ code: 0, stdout: '' });
  const { stdout: help } = await run(['account', 'add', '--help'], { cwd });
  expect(help).not.toMatch(/--(api|access|token|secret)[a-z-]* </);
  expectSecret(secrets, [made, polled], [cwd]);
});

it('uses secrets of the environment and of files it names, and writes them nowhere', async () => {
  const desk = await openDesk({ posts: [POST] });
  const { apiKey, apiSecret, accessToken, accessTokenSecret } = desk.sandbox.credentials.oauth1;
  writeFileSync(join(desk.dir, 'credentials.json'), '{}');
  const vault = folder();
  const file = join(vault, 'token-secret');
  writeFileSync(file, `${accessTokenSecret}\n`, { mode: 0o600 });
  const env = {
    EARSHOT_CAFENAR_API_KEY: apiKey,
    EARSHOT_CAFENAR_API_SECRET: apiSecret,
    EARSHOT_CAFENAR_ACCESS_TOKEN: accessToken,
    EARSHOT_CAFENAR_ACCESS_TOKEN_SECRET_FILE: file,
  };
  const slow = desk.start(['poll', '--verbose'], { env });
  await slow.until((_, stderr) => stderr.includes('debug: '));
  const ended = [await slow.ended, await desk.run(['doctor', '--verbose', '--json'], { env })];
  expect(ended.map(({ code }) => code)).toEqual([0, 0]);
  expect(desk.count('SELECT count(*) FROM mention')).toBe(1);
  expect(readFileSync(join(desk.dir, 'credentials.json'), 'utf8')).toBe('{}');
  const wrong = await desk.run(['poll', '--verbose'], {
    env: { ...env, EARSHOT_CAFENAR_API_SECRET: 'canary-wrong-secret' },
  });
  expect(wrong).toMatchObject({ code: 4, stdout: '' });
  const gone = await desk.run(['poll'], {
    env: { ...env, EARSHOT_CAFENAR_ACCESS_TOKEN_SECRET_FILE: `${file}x` },
  });
  expect(gone).toMatchObject({ code: 2, stdout: '' });
  expect(gone.stderr).toContain('EARSHOT_CAFENAR_ACCESS_TOKEN_SECRET_FILE');
  const secrets = [apiKey, apiSecret, accessToken, accessTokenSecret, 'canary-wrong-secret'];
  expectSecret(secrets, [...ended, wrong, gone], [desk.dir]);
});
