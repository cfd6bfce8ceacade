import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { main } from '../../../src/main.js';
import { memoryStreams } from '../../../src/output/streams.js';
import { type Sandbox, startSandbox } from '../../../src/sandbox/index.js';
import { stopForGood } from '../../helpers/stop-for-good.js';

let dir: string;
let sandbox: Sandbox;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'earshot-setup-'));
  sandbox = await startSandbox({ clock: Date.now, handle: 'cafenar', limits: true });
});
afterEach(async () => {
  await sandbox.stop();
  rmSync(dir, { recursive: true, force: true });
});

interface Finding {
  level: string;
  code: string;
}

/** Runs a command line in the folder, as a script would. */
async function earshot(line: string[], options: { stdin?: string; env?: Record<string, string> } = {}) {
  const streams = memoryStreams({ stdin: options.stdin ?? '' });
  const code = await main(line, { HOME: dir, ...options.env }, streams, { cwd: dir });
  const out = streams.stdout.text();
  return { code, out, err: streams.stderr.text(), json: () => JSON.parse(out) };
}

/** The four keys, as `--secrets-stdin` reads them. */
function keys(change: Record<string, string> = {}): string {
  const { apiKey, apiSecret, accessToken, accessTokenSecret } = sandbox.credentials.oauth1;
  return JSON.stringify({ apiKey, apiSecret, accessToken, accessTokenSecret, ...change });
}

const account = () => ['--network', 'x', '--handle', '@CafeNar', '--base-url', sandbox.url];
const init = (...more: string[]) => ['init', '--business', 'Nar', '--time-zone', 'UTC', ...more];
const read = (name: string): unknown => JSON.parse(readFileSync(join(dir, name), 'utf8'));

async function initialised(): Promise<void> {
  const { code, err } = await earshot(init(...account(), '--secrets-stdin'), { stdin: keys() });
  expect(err).toBe('');
  expect(code).toBe(0);
}

describe('init', () => {
  it('tries the account, then saves the keys for the owner alone and the rest in the configuration', async () => {
    const { code, out } = await earshot(init(...account(), '--secrets-stdin'), { stdin: keys() });
    expect(code).toBe(0);
    expect(out).toContain('earshot poll --dry-run');
    expect(read('earshot.config.json')).toEqual({
      business: { name: 'Nar', timeZone: 'UTC' },
      accounts: [{ id: 'cafenar', network: 'x', handle: 'cafenar', auth: 'oauth1', baseUrl: sandbox.url }],
    });
    expect(read('credentials.json')).toEqual({ cafenar: JSON.parse(keys()) });
    expect(statSync(join(dir, 'credentials.json')).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(dir, 'earshot.config.json'), 'utf8')).not.toContain(
      sandbox.credentials.oauth1.apiSecret,
    );
  });

  it('leaves keys that the environment gives where they are', async () => {
    const { apiKey, apiSecret, accessToken, accessTokenSecret } = sandbox.credentials.oauth1;
    const mounted = join(dir, 'mounted');
    writeFileSync(mounted, `${accessTokenSecret}\n`);
    const env = {
      EARSHOT_CAFENAR_API_KEY: apiKey,
      EARSHOT_CAFENAR_API_SECRET: apiSecret,
      EARSHOT_CAFENAR_ACCESS_TOKEN: accessToken,
      EARSHOT_CAFENAR_ACCESS_TOKEN_SECRET_FILE: mounted,
    };
    expect((await earshot(init(...account(), '--no-input'), { env })).code).toBe(0);
    expect(existsSync(join(dir, 'credentials.json'))).toBe(false);
    expect((await earshot(['account', 'check'], { env })).code).toBe(0);
    expect((await earshot(['account', 'check'])).code).not.toBe(0);
  });

  it('saves nothing when the network refuses the keys, and never shows them', async () => {
    const secret = 'canary-canary-canary';
    const { code, out, err } = await earshot(init(...account(), '--secrets-stdin', '--verbose'), {
      stdin: keys({ accessTokenSecret: secret }),
    });
    expect(code).toBe(4);
    expect(out + err).not.toContain(secret);
    expect(out + err).not.toContain(sandbox.credentials.oauth1.apiSecret);
    expect(readdirSync(dir)).toEqual([]);
  });

  it('saves nothing when the keys belong to somebody else', async () => {
    const { code, err } = await earshot(
      init('--network', 'x', '--handle', 'other', '--base-url', sandbox.url, '--secrets-stdin'),
      { stdin: keys() },
    );
    expect(code).toBe(2);
    expect(err).toContain('These credentials belong to @cafenar, not to @other.');
    expect(readdirSync(dir)).toEqual([]);
  });

  it.each([
    ['--dir', ['--dir', 'shop'], {}, 'shop/earshot.config.json'],
    ['--config', ['--config', 'shop/mine.json'], {}, 'shop/mine.json'],
    ['EARSHOT_CONFIG', [], { EARSHOT_CONFIG: 'shop/env.json' }, 'shop/env.json'],
  ])('writes where %s says, in a folder of its own making', async (_, flags, env, where) => {
    const { code, out } = await earshot([...init(...account(), '--secrets-stdin'), ...flags], {
      stdin: keys(),
      env,
    });
    expect(code).toBe(0);
    expect(out).toContain(join(dir, where));
    expect(read(where)).toMatchObject({ business: { name: 'Nar' } });
    expect(read('shop/credentials.json')).toHaveProperty('cafenar');
  });

  it('does not replace a configuration, unless it is told to', async () => {
    await initialised();
    const refused = await earshot(init());
    expect(refused.code).toBe(2);
    expect(refused.err).toContain('There is a configuration already');
    expect((await earshot(init('--force'))).code).toBe(0);
    expect(read('earshot.config.json')).toMatchObject({ accounts: [] });
  });

  it('names the option to give where nobody can be asked', async () => {
    const nameless = await earshot(['init']);
    expect(nameless.code).toBe(2);
    expect(nameless.err).toContain('--business NAME');
    const keyless = await earshot(init(...account()));
    expect(keyless.code).toBe(2);
    expect(keyless.err).toContain('EARSHOT_CAFENAR_API_KEY');
    expect(keyless.err).toContain('--secrets-stdin');
  });

  it.each([
    ['{"apiKey": "hunter2-hunter2"', 'is not valid JSON'],
    ['{"password": "hunter2-hunter2"}', 'does not hold the secrets'],
    ['["hunter2-hunter2"]', 'does not hold the secrets'],
  ])('refuses %j on standard input without quoting it', async (stdin, message) => {
    const { code, err } = await earshot(init(...account(), '--secrets-stdin'), { stdin });
    expect(code).toBe(2);
    expect(err).toContain(message);
    expect(err).not.toContain('hunter2');
  });
});

