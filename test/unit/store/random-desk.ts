import Sqlite from 'better-sqlite3';
import { OUTBOX_STATES } from '../../../src/core/outbox.js';
import type { Plan } from '../../../src/core/plan.js';
import type { Store } from '../../../src/store/index.js';
import type { Random } from '../../helpers/random.js';
import { watchOf } from '../../helpers/watch.js';
import { act, type committer, deskStore, inbound, NOW, ownPost, prepared } from './support.js';

const DAY = 86_400_000;

/** Somebody on a random desk; every word of theirs begins with their token, so that it can be searched for. */
export interface Somebody {
  token: string;
  handle: string;
  nativeId: string;
}

export interface RandomDesk {
  store: Store;
  path: string;
  people: Somebody[];
  /** Every page that came in, to be sent in again. */
  pages: Parameters<ReturnType<typeof committer>>[0][];
  commit: ReturnType<typeof committer>;
}

/**
 * A desk in a file with something in every table: people who write in public and in private, into each other's
 * threads; answers in every state; marks, notes, merges, corrections, plans, alarms, deliveries.
 */
export async function randomDesk(path: string, random: Random, mentions = 40): Promise<RandomDesk> {
  const { store, accountId, commit } = await deskStore(path);
  const people = Array.from({ length: 6 }, (_, index) => somebody(index, random));
  const pages: RandomDesk['pages'] = [];
  const threads: string[] = [];
  for (let page = 0; page * 5 < mentions; page++) {
    const written = Array.from({ length: 5 }, (_, index) =>
      message(page * 5 + index, people, threads, random),
    );
    pages.push({
      mentions: written,
      cursor: { recent: Object.fromEntries(written.map(({ inbound }) => [inbound.nativeId, NOW])) },
      ownPosts: written.flatMap(({ inbound }, index) =>
        random.below(3) > 0
          ? []
          : ownPost(`own${page}.${index}`, {
              text: `@${inbound.author.handle} thank you`,
              threadNativeId: inbound.threadNativeId,
              createdAt: inbound.createdAt + 1,
              private: inbound.private,
              replyToNativeId: inbound.private ? null : inbound.nativeId,
            }),
      ),
      gaps: random.below(4) === 0 ? [{ stream: 'mentions', from: null, to: NOW, code: 'too-old' }] : [],
      spending: [{ item: 'postRead', count: 5, micros: 5_000 }],
    });
  }
  for (const page of pages) await commit(page);
  await live(store, accountId, people, random);
  return { store, path, people, pages, commit };
}

function somebody(index: number, random: Random): Somebody {
  const token = `zq${random.below(1e9).toString(36)}x${index}`;
  return { token, handle: `${token}_handle`, nativeId: `did:${token}:id` };
}

function message(number: number, people: readonly Somebody[], threads: string[], random: Random) {
  const { token, handle, nativeId } = random.pick(people);
  const isPrivate = random.below(4) === 0;
  const own = isPrivate ? `convo/${nativeId}` : `at://${nativeId}/post/${number}`;
  const joined = !isPrivate && random.below(3) === 0 && threads.length > 0 ? random.pick(threads) : own;
  if (!isPrivate) threads.push(joined);
  const id = `at://${nativeId}/post/${number}`;
  return prepared(
    inbound(id, {
      text: `${token}text${number} hello cake ${random.below(9)} café\u2028`,
      createdAt: NOW - random.below(1_000) * DAY,
      private: isPrivate,
      kind: isPrivate ? 'message' : 'mention',
      threadNativeId: joined,
      replyToNativeId: joined === own ? null : joined,
      url: `https://example.org/${token}/${number}`,
      author: {
        nativeId,
        handle,
        name: `${token} Name`,
        followers: random.below(900),
        url: `https://example.org/@${handle}`,
      },
    }),
    { understanding: { needsReply: random.below(3) > 0 }, priority: random.below(100) },
  );
}

