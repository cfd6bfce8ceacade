import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { NETWORK_IDS, type NetworkId } from '../../src/config/names.js';
import { SIGN_INS } from '../../src/config/sign-in.js';
import type { NetworkFake } from '../fakes/fake.js';
import { FAKES } from '../fakes/index.js';
import { expectNoTrace } from '../helpers/clear.js';
import { folder } from '../helpers/desk.js';
import { type Ended, run, start } from '../helpers/earshot.js';
import { HAS_SCRIPT, startScreen } from '../helpers/screen.js';
import { withoutBrowser } from '../helpers/without-browser.js';

interface Shop {
  dir: string;
  type(args: readonly string[], stdin?: string): Promise<Ended>;
  /** A file of the shop, as JSON. */
  read<T>(name: string): T;
}

/** A configuration without an account. */
async function openShop(): Promise<Shop> {
  const dir = folder();
  const type = (args: readonly string[], stdin?: string) =>
    run(args, { cwd: dir, ...(stdin === undefined ? {} : { stdin }) });
  expect((await type(['init', '--business', 'Nar', '--time-zone', 'UTC'])).code).toBe(0);
  return { dir, type, read: (name) => JSON.parse(readFileSync(join(dir, name), 'utf8')) };
}

async function startFake(network: NetworkId): Promise<NetworkFake> {
  const fake = await FAKES[network]?.({});
  if (!fake) throw new Error(`${network} has no fake`);
  onTestFinished(() => fake.stop());
  return fake;
}

/** What agreeing in a browser brings, and a script may give. */
const BROUGHT = ['accessToken', 'refreshToken', 'expiresAt', 'clientId', 'clientSecret'];

/** What is typed for an account on a fake, the way its credentials are made for. */
function wayOf(network: NetworkId, { account, secrets }: NetworkFake) {
  const { ways, handle } = SIGN_INS[network];
  const way = ways.find(({ auth }) => auth === account.auth) ?? ways[0];
  const names = [...way.fields.map(({ name }) => name), ...(way.browser ? BROUGHT : [])];
  const given = Object.entries(secrets).filter(([name]) => names.includes(name));
  const options = [
    ...(handle === 'asked' ? ['--handle', account.handle ?? ''] : []),
    ...(account.server ? ['--server', account.server] : []),
    ...(account.url ? ['--url', account.url] : []),
    ...(account.baseUrl ? ['--base-url', account.baseUrl] : []),
    ...(way.clientId ? ['--client-id', account.clientId ?? ''] : []),
    '--auth',
    way.auth,
  ];
  return { options, keys: JSON.stringify(Object.fromEntries(given)) };
}

interface Configured {
  accounts: { id: string; network: string; handle?: string }[];
}

describe.each(NETWORK_IDS)('an account on %s', (network) => {
  it('is tried, saved, polled and answered for with what was typed, and shows no secret', async () => {
    const fake = await startFake(network);
    const shop = await openShop();
    const { options, keys } = wayOf(network, fake);
    const added = await shop.type(['account', 'add', network, ...options, '--secrets-stdin'], keys);
    expect(added.stderr).toBe('');
    expect(added.code).toBe(0);

    const { accounts } = shop.read<Configured>('earshot.config.json');
    expect(accounts).toHaveLength(1);
    const [account] = accounts;
    // A network that tells who we are was asked.
    const { handle } = SIGN_INS[network];
    if (handle === 'told' || handle === 'asked') expect(account?.handle).toBeTruthy();
    expect(readFileSync(join(shop.dir, 'earshot.config.json'), 'utf8')).not.toContain('ecret');

    const checked = await shop.type(['account', 'check', '--json']);
    expect(checked.code, checked.stdout + checked.stderr).toBe(0);
    const polled = await shop.type(['poll']);
    expect(polled).toMatchObject({ code: 0, stdout: '', stderr: '' });
    for (const ended of [added, checked, polled]) {
      expectNoTrace(ended);
      for (const secret of Object.values(JSON.parse(keys) as Record<string, string>)) {
        expect(ended.stdout + ended.stderr).not.toContain(secret);
      }
    }

    // The same account once more takes the place of itself, under the same name.
    expect((await shop.type(['account', 'add', network, ...options, '--secrets-stdin'], keys)).code).toBe(0);
    if (handle !== 'optional')
      expect(shop.read<Configured>('earshot.config.json').accounts).toEqual(accounts);
  });

  it('is not saved where its secrets are refused', async (test) => {
    const fake = await startFake(network);
    const shop = await openShop();
    const { options, keys } = wayOf(network, fake);
    const given = JSON.parse(keys) as Record<string, string>;
    const names = Object.keys(given);
    if (names.length === 0) return test.skip('there is nothing to refuse');
    const wrong = Object.fromEntries(
      names.map((name) => [name, name === 'expiresAt' ? (given[name] ?? '') : `${given[name]}-no`]),
    );
    const refused = await shop.type(
      ['account', 'add', network, ...options, '--secrets-stdin', '--verbose'],
      JSON.stringify(wrong),
    );
    expect(refused.code, refused.stderr).toBe(4);
    for (const [name, secret] of Object.entries(wrong))
      if (name !== 'expiresAt') expect(refused.stdout + refused.stderr).not.toContain(secret);
    expect(shop.read<Configured>('earshot.config.json').accounts).toEqual([]);
  });

  it('says which option is missing where nobody can be asked', async (test) => {
    const wants = SIGN_INS[network];
    const flag =
      (wants.server?.required && '--server') ||
      (wants.url && '--url') ||
      (wants.handle === 'asked' && '--handle') ||
      (wants.ways.some(({ fields }) => fields.length > 0) && '--secrets-stdin');
    if (!flag) return test.skip('it needs nothing');
    const shop = await openShop();
    const { code, stderr } = await shop.type(['account', 'add', network]);
    expect(code).toBe(2);
    expect(stderr).toContain(flag);
  });
});

