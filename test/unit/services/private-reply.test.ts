import { expect, it, onTestFinished } from 'vitest';
import { requireAnswerable } from '../../../src/services/reply.js';
import { openContractDesk } from '../../contract/desk-rig.js';
import type { Harness } from '../../fakes/fake.js';
import { startTelegramFake } from '../../fakes/telegram/index.js';

const TELEGRAM: Harness = {
  id: 'telegram',
  start: startTelegramFake,
  mentionStream: 'mentions',
  messageStream: 'mentions',
  searchStream: null,
  order: 'queue',
};

/** Ana has asked in a group; whether she may be answered in private. */
async function askedInGroup() {
  const { rig, desk, poll } = await openContractDesk(TELEGRAM, {
    onTestFinished: (run) => onTestFinished(run),
  });
  rig.fake.arrive({ by: 'ana', kind: 'mention', text: 'Where is my order 1234?' });
  await poll();
  const [mention] = await desk.store.mentions.list({ sort: 'oldest', limit: 1 });
  if (!mention) throw new Error('nothing was heard');
  const ask = () =>
    requireAnswerable(desk, { mentionId: mention.id, private: true, again: false }).then(
      ({ isPrivate }) => isPrivate,
    );
  return { rig, poll, ask };
}

it('is refused before anything is sent to somebody who never opened a chat with the bot', async () => {
  const { rig, ask } = await askedInGroup();
  await expect(ask()).rejects.toMatchObject({
    code: 'reply-refused',
    message: expect.stringContaining('they have not started a chat with the bot'),
    hint: expect.not.stringContaining('retry'),
  });
  expect(rig.fake.written()).toEqual([]);
});

it.each(['/start', 'hello, it is me'])('is possible once they have sent %s', async (text) => {
  const { rig, poll, ask } = await askedInGroup();
  rig.fake.arrive({ by: 'ben', kind: 'message', text });
  await poll();
  await expect(ask()).rejects.toMatchObject({ code: 'reply-refused' });
  rig.fake.arrive({ by: 'ana', kind: 'message', text });
  await poll();
  expect(await ask()).toBe(true);
});
