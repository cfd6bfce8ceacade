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
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { editCredentials, type FileLock, readCredentials } from '../../../src/config/credentials-file.js';
import { openSecrets, secretVariable } from '../../../src/config/secrets.js';
import { createRedactor } from '../../../src/core/redact.js';

let dir: string;
let file: string;
let redactor: ReturnType<typeof createRedactor>;

/** One at a time within this process. */
function queue(): FileLock {
  let last: Promise<unknown> = Promise.resolve();
  return (_path, run) => {
    const turn = last.then(run);
    last = turn.catch(() => undefined);
    return turn;
  };
}

function keep(credentials: unknown, mode = 0o600): void {
  writeFileSync(file, JSON.stringify(credentials));
  chmodSync(file, mode);
}

function open(env: Record<string, string> = {}, lock = queue(), accountId = 'cafe-nar') {
  return openSecrets({ dir, env, accountId, redactor, lock });
}

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'earshot-secrets-'));
  file = join(dir, 'credentials.json');
  redactor = createRedactor();
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

describe('where a secret comes from', () => {
  it('names the variables after the account and the secret', () => {
    expect(secretVariable('cafe-nar', 'accessTokenSecret')).toBe('EARSHOT_CAFE_NAR_ACCESS_TOKEN_SECRET');
    expect(secretVariable('X', 'apiKey')).toBe('EARSHOT_X_API_KEY');
  });

  it('prefers the variable, then the file it names, then credentials.json', () => {
    keep({ 'cafe-nar': { apiKey: 'from-credentials' } });
    const mounted = join(dir, 'mounted');
    writeFileSync(mounted, 'from-mounted-file\n');
    expect(open().get('apiKey')).toBe('from-credentials');
    expect(open({ EARSHOT_CAFE_NAR_API_KEY_FILE: mounted }).get('apiKey')).toBe('from-mounted-file');
    expect(
      open({ EARSHOT_CAFE_NAR_API_KEY: ' from-env ', EARSHOT_CAFE_NAR_API_KEY_FILE: mounted }).get('apiKey'),
    ).toBe('from-env');
    expect(open({ EARSHOT_CAFE_NAR_API_KEY: '' }).get('apiKey')).toBe('from-credentials');
  });

  it('knows only the secrets of its own account', () => {
    keep({ other: { apiKey: 'not-yours-at-all' } });
    expect(open().get('apiKey')).toBeUndefined();
    expect(open({}, queue(), 'constructor').get('name')).toBeUndefined();
  });

  it('registers every value it reads with the redactor', () => {
    keep({ 'cafe-nar': { apiKey: 'credential-secret', apiSecret: 'never asked for' } });
    const secrets = open({ EARSHOT_CAFE_NAR_ACCESS_TOKEN: 'environment-secret' });
    secrets.get('apiKey');
    secrets.get('accessToken');
    expect(redactor.redact('credential-secret environment-secret')).toBe('[redacted] [redacted]');
  });

  it('names a secret file that cannot be read', () => {
    const secrets = open({ EARSHOT_CAFE_NAR_API_KEY_FILE: join(dir, 'gone') });
    expect(() => secrets.get('apiKey')).toThrow(
      /^EARSHOT_CAFE_NAR_API_KEY_FILE names .*gone, which cannot be read/,
    );
  });
});

