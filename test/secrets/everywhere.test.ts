import { once } from 'node:events';
import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { scratchOf } from '../../src/core/scratch.js';
import { folder } from '../helpers/desk.js';
import { type Ended, run, start } from '../helpers/earshot.js';
import { readSources } from '../helpers/source-tree.js';
import { formsOf, secretSlots } from './canaries.js';

const CARRIES = ['digest', 'alerts'];
/** One secret in every slot there is; each of the shape its network wants. */
const CANARIES = {
  x: {
    apiKey: 'canaryXapiKey0123456789a',
    apiSecret: 'canaryXapiSecret0123456789abcdefghij+/=',
    accessToken: '4711-canaryXaccessToken0123456789abcdef',
    accessTokenSecret: 'canaryXaccessTokenSecret0123456789abc',
    clientSecret: 'canaryXclientSecret0123456789abcdefgh',
    refreshToken: 'canaryXrefreshToken0123456789abcdefgh',
  },
  bluesky: {
    appPassword: 'cana-ryBs-kyAp-pPas',
    accessJwt: 'eyJ.canaryBlueskyAccess0123.sig',
    refreshJwt: 'eyJ.canaryBlueskyRefresh01.sig',
  },
  mastodon: { accessToken: 'canaryMastodonToken0123456789', clientSecret: 'canaryMastodonClientSecret01' },
  telegram: { token: '7000001:AACanaryTelegram_0123456789abcdefgh' },
  mail: { password: 'canary mail pass&word <"1">' },
  slack: { url: '' },
  discord: { url: '' },
  teams: { url: '' },
  hook: { url: '', secret: `whsec_${Buffer.from('canary signing key 0123456789abcd').toString('base64')}` },
  ntfy: { token: 'tk_canaryNtfyToken0123456789abcd' },
  chat: { token: '7000002:AACanaryDelivery_0123456789abcdefgh' },
};
const HOOK_PATH = '/services/T01/B02/canaryHook0123456789abcdef';

