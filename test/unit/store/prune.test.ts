import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PruneTally } from '../../../src/core/removal.js';
import type { Store } from '../../../src/store/index.js';
import { folder } from '../../helpers/desk.js';
import { randomFrom } from '../../helpers/random.js';
import { everyRow, isSound, randomDesk } from './random-desk.js';
import { NOW } from './support.js';

const DAY = 86_400_000;

interface Told {
  id: number;
  at: number;
  status: string;
  needsReply: number;
  answeredAt: number | null;
  tags: string[];
  replies: string[];
}

/** Every mention with what may keep it, read row by row. */
function tell(path: string): Told[] {
  const raw = new Sqlite(path, { readonly: true });
  const all = <T>(sql: string, ...values: unknown[]) => raw.prepare(sql).all(...values) as T[];
  const mentions = all<Omit<Told, 'tags' | 'replies'>>(
    `SELECT id, mention.created_at AS at, status, needs_reply AS needsReply, answered_at AS answeredAt
    FROM mention JOIN triage ON mention_id = id`,
  );
  const told = mentions.map((mention) => ({
    ...mention,
    tags: all<{ tag: string }>('SELECT tag FROM tag WHERE mention_id = ?', mention.id).map(({ tag }) => tag),
    replies: all<{ state: string }>('SELECT state FROM outbox WHERE mention_id = ?', mention.id).map(
      ({ state }) => state,
    ),
  }));
  raw.close();
  return told;
}

/** Why a mention is kept, said plainly. */
function reasonOf({ status, needsReply, answeredAt, tags, replies }: Told): keyof PruneTally['kept'] | null {
  if (replies.some((state) => ['draft', 'approved', 'sending', 'unknown'].includes(state))) return 'onItsWay';
  if (tags.includes('keep')) return 'pinned';
  if (status === 'open' || status === 'snoozed') return 'open';
  return status === 'new' && needsReply === 1 && answeredAt === null ? 'unanswered' : null;
}

async function pruneAll(store: Store, scope: { before: number; all: boolean }): Promise<number> {
  let removed = 0;
  for (;;) {
    const batch = await store.prune.batch(scope, 7, NOW);
    if (batch === 0) break;
    removed += batch;
  }
  await store.prune.sweep(scope);
  return removed;
}

describe('prune', () => {
  it('removes what is old and keeps what waits, as a plain reading says; nothing comes back', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.nat({ max: 1_000 }), fc.boolean(), async (seed, days, all) => {
        const path = join(folder(), 'desk.db');
        const { store, pages, commit } = await randomDesk(path, randomFrom(seed));
        const scope = { before: NOW - days * DAY, all };
        const old = tell(path).filter(({ at }) => at < scope.before);
        const kept = old.filter((mention) => {
          const reason = reasonOf(mention);
          return reason !== null && (!all || reason === 'onItsWay');
        });
        const expected = tell(path)
          .map(({ id }) => id)
          .filter((id) => !old.some((each) => each.id === id) || kept.some((each) => each.id === id));

        const tally = await store.prune.tally(scope);
        expect(tally.mentions).toBe(old.length - kept.length);
        for (const reason of ['onItsWay', 'pinned', 'open', 'unanswered'] as const) {
          const count = kept.filter((mention) => reasonOf(mention) === reason).length;
          expect({ reason, count: tally.kept[reason] }).toEqual({ reason, count });
        }
        expect(await pruneAll(store, scope)).toBe(tally.mentions);

        expect(tell(path).map(({ id }) => id)).toEqual(expected);
        expect(isSound(path)).toBe(true);
        const found = await store.statistics.leftOut(0, NOW + 1);
        expect(found.removed).toBe(tally.mentions);
        for (const page of pages) await commit(page);
        expect(tell(path).map(({ id }) => id)).toEqual(expected);
        expect(orphans(path)).toEqual({ search: 0, mentions: 0 });
        store.close();
      }),
      { numRuns: 15 },
    );
  }, 240_000);

  it('leaves nobody of whom nothing is left, but for those who have a note', async () => {
    const path = join(folder(), 'desk.db');
    const { store } = await randomDesk(path, randomFrom(3));
    await pruneAll(store, { before: NOW + 1, all: true });
    const rows = everyRow(path);
    const noted = new Set(
      rows.customer_note?.map((row) => (JSON.parse(row) as { author_id: number }).author_id),
    );
    const writing = new Set(rows.mention?.map((row) => (JSON.parse(row) as { author_id: number }).author_id));
    expect(rows.author).not.toEqual([]);
    for (const row of rows.author ?? []) {
      const { id, customer_id: customer, updated_at: seen } = JSON.parse(row) as Record<string, number>;
      expect(noted.has(id ?? 0) || writing.has(id ?? 0) || customer !== null || (seen ?? 0) > NOW).toBe(true);
    }
    store.close();
  });
});

/** Rows of the index without a mention, and mentions that are there and not in the index. */
function orphans(path: string): { search: number; mentions: number } {
  const raw = new Sqlite(path, { readonly: true });
  const count = (sql: string) => Number(raw.prepare(sql).pluck().get());
  const result = {
    search: count(`SELECT count(*) FROM mention_search WHERE mention_search MATCH 'hello'
      AND rowid NOT IN (SELECT search_key FROM mention)`),
    mentions: count(`SELECT count(*) FROM mention WHERE deleted_at IS NULL AND search_key NOT IN
      (SELECT rowid FROM mention_search WHERE mention_search MATCH 'hello')`),
  };
  raw.close();
  return result;
}