it('says in its own words which networks there are, and which may be meant', async () => {
  const shop = await openShop();
  const unknown = await shop.type(['account', 'add', 'myspace', '--json']);
  expect(unknown.code).toBe(2);
  expect(JSON.parse(unknown.stderr)).toMatchObject({
    error: { code: 'network-unknown', hint: expect.stringContaining(NETWORK_IDS.join(', ')) },
  });
  const mistyped = await shop.type(['account', 'add', 'mastadon']);
  expect([mistyped.code, mistyped.stderr]).toEqual([2, expect.stringContaining('Did you mean mastodon?')]);
});

/** The page to agree on, as it was printed: at a terminal over several lines. */
function pageIn(printed: string): string | undefined {
  return /http\S+\/oauth\/authorize\?\S+/.exec(printed)?.[0];
}

interface Secrets {
  [account: string]: { accessToken?: string };
}

describe('signing in to Mastodon with a browser', () => {
  it('takes the code that the browser brings back', async () => {
    const fake = await startFake('mastodon');
    const shop = await openShop();
    const server = fake.account.server ?? '';
    const running = start(['account', 'add', 'mastodon', '--server', server, '--port', '0'], {
      cwd: shop.dir,
      env: withoutBrowser(shop.dir),
    });
    await running.until((_, stderr) => /oauth\/authorize\?\S+\n/.test(stderr));
    const answer = await fetch(pageIn(running.stderr()) ?? '');
    expect(await answer.text()).toContain('Thank you');
    const ended = await running.ended;
    expect(ended.code, ended.stderr).toBe(0);
    expect(ended.stdout + ended.stderr).not.toContain(fake.secrets.accessToken);
    const [account] = shop.read<Configured>('earshot.config.json').accounts;
    expect(account).toMatchObject({ network: 'mastodon', handle: expect.stringMatching(/^cafenar@/) });
    expect(shop.read<Secrets>('credentials.json')[account?.id ?? '']).toMatchObject({
      accessToken: fake.secrets.accessToken,
    });
    expect((await shop.type(['poll'])).code).toBe(0);
  });

  it.skipIf(!HAS_SCRIPT)('takes the code that the page shows with --code-shown', async () => {
    const fake = await startFake('mastodon');
    const shop = await openShop();
    const args = ['account', 'add', 'mastodon', '--server', fake.account.server ?? '', '--auth', 'oauth2'];
    const screen = startScreen([...args, '--code-shown'], {
      cwd: shop.dir,
      columns: 1_000,
      rows: 24,
      env: withoutBrowser(shop.dir),
    });
    await screen.until((text) => text.includes('The code it shows'), 'the question for the code');
    const page = await (await fetch(pageIn(screen.text()) ?? '')).text();
    screen.press(`${/value="([^"]+)"/.exec(page)?.[1]}\r`);
    expect(await screen.ended).toMatchObject({ code: 0 });
    const [account] = shop.read<Configured>('earshot.config.json').accounts;
    expect(shop.read<Secrets>('credentials.json')[account?.id ?? '']).toMatchObject({
      accessToken: fake.secrets.accessToken,
    });
  });
});