/** A server that answers with everything it was sent, in every way it can: bodies, headers, redirects. */
async function startEcho(answer: (request: IncomingMessage, body: string, response: ServerResponse) => void) {
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => answer(request, Buffer.concat(pieces).toString(), response));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A mail server that repeats what it was given as a password. */
async function startMailEcho(): Promise<number> {
  const server = createTcpServer((socket) => {
    socket.on('error', () => undefined);
    socket.write('220 mail.example ESMTP\r\n');
    socket.on('data', (data) => {
      const said = data.toString().trim();
      if (/^EHLO/i.test(said)) socket.write('250-mail.example\r\n250 AUTH PLAIN LOGIN\r\n');
      else if (/^AUTH/i.test(said))
        socket.write(`535 5.7.8 bad credentials: ${said} ${CANARIES.mail.password}\r\n`);
      else socket.write('250 ok\r\n');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

/** A desk with every network and every channel, all of them at the server that repeats. */
async function openDesk(answer: Parameters<typeof startEcho>[0]) {
  const dir = folder();
  const url = await startEcho(answer);
  const account = (id: string, network: string, more: object) => ({ id, network, ...more });
  writeFileSync(
    join(dir, 'earshot.config.json'),
    JSON.stringify({
      business: { name: 'Café Nar', timeZone: 'UTC' },
      poll: { timeout: '5s', maxWait: '1s' },
      accounts: [
        account('x', 'x', { handle: 'cafenar', auth: 'oauth1', baseUrl: url }),
        account('bluesky', 'bluesky', { handle: 'cafenar.bsky.social', server: url }),
        account('mastodon', 'mastodon', { handle: 'cafenar', server: url, auth: 'token' }),
        account('telegram', 'telegram', { handle: 'cafenar_bot', baseUrl: url }),
      ],
      delivery: {
        channels: [
          {
            id: 'mail',
            kind: 'email',
            carries: CARRIES,
            from: 'e@nar.example',
            to: ['o@nar.example'],
            host: '127.0.0.1',
            port: await startMailEcho(),
            user: 'nar',
          },
          { id: 'slack', kind: 'slack', carries: CARRIES },
          { id: 'discord', kind: 'discord', carries: CARRIES },
          { id: 'teams', kind: 'teams', carries: CARRIES },
          { id: 'hook', kind: 'webhook', carries: CARRIES },
          { id: 'ntfy', kind: 'ntfy', carries: CARRIES, server: url, topic: 'nar' },
          { id: 'chat', kind: 'telegram', carries: CARRIES, server: url, chat: '-1001' },
        ],
      },
    }),
  );
  const hooks = Object.fromEntries(
    (['slack', 'discord', 'teams', 'hook'] as const).map((id) => [
      id,
      { ...CANARIES[id], url: `${url}${HOOK_PATH}` },
    ]),
  );
  writeFileSync(join(dir, 'credentials.json'), JSON.stringify({ ...CANARIES, ...hooks }), { mode: 0o600 });
  return dir;
}

/** Whatever is written, and whatever is kept but the credentials, holds none of them in any form. */
function expectNowhere(ended: readonly Ended[], dir: string): void {
  for (const { stdout, stderr } of ended) expect(stdout + stderr).not.toMatch(/\n\s+at .*[:(]|node:internal/);
  const secrets = [
    ...Object.values(CANARIES).flatMap((one) => Object.values(one)),
    HOOK_PATH,
    HOOK_PATH.slice(-26),
    'AACanaryTelegram_0123456789abcdefgh',
  ].filter((secret) => secret !== '');
  const kept = readdirSync(dir, { recursive: true, withFileTypes: true })
    // A crash while keys are written leaves them in the file they were being written to, as private as the other.
    .filter((entry) => entry.isFile() && (scratchOf(entry.name, 'text') ?? entry.name) !== 'credentials.json')
    .map((entry) => join(entry.parentPath, entry.name));
  const texts = new Map([
    ...ended.map(({ stdout, stderr }, index) => [`output ${index}`, stdout + stderr] as const),
    ...kept.map((path) => [path, readFileSync(path, 'latin1')] as const),
  ]);
  const found = [...texts].flatMap(([place, text]) =>
    secrets.flatMap((secret) =>
      formsOf(secret)
        .filter((form) => text.includes(form))
        .map((form) => `${form} in ${place}`),
    ),
  );
  expect(found).toEqual([]);
}

const everything = (request: IncomingMessage, body: string) => ({
  url: request.url,
  headers: request.headers,
  body,
  authorization: request.headers.authorization?.split(' ').at(-1),
  all: Object.values(CANARIES).flatMap((one) => Object.values(one)),
});

describe('a secret', () => {
  it('is shown and kept nowhere, whatever a server repeats and however it fails', async () => {
    let status = 400;
    const dir = await openDesk((request, body, response) => {
      const told = everything(request, body);
      // Spelt in escapes, as some servers write JSON.
      const text = JSON.stringify({
        detail: told,
        title: told.all.join(' '),
        description: told.all.join(' '),
        error: told.all.join(' '),
        message: told.all.join(' '),
      });
      const escaped = text
        .replaceAll('/', '\\/')
        .replaceAll('canary', '\\u0063anary')
        .replaceAll('Canary', '\\u0043anary');
      response.writeHead(status, {
        'content-type': 'application/json',
        location: `/elsewhere?was=${encodeURIComponent(told.all.join(' '))}`,
        'x-echo': encodeURIComponent(told.all.join(' ')),
      });
      response.end(escaped);
    });
    const ended: Ended[] = [];
    for (status of [302, 400, 401, 403, 404, 422]) {
      ended.push(
        await run(['poll', '--verbose', ...(status === 400 ? ['--json'] : [])], {
          cwd: dir,
          env: { COLUMNS: '40' },
        }),
      );
    }
    for (const args of [
      ['account', 'check', '--verbose'],
      ['account', 'list', '--json'],
      ['doctor', '--verbose'],
      ['doctor', '--json'],
      ['doctor', '--report'],
      ['digest', '--send', '--since', '2d', '--verbose'],
      ['digest', '--format', 'html', '--out', 'digest.html'],
      ['alerts', 'test', '--verbose', '--json'],
      ['schedule', 'show', '--json'],
      ['export', '--format', 'desk', '--out', 'desk.jsonl'],
      ['export', '--out', 'mentions.csv'],
      ['backup', 'copy.db'],
      ['--config', 'no.json', 'poll', '--verbose'],
    ]) {
      ended.push(await run(args, { cwd: dir }));
    }
    expect(ended.some(({ stderr }) => stderr.includes('debug: '))).toBe(true);
    expect(ended.map(({ stdout, stderr }) => stdout + stderr).join('')).toContain('[redacted]');
    expectNowhere(ended, dir);
  }, 120_000);

  it('is not in the command line, the title or a crash of the process', async () => {
    const dir = await openDesk((_request, _body, response) => response.writeHead(503).end('{}'));
    const preload = join(dir, 'preload.mjs');
    writeFileSync(
      preload,
      `import { readFileSync } from 'node:fs';
       process.on('SIGUSR2', () => {
         const { x, mail } = JSON.parse(readFileSync('credentials.json', 'utf8'));
         throw Object.assign(new Error('broke with ' + x.apiSecret + ' and ' + mail.password), { request: x });
       });`,
    );
    const running = start(['poll', '--every', '1h', '--verbose'], {
      cwd: dir,
      env: { NODE_OPTIONS: `--import ${preload}` },
    });
    await running.until((_, stderr) => /debug: x/.test(stderr));
    const proc = (name: string) => readFileSync(`/proc/${running.child.pid}/${name}`, 'latin1');
    const process = {
      code: 0,
      signal: null,
      stdout: ['cmdline', 'environ', 'comm'].map(proc).join('\n'),
      stderr: '',
    };
    const ended = await running.stop('SIGUSR2');
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain('inside earshot: broke with [redacted]');
    expectNowhere([process, { ...ended, stderr: ended.stderr.replaceAll(/\n\s+at .*/g, '') }], dir);
  });

  it('stands only in files that nobody else can read', async () => {
    const dir = await openDesk((_request, _body, response) => response.writeHead(503).end('{}'));
    for (const args of [
      ['list'],
      ['backup', 'copy.db'],
      ['export', '--out', 'out.csv'],
      ['export', '--format', 'desk', '--out', 'desk.jsonl'],
      ['digest', '--out', 'digest.txt'],
    ]) {
      expect((await run(args, { cwd: dir })).code, args.join(' ')).toBe(0);
    }
    await run(['--db', 'deep/er/earshot.db', 'list'], { cwd: dir });
    const modes = [
      'credentials.json',
      'earshot.db',
      'copy.db',
      'out.csv',
      'desk.jsonl',
      'digest.txt',
      'deep',
      'deep/er',
      'deep/er/earshot.db',
    ].map((name) => `${name} ${(statSync(join(dir, name)).mode & 0o777).toString(8)}`);
    expect(modes).toEqual([
      'credentials.json 600',
      'earshot.db 600',
      'copy.db 600',
      'out.csv 600',
      'desk.jsonl 600',
      'digest.txt 600',
      'deep 700',
      'deep/er 700',
      'deep/er/earshot.db 600',
    ]);
    chmodSync(join(dir, 'credentials.json'), 0o640);
    const refused = await run(['poll'], { cwd: dir });
    expect(refused.stderr).toContain('chmod 600');
    expectNowhere([refused], dir);
  });

  it('has a canary in every slot that a person is asked for', () => {
    const planted = Object.entries(CANARIES).flatMap(([id, secrets]) =>
      Object.keys(secrets).map((name) => `${id}.${name}`),
    );
    expect(
      secretSlots()
        .map(({ network, name }) => `${network}.${name}`)
        .filter((slot) => !planted.includes(slot)),
    ).toEqual([]);
  });

  it('becomes known to the redactor in one place', () => {
    const registering = readSources().filter(({ ast }) => /\b[rR]edactor\??\.register\(/.test(ast.text));
    expect(registering.map(({ path }) => path)).toEqual(['src/config/secrets.ts']);
  });
});