describe('OAuth 2', () => {
  it('is agreed to in the browser, and what it brought is renewed and saved', async () => {
    await earshot(init());
    const streams = memoryStreams();
    const added = main(
      [
        'account',
        'add',
        'x',
        '--handle',
        'cafenar',
        '--auth',
        'oauth2',
        '--port',
        '0',
        '--base-url',
        sandbox.url,
        '--client-id',
        sandbox.credentials.oauth2.clientId,
      ],
      { HOME: dir, PATH: '' },
      streams,
      { cwd: dir },
    );
    const page = await vi.waitFor(() => {
      const found = /^http\S+authorize\S+/m.exec(streams.stderr.text())?.[0];
      if (found === undefined) throw new Error(`no page to visit in: ${streams.stderr.text()}`);
      return found;
    }, 30_000);
    expect((await fetch(page)).status).toBe(200);
    expect(await added).toBe(0);
    const saved = read('credentials.json') as Record<string, Record<string, string>>;
    expect(Object.keys(saved.cafenar ?? {})).toEqual(
      expect.arrayContaining(['accessToken', 'refreshToken', 'expiresAt']),
    );
    expect(streams.stdout.text() + streams.stderr.text()).not.toContain(saved.cafenar?.accessToken);

    // The token has ended by the clock: the check renews it, and the new pair is on disk.
    writeFileSync(
      join(dir, 'credentials.json'),
      JSON.stringify({ cafenar: { ...saved.cafenar, expiresAt: '1' } }),
    );
    expect((await earshot(['account', 'check'])).code).toBe(0);
    const renewed = read('credentials.json') as Record<string, Record<string, string>>;
    expect(renewed.cafenar?.refreshToken).not.toBe(saved.cafenar?.refreshToken);
    expect((await earshot(['account', 'check'])).code).toBe(0);
  });

  it('asks for a person when there is none', async () => {
    const { code, err } = await earshot(
      init(...account(), '--auth', 'oauth2', '--client-id', 'abc', '--no-input'),
    );
    expect(code).toBe(2);
    expect(err).toContain('Somebody must agree in a browser');
  });
});

