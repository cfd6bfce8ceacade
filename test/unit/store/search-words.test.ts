import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MentionFilter } from '../../../src/core/stored-mention.js';
import { openStore, type Store } from '../../../src/store/index.js';
import { committer, deskStore, inbound, NOW, prepared, understanding } from './support.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'earshot-words-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What is found in the search index alone: the newest first, by words and languages or accounts and nothing else. */
const found = async (store: Store, filter: Partial<MentionFilter>) =>
  (await store.mentions.list({ sort: 'newest', limit: 50, ...filter })).map(({ nativeId }) => nativeId);

const said = (nativeId: string, language: string, text = 'cold tea') =>
  prepared(inbound(nativeId, { text }), { understanding: { language } });

describe('a search in a language or an account', () => {
  it('follows a mention that is edited or scored again into another language', async () => {
    const { store, commit } = await deskStore();
    await commit({ mentions: [said('m1', 'en'), said('m2', 'vi')] });
    await commit({ mentions: [said('m2', 'fa', 'cold tea again')] });
    expect(await found(store, { search: 'tea', language: ['vi'] })).toEqual([]);
    expect(await found(store, { search: 'tea again', language: ['fa'] })).toEqual(['m2']);

    const scope = { exceptVersion: null, since: null };
    const batch = { after: 0, limit: 10, version: 'test-2', now: NOW, write: true };
    await store.rescoring.batch(scope, batch, ({ text }) =>
      understanding({ language: text.includes('again') ? 'fa' : 'de' }),
    );
    expect(await found(store, { search: 'tea', language: ['en'] })).toEqual([]);
    expect(await found(store, { search: 'tea', language: ['de'] })).toEqual(['m1']);
    expect(await found(store, { search: 'tea', language: ['de', 'fa'] })).toHaveLength(2);
    store.close();
  });

  it('is exact, whatever languages are called', async () => {
    const { store, commit } = await deskStore();
    const languages = ['pt', 'pt-BR', 'PTBR', 'zh_Hant', '', '«?»', 'ʘ'];
    await commit({ mentions: languages.map((language) => said(language, language)) });
    for (const language of languages) {
      expect(await found(store, { search: 'tea', language: [language] })).toEqual([language]);
      expect(await found(store, { search: 'coffee', language: [language] })).toEqual([]);
    }
    store.close();
  });

  it('keeps accounts and networks apart, and finds nothing in one that there is not', async () => {
    const { store, commit } = await deskStore();
    const shop = await store.accounts.ensure({ key: 'shop', network: 'bluesky', handle: 'shop' });
    await commit({ mentions: [said('m1', 'en')] });
    await committer(store, shop.id)({ network: 'bluesky', mentions: [said('m2', 'en')] });
    expect(await found(store, { search: 'tea', account: ['shop'] })).toEqual(['m2']);
    expect(await found(store, { search: 'tea', network: ['x'] })).toEqual(['m1']);
    expect(await found(store, { search: 'tea', network: ['x'], account: ['shop'] })).toEqual([]);
    expect(await found(store, { search: 'tea', account: ['bakery'] })).toEqual([]);
    store.close();
  });

  it('cannot be typed: what stands for a language is found by no words', async () => {
    const { store, commit } = await deskStore();
    await commit({ mentions: [said('m1', 'vi')] });
    for (const search of ['vi', 'lvi', '\u0640lvi', '"\u0640lvi"', 'a1', '\u0640a1', '\u0640']) {
      expect(await found(store, { search }), search).toEqual([]);
    }
    store.close();
  });

  it('finds what was stored before languages stood in the search index', async () => {
    const path = join(folder, 'desk.db');
    const { store, commit } = await deskStore(path);
    await commit({ mentions: [said('m1', 'en'), said('m2', 'vi'), said('m3', 'vi', 'gone')] });
    await commit({ deletedNativeIds: ['m3'] });
    store.close();
    const raw = new Sqlite(path);
    raw.exec(`INSERT INTO mention_search (mention_search) VALUES ('delete-all')`);
    raw.exec(`INSERT INTO mention_search (rowid, text, author) SELECT search_key, text, '' FROM mention`);
    raw.pragma('user_version = 12');
    raw.close();
    const opened = openStore(path);
    expect(await found(opened, { search: 'tea', language: ['vi'] })).toEqual(['m2']);
    expect(await found(opened, { search: 'by_m1', account: ['cafe'] })).toEqual(['m1']);
    opened.close();
    const after = new Sqlite(path, { readonly: true });
    expect(after.prepare('SELECT count(*) FROM mention_search').pluck().get()).toBe(2);
    after.close();
  });
});
