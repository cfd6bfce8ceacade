import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { folder } from '../../helpers/desk.js';
import { randomFrom } from '../../helpers/random.js';
import { everyRow, isSound, type RandomDesk, randomDesk, type Somebody } from './random-desk.js';
import { act, inbound, NOW, ownPost, prepared } from './support.js';

/** Files of a folder that have a text in their bytes, in small letters or not. */
function filesWith(dir: string, text: string): string[] {
  return readdirSync(dir).filter((name) =>
    readFileSync(join(dir, name)).toString('latin1').toLowerCase().includes(text.toLowerCase()),
  );
}

async function authorsOf({ store }: RandomDesk, { handle }: Somebody): Promise<number[]> {
  const [author] = await store.customers.byHandle(handle, null);
  return author ? (await store.customers.authorsOf(author.id)).map(({ id }) => id) : [];
}

async function forget(desk: RandomDesk, somebody: Somebody) {
  await desk.store.forget.forget(await authorsOf(desk, somebody), act(NOW + 1));
  expect(desk.store.compact()).toMatchObject({ complete: true });
}

describe('forget', () => {
  it('leaves no byte of a person, and every row of the others', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), async (seed) => {
        const dir = folder();
        const desk = await randomDesk(join(dir, 'desk.db'), randomFrom(seed));
        const { path, store, people, pages, commit } = desk;
        const [somebody] = people;
        if (!somebody) throw new Error('nobody there');
        const ids = await authorsOf(desk, somebody);
        fc.pre(ids.length > 0);
        const gone = handlesOf(path, ids);
        const before = everyRow(path);
        expect(filesWith(dir, somebody.token)).not.toEqual([]);

        await forget(desk, somebody);
        for (const { token } of gone) expect(filesWith(dir, token)).toEqual([]);
        expect(isSound(path)).toBe(true);
        const after = everyRow(path);
        expectOthersWhole(before, after, gone);

        // The same pages again bring nothing of them back, and nothing twice.
        for (const page of pages) await commit(page);
        const again = everyRow(path);
        for (const table of ['author', 'mention', 'own_post', 'outbox', 'triage']) {
          expect({ table, rows: again[table]?.length }).toEqual({ table, rows: after[table]?.length });
        }
        store.close();
        for (const { token } of gone) {
          expect(JSON.stringify(everyRow(path, ['cursor']))).not.toContain(token);
        }
      }),
      { numRuns: 15 },
    );
  }, 240_000);

  it('hears what they write from now on, in public and in private, and our answers to that', async () => {
    const desk = await randomDesk(join(folder(), 'desk.db'), randomFrom(1));
    const { store, people, commit } = desk;
    const [somebody] = people;
    if (!somebody) throw new Error('nobody there');
    await forget(desk, somebody);
    const later = NOW + 1_000;
    const { nativeId, handle } = somebody;
    const author = { nativeId, handle };
    const thread = { threadNativeId: `convo/${nativeId}`, private: true };
    const { newIds } = await commit({
      mentions: [
        prepared(inbound('late', { author, ...thread, text: 'written before, told later', createdAt: NOW })),
        prepared(inbound('fresh', { author, ...thread, text: 'hello again', createdAt: later })),
      ],
      ownPosts: [
        ownPost('old answer', { ...thread, createdAt: NOW }),
        ownPost('new answer', { ...thread, createdAt: later + 1 }),
      ],
    });
    expect(newIds).toHaveLength(1);
    const [id = 0] = newIds;
    expect(await store.mentions.get(id)).toMatchObject({ text: 'hello again', answeredAt: later + 1 });
    expect(everyRow(desk.path).own_post?.filter((row) => row.includes('answer'))).toHaveLength(1);
    store.close();
  });

  it('keeps the audit: that something was sent, and that somebody was forgotten', async () => {
    const desk = await randomDesk(join(folder(), 'desk.db'), randomFrom(5));
    const audit = await desk.store.audit.all();
    const sent = audit.find(({ result, to }) => result === 'sent' && to !== null);
    const somebody = desk.people.find(({ handle }) => handle === sent?.to);
    if (!somebody) throw new Error('nothing was sent');
    await forget(desk, somebody);
    const after = await desk.store.audit.all();
    expect(after.map(({ at, by, result }) => ({ at, by, result }))).toEqual(
      audit.map(({ at, by, result }) => ({ at, by, result })),
    );
    expect(after.find(({ replyId, result }) => replyId === sent?.replyId && result === 'sent')).toMatchObject(
      {
        to: null,
        text: null,
        nativeId: null,
        forgottenAt: NOW + 1,
      },
    );
    const events = everyRow(desk.path).event?.map(
      (row) => JSON.parse(row) as { kind: string; after: string },
    );
    expect(events?.filter(({ kind }) => kind === 'forget')).toEqual([
      expect.objectContaining({ at: NOW + 1, after: expect.stringMatching(/"people":\["[0-9a-f]{32}"/) }),
    ]);
    desk.store.close();
  });

  it('gives no number of theirs to anybody else', async () => {
    const { store, path, commit, people } = await randomDesk(join(folder(), 'desk.db'), randomFrom(2));
    const numbers = (table: string) =>
      everyRow(path)[table]?.map((row) => (JSON.parse(row) as { id: number }).id) ?? [];
    const [mentions, replies] = [numbers('mention'), numbers('audit')];
    for (const somebody of people) {
      const [author] = await store.customers.byHandle(somebody.handle, null);
      if (author) await store.forget.forget([author.id], act(NOW + 1));
    }
    expect(numbers('mention')).toEqual([]);
    const { newIds } = await commit({ mentions: [prepared(inbound('next', { createdAt: NOW + 9 }))] });
    const [id = 0] = newIds;
    expect(id).toBeGreaterThan(Math.max(...mentions));
    expect(replies.length).toBeGreaterThan(0);
    const sent = (await store.audit.all()).map(({ replyId }) => replyId);
    const account = everyRow(path).account?.map((row) => (JSON.parse(row) as { id: number }).id)[0] ?? 0;
    const reply = await store.outbox.create(
      { mentionId: id, accountId: account, private: false, again: false, text: 'Hi', idempotencyKey: 'new' },
      act(),
    );
    expect(sent).not.toContain(reply);
    store.close();
  });
});

