import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { openStore } from '../../../src/store/index.js';
import { act, deskStore, inbound, NOW, prepared } from './support.js';

async function sentReply(store: Awaited<ReturnType<typeof deskStore>>) {
  await store.commit({ mentions: [prepared(inbound('m1'))] });
  const id = await store.store.outbox.create(
    {
      mentionId: 1,
      accountId: store.accountId,
      private: false,
      again: false,
      text: 'Until ten.',
      idempotencyKey: 'k',
      origin: { plan: { hash: 'abc', row: 3 } },
    },
    act(),
  );
  const { outbox } = store.store;
  await outbox.claim(id, act());
  await outbox.move(id, 'unknown', 'no answer', act());
  await outbox.move(id, 'failed', 'not there', act());
  await outbox.move(id, 'approved', null, act());
  await outbox.claim(id, act());
  await outbox.sent(id, { nativeId: 'p1', url: null, sentAt: NOW }, act());
  await outbox.deleted(id, act());
  return id;
}

it('has every step of every attempt, with who, what and where', async () => {
  const desk = await deskStore();
  onTestFinished(() => desk.store.close());
  const id = await sentReply(desk);
  const all = await desk.store.audit.all();
  expect(all.map(({ result, nativeId, error }) => [result, nativeId, error])).toEqual([
    ['sending', null, null],
    ['unknown', null, 'no answer'],
    ['failed', null, 'not there'],
    ['sending', null, null],
    ['sent', 'p1', null],
    ['taken back', 'p1', null],
  ]);
  expect(all[0]).toMatchObject({
    replyId: id,
    to: 'by_m1',
    text: 'Until ten.',
    plan: 'abc',
    by: act().author,
  });
});

it('knows nothing of a reply that never left', async () => {
  const desk = await deskStore();
  onTestFinished(() => desk.store.close());
  await desk.commit({ mentions: [prepared(inbound('m1'))] });
  const reply = {
    mentionId: 1,
    accountId: desk.accountId,
    private: false,
    again: false,
    text: 'Hi',
    idempotencyKey: 'k',
  };
  const id = await desk.store.outbox.create(reply, act());
  await desk.store.outbox.move(id, 'failed', 'it was answered meanwhile', act());
  expect(await desk.store.audit.all()).toEqual([]);
});

it('refuses to be changed or deleted from, but for forgetting a person once', () => {
  const dir = mkdtempSync(join(tmpdir(), 'earshot-audit-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const path = join(dir, 'a.db');
  openStore(path).close();
  const raw = new Sqlite(path);
  onTestFinished(() => void raw.close());
  raw.exec(`INSERT INTO audit (at, author, outbox_id, result, network, account, recipient, private, text, native_id)
    VALUES (1, 'me', 1, 'sent', 'x', 'cafe', 'ana', 0, 'Hello', 'p1')`);
  const forget =
    'UPDATE audit SET recipient = NULL, text = NULL, native_id = NULL, error = NULL, forgotten_at = 9';
  for (const change of [
    'DELETE FROM audit',
    "UPDATE audit SET text = 'Goodbye'",
    'UPDATE audit SET text = NULL',
    'UPDATE audit SET forgotten_at = 9',
    `${forget}, author = 'you'`,
    `${forget}, result = 'failed'`,
  ]) {
    expect(() => raw.exec(change), change).toThrow(/the audit is never/);
  }
  raw.exec(forget);
  expect(() => raw.exec(`${forget} + 1`)).toThrow(/never changed/);
  expect(raw.prepare('SELECT text, recipient, author, forgotten_at FROM audit').get()).toEqual({
    text: null,
    recipient: null,
    author: 'me',
    forgotten_at: 9,
  });
});