/** What the owner does with it. */
async function live(store: Store, accountId: number, people: readonly Somebody[], random: Random) {
  const raw = new Sqlite(store.path);
  const ids = raw.prepare('SELECT id FROM mention ORDER BY id').pluck().all() as number[];
  const textOf = (id: number) =>
    String(raw.prepare('SELECT text FROM mention WHERE id = ?').pluck().get(id)).split(' ')[0] ?? '';
  const nativeIdOf = (id: number) =>
    String(raw.prepare('SELECT native_id FROM mention WHERE id = ?').pluck().get(id));
  for (const id of ids) {
    const lot = random.below(12);
    if (lot === 0) await store.triage.apply([id], { status: 'done' }, act());
    if (lot === 1) await store.triage.apply([id], { status: 'open', addTags: ['vip'] }, act());
    if (lot === 2) await store.triage.apply([id], { addTags: ['keep'] }, act());
    if (lot === 3) await store.triage.apply([id], { sentiment: 'positive', intent: 'praise' }, act());
    if (lot === 4) await store.triage.apply([id], { status: 'snoozed', snoozedUntil: NOW + DAY }, act());
    if (lot > 6 && lot < 10) {
      const reply = await store.outbox.create(
        {
          mentionId: id,
          accountId,
          private: false,
          again: false,
          text: `to ${textOf(id)}`,
          idempotencyKey: `key ${id}`,
        },
        act(),
      );
      await bring(store, reply, random.pick(OUTBOX_STATES), id);
    }
    if (lot === 11) await store.markDeleted('x', [nativeIdOf(id)], NOW);
    if (lot === 10) {
      raw
        .prepare(`INSERT INTO alert (kind, mention_id, detail, raised_at) VALUES ('word', ?, ?, ?)`)
        .run(id, JSON.stringify({ kind: 'word', word: textOf(id) }), NOW);
      raw.prepare(`INSERT INTO rule_match VALUES (?, 'rule', 0, NULL, 0, ?)`).run(id, NOW);
    }
  }
  const authors = raw.prepare('SELECT id, handle FROM author ORDER BY id').all() as {
    id: number;
    handle: string;
  }[];
  const [first, second] = authors;
  if (first && second) await store.customers.merge([first.id, second.id], act());
  for (const { id, handle } of authors) {
    if (random.below(2) === 0)
      await store.customers.addNote(id, { kind: 'note', text: `${handle} likes oats` }, act());
  }
  await store.templates.add('hours', { language: 'fa', network: null, text: 'تا ده' }, NOW);
  await store.deliveries.claim({ what: 'digest', key: 'k', from: 0, to: NOW }, 'mail', NOW, false);
  await store.plans.begin(planFor(ids.slice(0, 4), raw), act());
  await store.accounts.remember(accountId, { threads: [['1', people[0]?.nativeId]], chat: true });
  await store.watches.sync([watchOf({ keywords: ['cake'] })]);
  await store.runs.start({ command: 'poll', pid: 1, host: 'h', startedAt: NOW });
  raw
    .prepare(`INSERT INTO learnt VALUES (1, 'all', ?, ?)`)
    .run(JSON.stringify({ texts: ids.map(textOf) }), NOW);
  raw.close();
}

/** Brings a reply from approved to a state, by the moves there are. */
async function bring(store: Store, id: number, state: (typeof OUTBOX_STATES)[number], mentionId: number) {
  if (state === 'draft' || state === 'approved') return;
  if (state === 'cancelled') return store.outbox.move(id, 'cancelled', null, act());
  await store.outbox.claim(id, act());
  if (state === 'sending') return;
  if (state === 'sent') {
    return store.outbox.sent(id, { nativeId: `reply to ${mentionId}`, url: null, sentAt: NOW }, act());
  }
  await store.outbox.move(id, state, 'no answer', act());
}

function planFor(ids: readonly number[], raw: Sqlite.Database): Plan {
  const rows = ids.map((mentionId, index) => {
    const { nativeId, handle } = raw
      .prepare(
        'SELECT mention.native_id AS nativeId, handle FROM mention JOIN author ON author.id = author_id WHERE mention.id = ?',
      )
      .get(mentionId) as { nativeId: string; handle: string };
    return {
      row: index + 1,
      line: index + 2,
      mentionId,
      network: 'x',
      account: 'cafe',
      nativeId,
      versionId: nativeId,
      editedAt: null,
      to: handle,
      private: false,
      again: false,
      text: `plan for ${handle}`,
      template: null,
      costMicros: 0,
    };
  });
  return {
    version: 1,
    createdAt: NOW,
    createdBy: 'owner@here',
    perMinute: 10,
    rows,
    refused: [
      {
        line: 9,
        mention: rows[0]?.nativeId ?? '',
        code: 'already-replied',
        reason: `@${rows[0]?.to} has one`,
      },
    ],
    warnings: [{ line: 2, message: `@${rows[0]?.to} is angry` }],
    hash: `hash of ${ids.join()}`,
  };
}

/** Every row of every table but the search index, as text, sorted: read by SQLite alone. */
export function everyRow(path: string, except: readonly string[] = []): Record<string, string[]> {
  const raw = new Sqlite(path, { readonly: true });
  const tables = raw
    .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'mention_search%'`)
    .pluck()
    .all() as string[];
  const rows = tables
    .filter((name) => !except.includes(name))
    .map((name) => [
      name,
      (raw.prepare(`SELECT * FROM "${name}"`).all() as object[])
        .map((row) =>
          JSON.stringify(row, (_, value) =>
            value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value,
          ),
        )
        .sort(),
    ]);
  raw.close();
  return Object.fromEntries(rows);
}

/** Whether SQLite finds nothing wrong with a file. */
export function isSound(path: string): boolean {
  const raw = new Sqlite(path, { readonly: true });
  const sound =
    raw.pragma('integrity_check', { simple: true }) === 'ok' &&
    (raw.pragma('foreign_key_check') as unknown[]).length === 0;
  raw.close();
  return sound;
}