function handlesOf(path: string, ids: readonly number[]): { token: string }[] {
  const raw = new Sqlite(path, { readonly: true });
  const rows = raw
    .prepare('SELECT handle FROM author WHERE id IN (SELECT value FROM json_each(?))')
    .pluck()
    .all(JSON.stringify(ids)) as string[];
  raw.close();
  return rows.map((handle) => ({ token: handle.replace('_handle', '') }));
}

/** Rows that name none of those who are gone are as they were, where nothing of theirs was in the same row. */
function expectOthersWhole(
  before: Record<string, string[]>,
  after: Record<string, string[]>,
  gone: readonly { token: string }[],
): void {
  const about = (row: string) => gone.some(({ token }) => row.includes(token));
  for (const table of [
    'author',
    'mention',
    'own_post',
    'customer_note',
    'template',
    'spend',
    'gap',
    'audit',
  ]) {
    const others = before[table]?.filter((row) => !about(row)) ?? [];
    expect({ table, lost: others.filter((row) => !after[table]?.includes(row)) }).toEqual({
      table,
      lost: [],
    });
  }
  const mentions = (rows: Record<string, string[]>) =>
    new Set(rows.mention?.map((row) => (JSON.parse(row) as { id: number }).id));
  const kept = mentions(after);
  for (const table of ['triage', 'tag', 'outbox', 'correction']) {
    const others = before[table]?.filter((row) =>
      kept.has((JSON.parse(row) as { mention_id: number }).mention_id),
    );
    expect({ table, rows: after[table] }).toEqual({ table, rows: others });
  }
}
