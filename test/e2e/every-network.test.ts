import { describe, expect, it, onTestFinished } from 'vitest';
import { NETWORKS } from '../../src/networks/registry.js';
import { FAKE_ACCOUNT, writeFakeConfig } from '../fakes/config.js';
import { WATCHED } from '../fakes/fake.js';
import { FAKES } from '../fakes/index.js';
import { folder } from '../helpers/desk.js';
import { jsonOf, run } from '../helpers/earshot.js';
import { HAS_SCRIPT, startScreen } from '../helpers/screen.js';

interface Mention {
  id: number;
  network: string;
  text: string;
  canReply: boolean;
  url: string | null;
}

/** The built program, with an account on a network's fake. */
async function deskOn(network: string) {
  const start = FAKES[network];
  if (!start) throw new Error(`${network} has no fake`);
  const fake = await start({});
  onTestFinished(() => fake.stop());
  const cwd = folder();
  writeFakeConfig(cwd, network, fake);
  const earshot = (...args: string[]) => run(args, { cwd });
  const mentions = async () =>
    jsonOf<{ mentions: Mention[] }>(await earshot('list', '--limit', '0', '--json')).mentions;
  return { cwd, fake, earshot, mentions };
}

describe.each([...NETWORKS.values()])('the built program on $name', ({ id, name }) => {
  it('hears, and answers or says where to', async () => {
    const { fake, earshot, mentions } = await deskOn(id);
    fake.arrive({ by: 'ana', kind: 'mention', text: `is ${WATCHED} open on Sundays? می‌خواستم بدانم` });
    expect(await earshot('poll', '--quiet')).toMatchObject({ code: 0, stderr: '' });
    const [mention, ...more] = await mentions();
    expect(more).toEqual([]);
    expect(mention).toMatchObject({ network: id, text: expect.stringContaining('می‌خواستم') });
    const shown = await earshot('show', String(mention?.id));
    expect(shown).toMatchObject({ code: 0, stdout: expect.stringContaining(name) });
    const answer = await earshot('reply', String(mention?.id), 'Until ten.', '--yes');
    if (mention?.canReply) {
      expect(answer).toMatchObject({ code: 0, stderr: '' });
      expect(fake.written()).toHaveLength(1);
    } else {
      expect(answer).toMatchObject({ code: 1, stderr: expect.stringContaining('https://') });
      const { abilities } = jsonOf<{ abilities: { action: string; note: string | null }[] }>(
        await earshot('show', String(mention?.id), '--json'),
      );
      const byHand = abilities.find(({ action }) => action === 'answer by hand');
      if (id === 'hackernews') expect(byHand?.note).toMatch(/^https:\/\/news\.ycombinator\.com\/reply\?id=/);
    }
    const hidden = await earshot('hide', String(mention?.id));
    expect(hidden).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/cannot be hidden: .*[^.]\.\n {2}next: /),
    });
    expect(await earshot('poll', '--quiet')).toMatchObject({ code: 0, stderr: '' });
    expect(await mentions()).toHaveLength(1);
  });

  it('checks its account, and prints none of its secrets with --verbose', async () => {
    const { fake, earshot } = await deskOn(id);
    const check = await earshot('account', 'check', FAKE_ACCOUNT, '--verbose');
    expect(check).toMatchObject({ code: 0, stdout: expect.stringContaining(name) });
    const { stdout, stderr } = await earshot('poll', '--verbose');
    const printed = [check.stdout, check.stderr, stdout, stderr].join('\n');
    for (const secret of Object.values(fake.secrets).filter(({ length }) => length >= 8)) {
      expect(printed).not.toContain(secret);
    }
  });
});

it('likes what can be liked, takes it back, and says where it cannot be done', async () => {
  const { fake, earshot, mentions } = await deskOn('mastodon');
  const nativeId = fake.arrive({ by: 'ana', kind: 'mention', text: 'what a lovely cake' });
  expect(await earshot('poll', '--quiet')).toMatchObject({ code: 0 });
  const [mention] = await mentions();
  const id = String(mention?.id);
  expect(jsonOf(await earshot('like', id, '--json'))).toEqual({ mentionId: mention?.id, liked: true });
  expect(fake.liked?.(nativeId)).toBe(true);
  expect(await earshot('like', id)).toMatchObject({ code: 0, stderr: '' });
  expect((await earshot('like', id, '--undo')).stdout).toContain('Not liked any more');
  expect(fake.liked?.(nativeId)).toBe(false);

  const x = await deskOn('x');
  x.fake.arrive({ by: 'ana', kind: 'mention', text: 'what a lovely cake' });
  await x.earshot('poll', '--quiet');
  const refused = await x.earshot('like', String((await x.mentions())[0]?.id));
  expect(refused).toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringMatching(/cannot be liked: X took likes/),
  });
});

it.skipIf(!HAS_SCRIPT)('offers the page before anybody writes what the network cannot take', async () => {
  const { cwd, fake, earshot, mentions } = await deskOn('hackernews');
  fake.arrive({ by: 'ana', kind: 'post', text: `${WATCHED} has good cake` });
  expect(await earshot('poll', '--quiet')).toMatchObject({ code: 0 });
  const [mention] = await mentions();
  const screen = startScreen(['reply', String(mention?.id)], { cwd, columns: 60, rows: 20 });
  await screen.until((text) => text.includes('Open the page'), 'the offer of the page');
  expect(screen.text()).not.toContain('Your answer');
  screen.press('n\r');
  expect((await screen.ended).code).toBe(130);
});
