import { describe, expect, it, onTestFinished } from 'vitest';
import { create } from '../../../src/networks/mastodon/index.js';
import { MemorySecrets } from '../../helpers/account-facts.js';
import { never } from '../../helpers/adapter.js';
import { GOTOSOCIAL, onServer } from './support.js';

async function staged(options: Parameters<typeof onServer>[0] = {}) {
  const stage = await onServer(options);
  onTestFinished(() => stage.fake.stop());
  return stage;
}

describe('the check of an account', () => {
  it('tells what is well, and what the server does not let be heard', async () => {
    const { fake, network } = await staged();
    fake.writeInApp('our first post', { replyTo: null });
    const findings = await network.check(never);
    expect(findings.map(({ level, code }) => `${level} ${code}`)).toEqual([
      'ok identity',
      'ok server',
      'ok scopes',
      'note coverage',
      'note coverage',
    ]);
    expect(findings[1]?.message).toContain('Mastodon 4.5.2');
    for (const { level, hint } of findings) if (level === 'note') expect(hint).toMatch(/\w\.$/);
  });

  it.each([
    ['finds words', true, /words in posts whose authors let them be found/],
    ['finds none', false, /does not find words/],
  ])('tells what search is worth on a server that %s', async (_, fullText, words) => {
    const { fake, network } = await staged({ kind: { fullText } });
    fake.writeInApp('our first post', { replyTo: null });
    await network.check(never);
    expect(network.capabilities.search.note).toMatch(words);
  });

  it('claims nothing of search that was not tried', async () => {
    const { network } = await staged({ kind: GOTOSOCIAL });
    await network.check(never);
    expect(network.capabilities.search.note).toMatch(/only where the server's search covers posts/);
    expect(network.capabilities.idempotency).toBe('lookup');
  });

  it('names every permission that is lacking, and what it is for', async () => {
    const { fake, network } = await staged();
    fake.world.scopes = ['read', 'write:favourites'];
    const findings = await network.check(never);
    expect(findings.filter(({ code }) => code === 'scope-missing')).toEqual([
      {
        level: 'warning',
        code: 'scope-missing',
        message: 'The access token lacks write:statuses: earshot cannot send and delete replies.',
        hint: expect.stringContaining('earshot account add mastodon'),
      },
    ]);
  });

  it('goes by what was granted where earshot signed in itself', async () => {
    const { deps } = await staged();
    const secrets = new MemorySecrets({
      accessToken: deps.secrets.get('accessToken') ?? '',
      scope: 'read write',
    });
    const findings = await create({ ...deps, secrets }).check(never);
    expect(findings.map(({ code }) => code)).toContain('scopes');
  });

  it('warns of mentions that the owner has told the server to throw away', async () => {
    const { fake, network } = await staged();
    fake.world.policy = { for_new_accounts: 'drop', for_not_following: 'filter' };
    const warnings = (await network.check(never)).filter(({ level }) => level === 'warning');
    expect(warnings).toMatchObject([{ code: 'coverage', message: expect.stringContaining('30 days') }]);
    expect(warnings[0]?.message).not.toContain('do not follow');
  });

  it('tells whose token it is where the configuration names somebody else', async () => {
    const { deps } = await staged();
    for (const [handle, level] of [
      ['other', 'error'],
      ['@CafeNar', 'ok'],
      ['cafenar@mastodon.example', 'ok'],
      ['cafenar@elsewhere.example', 'error'],
    ]) {
      const findings = await create({ ...deps, account: { ...deps.account, handle: handle ?? '' } }).check(
        never,
      );
      expect([handle, findings[0]?.level, findings[0]?.code]).toEqual([handle, level, 'identity']);
    }
  });
});
