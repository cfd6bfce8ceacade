import { describe, expect, it } from 'vitest';
import { openRig, poll, requestFor } from './support.js';

describe('our own posts', () => {
  it('come with what they answer, whether written here or in the app', async () => {
    const { fake, network, restart } = await openRig();
    const question = fake.arrive({ by: 'ana', kind: 'mention', text: 'Open?' });
    const first = await poll(network, requestFor('own'));
    expect(first.ownPosts).toEqual([]);
    const answer = fake.writeInApp?.('Until ten.', { replyTo: question });
    const second = await poll(restart(), requestFor('own', { cursor: first.cursor }));
    expect(second.ownPosts).toMatchObject([
      { nativeId: answer, text: 'Until ten.', replyToNativeId: question, threadNativeId: question, private: false },
    ]);
    const third = await poll(restart(), requestFor('own', { cursor: second.cursor }));
    expect(third.ownPosts).toEqual([]);
  });
});
