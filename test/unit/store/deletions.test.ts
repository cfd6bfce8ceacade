import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { connect } from '../../../src/store/connection.js';
import { MIGRATIONS } from '../../../src/store/migrations/index.js';
import { folder } from '../../helpers/desk.js';
import { everyRow } from './random-desk.js';
import { act, deskStore, inbound, NOW, prepared, stored } from './support.js';

const SECRET = 'qxcanaryword';

/** Numbers of mentions that the index finds by a word. */
function found(path: string, word: string): number {
  const raw = new Sqlite(path, { readonly: true });
  const sql = 'SELECT count(*) FROM mention_search WHERE mention_search MATCH ?';
  const count = Number(raw.prepare(sql).pluck().get(word));
  raw.close();
  return count;
}

describe('what is deleted on its network', () => {
  it('loses its text, in the table, in the index and in what was learnt; its row and its answer stay', async () => {
    const path = join(folder(), 'desk.db');
    const { store, commit } = await deskStore(path);
    const message = prepared(inbound('m1', { text: `my ${SECRET} is late` }), {
      understanding: { reasons: [`says ${SECRET}`], urgency: [SECRET] },
    });
    await commit({ mentions: [message, prepared(inbound('m2', { text: 'hello' }))] });
    const { id } = await stored(store, 'm1');
    await store.triage.apply([id], { sentiment: 'positive' }, act());
    const layer = {
      id: '1',
      sentiment: [],
      intent: [],
      texts: [{ text: SECRET, sentiment: null, intent: null }],
    };
    await store.corrections.keepLayer(layer, 'it', NOW);
    expect(found(path, SECRET)).toBe(1);

    expect(await commit({ deletedNativeIds: ['m1'] })).toMatchObject({ deleted: 1 });
    expect(await stored(store, 'm1')).toMatchObject({
      text: '',
      deletedAt: NOW,
      status: 'done',
      createdAt: NOW,
    });
    expect(found(path, SECRET)).toBe(0);
    expect(found(path, 'hello')).toBe(1);
    expect(JSON.stringify(everyRow(path))).not.toContain(SECRET);
    expect(await store.corrections.corrected()).toEqual([]);

    // Whoever serves it once more does not bring it back.
    expect(await commit({ mentions: [message] })).toMatchObject({ newIds: [], updated: 0 });
    expect(JSON.stringify(everyRow(path))).not.toContain(SECRET);
    expect(found(path, SECRET)).toBe(0);

    store.compact();
    expect(readFileSync(path).includes(SECRET)).toBe(false);
    store.close();
  });

  it('lost its text in databases of before too, when they are brought up to date', async () => {
    const path = join(folder(), 'desk.db');
    const { store, commit } = await deskStore(path);
    await commit({ mentions: [prepared(inbound('m1', { text: `my ${SECRET}` }))] });
    store.close();
    const raw = new Sqlite(path);
    raw.prepare('UPDATE mention SET deleted_at = 1').run();
    // The step by itself: its tables are there already.
    const step = MIGRATIONS[8]
      ?.split(';')
      .filter((sql) => /DELETE FROM mention_search|UPDATE mention SET/.test(sql));
    raw.exec(step?.join(';') ?? '');
    raw.close();
    expect(step).toHaveLength(2);
    expect(found(path, SECRET)).toBe(0);
    expect(everyRow(path).mention?.join()).not.toContain(SECRET);
    connect(path).close();
  });
});
