import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CAFE, resolveScenario } from '../../src/sandbox/index.js';
import { type Desk, makeDesk } from '../helpers/desk.js';
import { jsonOf } from '../helpers/earshot.js';

interface Mention {
  id: number;
  text: string;
  nativeId: string;
}

let desk: Desk;
beforeAll(async () => {
  desk = await makeDesk({ ...resolveScenario(CAFE, Date.now()), limits: true });
  expect((await desk.run(['poll'])).code).toBe(0);
});
afterAll(() => desk.close());

/** The first mention that holds these words. */
async function find(words: string): Promise<Mention> {
  const { mentions } = jsonOf<{ mentions: Mention[] }>(await desk.run(['list', '--search', words, '--json']));
  const [mention] = mentions;
  if (!mention) throw new Error(`no mention holds '${words}'`);
  return mention;
}

async function canHide(id: number): Promise<boolean> {
  const card = jsonOf<{ abilities: { action: string; can: boolean }[] }>(
    await desk.run(['show', String(id), '--json']),
  );
  return card.abilities.some(({ action, can }) => action === 'hide' && can);
}

describe('taking things off the page', () => {
  it('hides exactly what it says it can hide, and shows it again', async () => {
    const below = await find('đặt bàn trước');
    const elsewhere = await find('refund for order 4417');
    expect([await canHide(below.id), await canHide(elsewhere.id)]).toEqual([true, false]);

    expect(await desk.run(['hide', String(below.id)])).toMatchObject({ code: 0, stderr: '' });
    expect(await desk.run(['hide', String(below.id), '--show', '--json'])).toMatchObject({ code: 0 });
    const refused = await desk.run(['hide', String(elsewhere.id)]);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('cannot be hidden');
    expect(desk.sandbox.ledger()).toMatchObject([
      { action: 'hide', id: below.nativeId },
      { action: 'unhide', id: below.nativeId },
    ]);
  });

  it('deletes a reply that was sent, once a yes was given', async () => {
    const { id: mention } = await find('refund for order 4417');
    const sent = jsonOf<{ reply: { id: number; nativeId: string } }>(
      await desk.run(['reply', String(mention), 'Oh, the wrong words', '--yes', '--json']),
    );
    const id = String(sent.reply.id);
    expect((await desk.run(['outbox', 'delete', id])).code).toBe(2);
    const deleted = jsonOf<{ reply: { deletedAt: string | null; state: string } }>(
      await desk.run(['outbox', 'delete', id, '--yes', '--json']),
    );
    expect(deleted.reply).toMatchObject({ state: 'sent', deletedAt: expect.stringMatching(/Z$/) });
    expect(desk.sandbox.ledger().at(-1)).toMatchObject({ action: 'delete', id: sent.reply.nativeId });
    // Gone already is as good as deleted; what was never sent cannot be.
    expect((await desk.run(['outbox', 'delete', id, '--yes'])).code).toBe(0);
    expect((await desk.run(['outbox', 'delete', '999', '--yes'])).code).toBe(1);
  });
});
