import { expect, it, onTestFinished } from 'vitest';
import { loadScorer } from '../../../src/sentiment/index.js';
import { toDeskAccount } from '../../../src/services/accounts.js';
import { ingestPage } from '../../../src/services/ingest.js';
import { openCard } from '../../../src/services/mention-card.js';
import { refreshPriorities } from '../../../src/services/triage.js';
import { inbound, stored } from '../store/support.js';
import { deskWith, NOW } from './desk.js';

const ACCOUNT = toDeskAccount({ id: 'cafe', network: 'x', handle: 'cafe', auth: 'oauth1' });

it('presses what waits in a thread that more unhappy people join', async () => {
  const desk = deskWith({});
  onTestFinished(() => desk.store.close());
  desk.scorer = () => Promise.resolve(loadScorer());
  const account = await desk.store.accounts.ensure({ key: 'cafe', network: 'x', handle: 'cafe' });
  const post = (id: string, by: string, text: string) =>
    ingestPage(
      {
        desk,
        account: ACCOUNT,
        accountRow: account.id,
        stream: 'mentions',
        scorer: loadScorer(),
        watchIds: new Map(),
      },
      {
        mentions: [
          inbound(id, {
            text,
            threadNativeId: 'one',
            createdAt: NOW - 10_000 + Number(id),
            author: { nativeId: by, handle: by },
          }),
        ],
        ownPosts: [],
        deletedNativeIds: [],
        gaps: [],
        charges: [],
        cursor: {},
      },
    );
  const awful = '@cafe my order never arrived, this is terrible service';
  const priority = async (id: string) => {
    await refreshPriorities(desk);
    return (await stored(desk.store, id)).priority;
  };
  await post('1', 'ann', awful);
  const alone = await priority('1');
  await post('2', 'ben', 'what a lovely morning');
  expect(await priority('1')).toBe(alone);
  await post('3', 'cem', `${awful} to me too`);
  await post('4', 'dee', `${awful} either`);
  expect(await priority('1')).toBe(alone + 10);
  expect((await openCard(desk, 1)).mention.reasons).toContain('anger rising: 3 people in this thread');
  await post('5', 'ann', `${awful} and nobody answers`);
  expect(await priority('5')).toBeGreaterThan(await priority('1'));
  expect((await openCard(desk, 5)).mention.reasons).toContain('wrote 2 times, still unhappy');
});
