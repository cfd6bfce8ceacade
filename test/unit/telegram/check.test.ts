import { describe, expect, it } from 'vitest';
import { MemorySecrets } from '../../helpers/account-facts.js';
import { never, poll, request } from '../../helpers/adapter.js';
import { onTelegram } from './support.js';

describe('a check', () => {
  it('says whose token it is, and what Telegram hides', async () => {
    const { network } = await onTelegram({ readsAll: false });
    const findings = await network.check(never);
    expect(findings[0]).toMatchObject({ level: 'ok', message: expect.stringContaining('@cafenar_bot') });
    const notes = findings.filter(({ code }) => code === 'coverage').map(({ message }) => message);
    expect(notes).toEqual([
      expect.stringContaining('Privacy mode is on'),
      expect.stringContaining('24 hours'),
      expect.stringContaining('deleted'),
    ]);
  });

  it('sees that privacy mode is off', async () => {
    const { network } = await onTelegram({ readsAll: true });
    const messages = (await network.check(never)).map(({ message }) => message);
    expect(messages).toContainEqual(expect.stringContaining('Privacy mode is off'));
  });

  it('names a bot that is not the configured one', async () => {
    const { deps, restart } = await onTelegram();
    deps.account.handle = 'someone_else_bot';
    const [finding] = await restart().check(never);
    expect(finding).toMatchObject({
      level: 'error',
      code: 'identity',
      hint: expect.stringContaining('cafenar_bot'),
    });
  });

  it('finds a webhook, and shows its host only: its address may hold secrets', async () => {
    const { world, network } = await onTelegram();
    world.webhook = 'https://helpdesk.example/hook/s3cret-path';
    const errors = (await network.check(never)).filter(({ level }) => level === 'error');
    expect(errors).toMatchObject([{ code: 'webhook', message: expect.stringContaining('helpdesk.example') }]);
    expect(JSON.stringify(errors)).not.toContain('s3cret');
    expect(errors[0]?.hint).toContain('deleteWebhook');
  });

  it.each([
    ['missing', ''],
    ['cut short', '7000001:AAFake'],
    ['something else', 'https://t.me/cafenar_bot'],
  ])('asks nobody with a token that is %s', async (_, token) => {
    const { fake, deps, restart } = await onTelegram();
    deps.secrets = new MemorySecrets({ token });
    expect(await restart().check(never)).toMatchObject([{ level: 'error', code: 'credentials' }]);
    await expect(poll(restart(), request('mentions'))).rejects.toMatchObject({ networkKind: 'auth' });
    expect(fake.requests()).toEqual({});
  });
});

describe('a poll', () => {
  it('says that a webhook stands in its way, or another program', async () => {
    const { world, network } = await onTelegram();
    world.webhook = 'https://helpdesk.example/';
    await expect(poll(network, request('mentions'))).rejects.toMatchObject({
      message: expect.stringContaining('webhook'),
      hint: expect.stringContaining('deleteWebhook'),
    });
    world.webhook = '';
    world.contested = true;
    await expect(poll(network, request('mentions'))).rejects.toMatchObject({
      message: expect.stringContaining('another program'),
      hint: expect.stringContaining('@BotFather'),
    });
  });

  it('asks who the bot is once a day, and learns its new name', async () => {
    let now = Date.UTC(2026, 10, 21);
    const { fake, world, restart } = await onTelegram({ clock: () => now, administrator: true });
    for (let poll_ = 0; poll_ < 3; poll_ += 1) await poll(restart(), request('mentions'));
    expect(fake.requests().getMe).toBe(1);
    now += 25 * 3_600_000;
    world.bot.username = 'narcafe_bot';
    fake.arrive({ by: 'ana', kind: 'mention', text: 'open?' });
    expect((await poll(restart(), request('mentions'))).mentions.map(({ kind }) => kind)).toEqual([
      'mention',
    ]);
  });
});