describe('account', () => {
  it('lists what is configured', async () => {
    await initialised();
    const { json } = await earshot(['account', 'list', '--json']);
    expect(json()).toEqual({
      accounts: [
        {
          id: 'cafenar',
          network: 'x',
          handle: 'cafenar',
          enabled: true,
          lastPolledAt: null,
          error: null,
          failures: 0,
          nextTryAt: null,
          gone: false,
        },
      ],
    });
    expect((await earshot(['account', 'list'])).out).toBe('cafenar\tx\tcafenar\tnew\t\t\n');
  });

  it('is replaced by one added under the same id, and keeps its streams', async () => {
    await initialised();
    const config = read('earshot.config.json') as { accounts: Record<string, unknown>[] };
    writeFileSync(
      join(dir, 'earshot.config.json'),
      JSON.stringify({ ...config, accounts: [{ ...config.accounts[0], streams: ['mentions'] }] }),
    );
    const { code } = await earshot(
      ['account', 'add', 'x', '--handle', 'cafenar', '--base-url', sandbox.url, '--secrets-stdin'],
      { stdin: keys() },
    );
    expect(code).toBe(0);
    expect(read('earshot.config.json')).toMatchObject({
      accounts: [{ id: 'cafenar', streams: ['mentions'] }],
    });
  });

  it('is removed with its keys and out of the watches, after a yes', async () => {
    await initialised();
    await earshot(['watch', 'add', 'brand', '--keyword', 'nar', '--account', 'cafenar']);
    const unsure = await earshot(['account', 'remove', 'cafenar']);
    expect(unsure.code).toBe(2);
    expect(unsure.err).toContain('--yes');
    expect((await earshot(['account', 'remove', 'cafenar', '--yes'])).code).toBe(0);
    expect(read('earshot.config.json')).toMatchObject({
      accounts: [],
      watches: [{ name: 'brand', accounts: [] }],
    });
    expect(read('credentials.json')).toEqual({});
    expect((await earshot(['account', 'remove', 'cafenar', '--yes'])).code).toBe(2);
  });

  it('is refused for a network nobody knows', async () => {
    await initialised();
    const { code, err } = await earshot(['account', 'add', 'twiter']);
    expect(code).toBe(2);
    expect(err).toMatch(/the network 'twiter'\.\n {2}next: Give one of: x, /);
  });
});

describe('account check', () => {
  it('names an app that may only read, and ends with 4', async () => {
    await initialised();
    const { port } = sandbox;
    await sandbox.stop();
    sandbox = await startSandbox({
      clock: Date.now,
      handle: 'cafenar',
      limits: true,
      port,
      accessLevel: 'read',
    });
    const { code, json } = await earshot(['account', 'check', '--json']);
    expect(code).toBe(4);
    const findings: Finding[] = json().accounts[0].findings;
    expect(findings.find(({ code }) => code === 'app-type')?.level).toBe('error');
  });

  it('names an account that is not there', async () => {
    await initialised();
    const { code, err } = await earshot(['account', 'check', 'nobody']);
    expect(code).toBe(2);
    expect(err).toContain("There is no account 'nobody'.");
  });
});

describe('watch', () => {
  beforeEach(async () => {
    await earshot(init());
  });

  it('is added, listed and removed', async () => {
    const added = await earshot([
      'watch',
      'add',
      'rival',
      '-k',
      'moka lane',
      '-k',
      'موکا',
      '--require',
      'coffee',
      '--exclude',
      'jobs',
      '--lang',
      'en,fa',
      '--kind',
      'competitor',
    ]);
    expect(added.code).toBe(0);
    const { json } = await earshot(['watch', 'list', '--json']);
    expect(json()).toEqual({
      watches: [
        {
          name: 'rival',
          kind: 'competitor',
          keywords: ['moka lane', 'موکا'],
          required: ['coffee'],
          excluded: ['jobs'],
          languages: ['en', 'fa'],
          accounts: [],
        },
      ],
    });
    expect((await earshot(['watch', 'list'])).out).toContain('rival\tcompetitor\ten fa');
    expect((await earshot(['watch', 'remove', 'rival'])).code).toBe(0);
    expect((await earshot(['watch', 'list', '--json'])).json()).toEqual({ watches: [] });
  });

  it.each([
    [['add', 'empty'], 'A watch needs words to listen for.'],
    [['add', 'w', '-k', 'x', '--account', 'nobody'], "there is no account 'nobody'"],
    [['add', 'w', '-k', 'x', '--lang', 'english'], "'english' is not a language code"],
    [['remove', 'w'], "There is no watch 'w'."],
    [['test', 'w'], "There is no watch 'w'."],
  ])('refuses %j', async (line, message) => {
    const before = readFileSync(join(dir, 'earshot.config.json'), 'utf8');
    const { code, err } = await earshot(['watch', ...line]);
    expect(code).toBe(2);
    expect(err).toContain(message);
    expect(readFileSync(join(dir, 'earshot.config.json'), 'utf8')).toBe(before);
  });

  it('is refused under a name that is taken', async () => {
    await earshot(['watch', 'add', 'Brand', '-k', 'nar']);
    const { code, err } = await earshot(['watch', 'add', 'brand', '-k', 'nar']);
    expect(code).toBe(2);
    expect(err).toContain("There is a watch 'brand' already.");
  });
});

