import { expect, it } from 'vitest';
import { CAFE, resolveScenario } from '../../src/sandbox/index.js';
import { type Desk, openDesk } from '../helpers/desk.js';
import { jsonOf } from '../helpers/earshot.js';

interface Mention {
  id: number;
  nativeId: string;
  answeredAt: string | null;
}

async function find(desk: Desk, words: string): Promise<Mention> {
  const { mentions } = jsonOf<{ mentions: Mention[] }>(await desk.run(['list', '--search', words, '--json']));
  const [mention] = mentions;
  if (!mention) throw new Error(`no mention holds '${words}'`);
  return mention;
}

it('does not answer again what the owner answered in the app, unless asked to', async () => {
  const desk = await openDesk({ ...resolveScenario(CAFE, Date.now()), limits: true });
  await desk.run(['poll']);
  const mention = await find(desk, 'oat milk');
  expect(mention.answeredAt).not.toBeNull();
  const refused = await desk.run(['reply', String(mention.id), 'Yes, we do.', '--yes']);
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain('was answered on X already');
  expect(desk.sandbox.ledger()).toEqual([]);
  expect((await desk.run(['reply', String(mention.id), 'Yes, we do.', '--yes', '--again'])).code).toBe(0);
  expect(desk.sandbox.ledger()).toMatchObject([{ action: 'reply', replyTo: mention.nativeId }]);
});

it('leaves a failed reply alone that the owner has given in the app meanwhile', async () => {
  const desk = await openDesk({ ...resolveScenario(CAFE, Date.now()), limits: false });
  await desk.run(['poll']);
  const mention = await find(desk, 'refund for order 4417');
  desk.sandbox.faults.add([{ method: 'POST', path: '/2/tweets', times: 1, action: 'status', status: 400 }]);
  expect((await desk.run(['reply', String(mention.id), 'Refunded!', '--yes'])).code).toBe(1);
  desk.sandbox.arrive({ by: 'cafenar', text: 'Done, Dan.', replyTo: mention.nativeId });
  await desk.run(['poll']);
  const retried = await desk.run(['outbox', 'retry', '--json']);
  expect(retried.code).toBe(1);
  expect(retried.stdout).toContain('was answered on X already');
  expect(desk.sandbox.ledger().filter(({ action }) => action === 'reply')).toEqual([]);
});