describe.skipIf(process.platform === 'win32')('a credentials file that is not private', () => {
  it.each([0o640, 0o604, 0o620, 0o644, 0o666])('is refused with mode %o', (mode) => {
    keep({ 'cafe-nar': { apiKey: 'from-credentials' } }, mode);
    let thrown: unknown;
    try {
      open().get('apiKey');
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toMatchObject({
      code: 'credentials-exposed',
      kind: 'config',
      hint: `Run: chmod 600 ${file}`,
    });
  });

  it('is not needed for secrets from the environment', () => {
    keep({ 'cafe-nar': {} }, 0o644);
    expect(open({ EARSHOT_CAFE_NAR_API_KEY: 'from-env' }).get('apiKey')).toBe('from-env');
  });
});

describe('a credentials file that is broken', () => {
  it.each([
    ['{"cafe-nar": {"apiKey": "hunter2-hunter2"'],
    ['{"cafe-nar": {"apiKey": ["hunter2-hunter2"]}}'],
    ['"hunter2-hunter2"'],
  ])('is refused without quoting it', (text) => {
    writeFileSync(file, text, { mode: 0o600 });
    expect(() => open().get('apiKey')).toThrow(/credentials\.json is not/);
    expect(() => open().get('apiKey')).not.toThrow(/hunter2/);
  });
});

describe('update', () => {
  it('saves what the network gave, for its own account only, readable by its owner alone', async () => {
    keep({
      'cafe-nar': { refreshToken: 'refresh-1', clientSecret: 'client-secret' },
      other: { apiKey: 'other-key' },
    });
    const secrets = open();
    expect(secrets.get('refreshToken')).toBe('refresh-1');
    await secrets.update(async (current) => {
      expect(current.refreshToken).toBe('refresh-1');
      return { refreshToken: 'refresh-2', accessToken: 'access-2' };
    });
    expect(secrets.get('refreshToken')).toBe('refresh-2');
    expect(readCredentials(file)).toEqual({
      'cafe-nar': { refreshToken: 'refresh-2', accessToken: 'access-2', clientSecret: 'client-secret' },
      other: { apiKey: 'other-key' },
    });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(redactor.redact('access-2')).toBe('[redacted]');
  });

  it('shows the one who waited for the lock what the other has renewed', async () => {
    keep({ 'cafe-nar': { refreshToken: 'refresh-1' } });
    const lock = queue();
    const spent: string[] = [];
    const renew = async (current: Readonly<Record<string, string>>) => {
      if (current.refreshToken !== 'refresh-1') return null;
      spent.push(current.refreshToken);
      return { refreshToken: 'refresh-2' };
    };
    const stores = [open({}, lock), open({}, lock), open({}, lock)];
    await Promise.all(stores.map((store) => store.update(renew)));
    expect(spent).toEqual(['refresh-1']);
    expect(stores.map((store) => store.get('refreshToken'))).toEqual(['refresh-2', 'refresh-2', 'refresh-2']);
  });

  it('spends no token when the file could not be written afterwards', async () => {
    rmSync(dir, { recursive: true });
    let asked = false;
    const attempt = open().update(async () => {
      asked = true;
      return { refreshToken: 'refresh-2' };
    });
    await expect(attempt).rejects.toMatchObject({ code: 'credentials-unwritable' });
    expect(asked).toBe(false);
  });

  it('spends no token that the environment would bring back', async () => {
    let asked = false;
    const attempt = open({ EARSHOT_CAFE_NAR_REFRESH_TOKEN: 'refresh-env' }).update(async () => {
      asked = true;
      return { refreshToken: 'refresh-2' };
    });
    await expect(attempt).rejects.toMatchObject({
      code: 'secret-not-ours',
      kind: 'auth',
      hint: expect.stringContaining('EARSHOT_CAFE_NAR_REFRESH_TOKEN'),
    });
    expect(asked).toBe(false);
    expect(existsSync(file)).toBe(false);
  });

  it('shows the renewal what the environment adds, and does not copy it to the file', async () => {
    keep({ 'cafe-nar': { refreshToken: 'refresh-1' } });
    await open({ EARSHOT_CAFE_NAR_CLIENT_SECRET: 'client-secret-env' }).update(async (current) => {
      expect(current).toEqual({ refreshToken: 'refresh-1', clientSecret: 'client-secret-env' });
      return { refreshToken: 'refresh-2', scope: 'tweet.read' };
    });
    expect(readCredentials(file)).toEqual({ 'cafe-nar': { refreshToken: 'refresh-2', scope: 'tweet.read' } });
    expect(redactor.redact('tweet.read client-secret-env')).toBe('tweet.read [redacted]');
  });

  it('leaves the file as it was when the network refuses', async () => {
    keep({ 'cafe-nar': { refreshToken: 'refresh-1' } });
    await expect(open().update(() => Promise.reject(new Error('revoked')))).rejects.toThrow('revoked');
    expect(readCredentials(file)).toEqual({ 'cafe-nar': { refreshToken: 'refresh-1' } });
    expect(readdirSync(dir)).toEqual(['credentials.json']);
  });
});

describe('editCredentials', () => {
  it('loses no edit when two run at once', async () => {
    const lock = queue();
    await Promise.all(
      ['a', 'b', 'c'].map((id) =>
        editCredentials(file, lock, (now) => ({ ...now, [id]: { apiKey: `key-of-${id}` } })),
      ),
    );
    expect(Object.keys(JSON.parse(readFileSync(file, 'utf8'))).sort()).toEqual(['a', 'b', 'c']);
  });
});
