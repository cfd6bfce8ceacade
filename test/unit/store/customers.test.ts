import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { act, deskStore, inbound, NOW, prepared, stored } from './support.js';

/** A store that heard authors a0, a1 ... once each, with the ids of their rows. */
async function heard(count: number) {
  const { store, commit } = await deskStore();
  await commit({ mentions: Array.from({ length: count }, (_, index) => prepared(inbound(`m${index}`))) });
  const ids: number[] = [];
  for (let index = 0; index < count; index++) ids.push((await stored(store, `m${index}`)).author.id);
  return { store, ids };
}

/** Who is the same person as whom, as the store has it. */
async function groups(store: Awaited<ReturnType<typeof heard>>['store'], ids: readonly number[]) {
  const all: number[][] = [];
  for (const id of ids) all.push((await store.customers.authorsOf(id)).map((author) => author.id).sort());
  return all;
}

const PEOPLE = 5;
const person = fc.nat(PEOPLE - 1);
const step = fc.oneof(
  fc.record({ merge: fc.array(person, { minLength: 2, maxLength: 3 }) }),
  fc.record({ split: person }),
);

describe('customers', () => {
  it('are the groups that merges and splits make, and every act can be taken back in turn', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 6 }), async (steps) => {
        const { store, ids } = await heard(PEOPLE);
        const idOf = (index: number) => ids[index] ?? 0;
        let model = ids.map((id) => new Set([id]));
        const history: number[][][] = [];
        for (const each of steps) {
          history.push(await groups(store, ids));
          if ('merge' in each) {
            await store.customers.merge(each.merge.map(idOf), act());
            const joined = new Set(
              each.merge.flatMap((index) => [...(model.find((group) => group.has(idOf(index))) ?? [])]),
            );
            model = [...model.filter((group) => ![...group].some((id) => joined.has(id))), joined];
          } else {
            const alone = idOf(each.split);
            await store.customers.split(alone, act());
            model = [
              ...model.map((group) => new Set([...group].filter((id) => id !== alone))),
              new Set([alone]),
            ];
          }
          const expected = ids.map((id) => [...(model.find((group) => group.has(id)) ?? [])].sort());
          expect(await groups(store, ids)).toEqual(expected);
        }
        for (const before of history.toReversed()) {
          expect(await store.lastUndoable()).toBe('customer');
          await store.customers.undo(act());
          expect(await groups(store, ids)).toEqual(before);
        }
        expect(await store.customers.undo(act())).toBeNull();
        store.close();
      }),
      { numRuns: 40 },
    );
  });

  it('share their history and notes, which stay with their author when they part', async () => {
    const { store, ids } = await heard(3);
    const [mina = 0, other = 0, stranger = 0] = ids;
    await store.customers.addNote(other, { kind: 'note', text: 'oat milk' }, act());
    await store.customers.merge([mina, other], act());
    expect(await store.customers.notesOf(mina)).toMatchObject([{ text: 'oat milk', at: NOW }]);
    expect((await store.mentions.authorHistory(mina)).mentions).toBe(2);
    expect((await store.mentions.byCustomer(mina, 10)).map((each) => each.author.id).sort()).toEqual(
      [mina, other].sort(),
    );
    expect((await store.mentions.authorHistory(stranger)).mentions).toBe(1);
    await store.customers.split(mina, act());
    expect(await store.customers.notesOf(mina)).toEqual([]);
    expect(await store.customers.notesOf(other)).toHaveLength(1);
    const [note] = await store.customers.notesOf(other);
    expect(await store.customers.removeNote(mina, note?.id ?? 0)).toBe(false);
    expect(await store.customers.removeNote(other, note?.id ?? 0)).toBe(true);
    store.close();
  });

  it('are suggested across networks by handle or full name, never within one, never once merged', async () => {
    const { store, commit } = await deskStore();
    const by = (nativeId: string, handle: string, name: string | null = null) =>
      prepared(inbound(nativeId, { author: { nativeId, handle, name } }));
    await commit({ mentions: [by('x1', 'mina_k', 'Mina Karimi'), by('x2', 'tom'), by('x3', 'mina.k')] });
    for (const [network, authors] of Object.entries({
      bluesky: [by('b1', 'mina_k.bsky.social'), by('b2', 'tom.example')],
      mastodon: [by('m1', 'minak@ruby.social', 'mina karimi'), by('m2', 'tomas@ruby.social', 'Tom')],
    })) {
      const { id: accountId } = await store.accounts.ensure({ key: network, network, handle: 'cafe' });
      await commit({ accountId, network, mentions: authors });
    }
    const pairs = async () =>
      (await store.customers.suggestions()).map(({ authors, reasons }) => [
        ...authors.map(({ handle }) => handle).sort(),
        ...reasons,
      ]);
    expect((await pairs()).sort()).toEqual([
      ['mina_k', 'mina_k.bsky.social', 'the same handle'],
      ['mina_k', 'minak@ruby.social', 'the same full name'],
      ['tom', 'tom.example', 'the same handle'],
    ]);
    const [mina] = await store.customers.byHandle('mina_k', 'x');
    const [sky] = await store.customers.byHandle('MINA_K.bsky.social', null);
    if (!mina || !sky) throw new Error('not stored');
    const others = async () =>
      (await store.customers.suggestionsFor(mina)).map(({ authors: [, other] }) => other.handle);
    expect((await others()).sort()).toEqual(['mina_k.bsky.social', 'minak@ruby.social']);
    await store.customers.merge([mina.id, sky.id], act());
    expect(await others()).toEqual(['minak@ruby.social']);
    expect((await pairs()).map(([first]) => first).sort()).toEqual(['mina_k', 'tom']);
    store.close();
  });
});