describe('watch test', () => {
  it('shows which stored mentions it matches', async () => {
    await initialised();
    for (const text of [
      '@cafenar the pistachio roll at Café Nar is lovely',
      '@cafenar what time do you open?',
    ]) {
      sandbox.arrive({ by: 'mina', text });
    }
    await earshot(['watch', 'add', 'rolls', '-k', 'PISTACHIO roll', '--exclude', 'jobs']);
    expect((await earshot(['watch', 'test', 'rolls', '--json'])).json()).toMatchObject({
      tried: 0,
      matched: 0,
    });
    expect((await earshot(['poll'])).code).toBe(0);
    const { json } = await earshot(['watch', 'test', 'rolls', '--json']);
    expect(json()).toMatchObject({
      watch: 'rolls',
      tried: 2,
      matched: 1,
      examples: [{ text: expect.stringContaining('pistachio roll') }],
    });
    const { out } = await earshot(['watch', 'test', 'rolls']);
    expect(out.trimEnd().split('\n')).toEqual([expect.stringMatching(/^\d+\t@cafenar the pistachio roll/)]);
  });
});

describe('doctor', () => {
  const codes = (diagnoses: { findings: Finding[] }[], level: string) =>
    diagnoses
      .flatMap(({ findings }) => findings)
      .filter((finding) => finding.level === level)
      .map(({ code }) => code);

  it('finds nothing wrong where nothing is', async () => {
    await initialised();
    const { code, json } = await earshot(['doctor', '--json']);
    expect(codes(json().diagnoses, 'error')).toEqual([]);
    expect(code).toBe(0);
    expect(codes(json().diagnoses, 'ok')).toEqual(
      expect.arrayContaining(['node', 'config', 'database', 'disk-space', 'identity']),
    );
  });

  it('sends a newcomer to init', async () => {
    const { code, out } = await earshot(['doctor']);
    expect(code).toBe(1);
    expect(out).toContain('config-missing');
    expect(out).toContain('earshot init');
  });

  it('goes on past a credentials file that others can read', async () => {
    await initialised();
    chmodSync(join(dir, 'credentials.json'), 0o644);
    const { code, json } = await earshot(['doctor', '--json']);
    expect(code).toBe(1);
    expect(codes(json().diagnoses, 'error')).toContain('credentials-exposed');
    expect(codes(json().diagnoses, 'ok')).toContain('database');
  });

  it('names a damaged database, and still checks the accounts', async () => {
    await initialised();
    writeFileSync(join(dir, 'earshot.db'), 'this is no database, and long enough to look at'.repeat(100));
    const { code, json } = await earshot(['doctor', '--json']);
    expect(code).toBe(1);
    const { diagnoses } = json();
    expect(
      diagnoses.find(({ subject }: { subject: string }) => subject === 'Database').findings[0].level,
    ).toBe('error');
    expect(codes(diagnoses, 'ok')).toContain('identity');
  });

  it('names a network that is not there', async () => {
    await initialised();
    await stopForGood(sandbox);
    const { code, json } = await earshot(['doctor', '--json']);
    expect(codes(json().diagnoses, 'error')).toEqual(['unreachable']);
    expect(code).toBe(1);
  });

  it('ends with 4 when only credentials are wrong', async () => {
    await initialised();
    writeFileSync(
      join(dir, 'credentials.json'),
      JSON.stringify({ cafenar: JSON.parse(keys({ accessToken: '1-wrong-wrong-wrong' })) }),
    );
    expect((await earshot(['doctor'])).code).toBe(4);
  });
});
