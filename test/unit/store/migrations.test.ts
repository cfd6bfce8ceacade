import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connect } from '../../../src/store/connection.js';
import { MIGRATIONS } from '../../../src/store/migrations/index.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'earshot-store-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function schemaOf(path: string): string {
  const raw = new Sqlite(path, { readonly: true });
  const rows = raw
    .prepare(
      "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'mention_search_%' ORDER BY name",
    )
    .pluck()
    .all() as string[];
  raw.close();
  return `${rows.join(';\n\n')};\n`;
}

describe('migrations', () => {
  it('make the schema that stands in schema.sql, so that no change of it goes unnoticed', async () => {
    const path = join(folder, 'fresh.db');
    connect(path).close();
    await expect(schemaOf(path)).toMatchFileSnapshot('schema.sql');
  });

  it('change nothing when opened again', () => {
    const path = join(folder, 'again.db');
    connect(path).close();
    const before = readFileSync(path);
    connect(path).close();
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it.each(MIGRATIONS.map((_, version) => version))('bring schema %i up to date', (version) => {
    const [old, fresh] = [join(folder, 'old.db'), join(folder, 'fresh.db')];
    const raw = new Sqlite(old);
    for (const migration of MIGRATIONS.slice(0, version)) raw.exec(migration);
    if (version > 0) raw.pragma(`application_id = ${0x65617273}`);
    raw.pragma(`user_version = ${version}`);
    raw.close();
    connect(old).close();
    connect(fresh).close();
    expect(schemaOf(old)).toBe(schemaOf(fresh));
  });

  it('refuse a database of a newer earshot, and leave it as it is', () => {
    const path = join(folder, 'newer.db');
    connect(path).close();
    const raw = new Sqlite(path);
    raw.pragma(`user_version = ${MIGRATIONS.length + 1}`);
    raw.pragma('journal_mode = DELETE');
    raw.close();
    const before = readFileSync(path);
    expect(() => connect(path)).toThrow(expect.objectContaining({ code: 'database-newer' }));
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('refuse a database of another program, and leave it as it is', () => {
    const path = join(folder, 'foreign.db');
    const raw = new Sqlite(path);
    raw.exec('CREATE TABLE recipes (name TEXT)');
    raw.close();
    const before = readFileSync(path);
    expect(() => connect(path)).toThrow(expect.objectContaining({ code: 'database-foreign' }));
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('refuse a version that never was, instead of counting up to it', () => {
    const path = join(folder, 'negative.db');
    connect(path).close();
    const raw = new Sqlite(path);
    raw.pragma('user_version = -16777206');
    raw.close();
    expect(() => connect(path)).toThrow(expect.objectContaining({ code: 'database-corrupt' }));
  });

  it('leave nothing of a step that fails half-way', () => {
    const path = join(folder, 'half.db');
    const raw = new Sqlite(path);
    // Stands in the way of the last table of the first step only.
    raw.pragma(`application_id = ${0x65617273}`);
    raw.exec('CREATE TABLE mention_search (x)');
    raw.close();
    expect(() => connect(path)).toThrow(
      expect.objectContaining({
        code: 'database-corrupt',
        cause: expect.objectContaining({ message: expect.stringContaining('mention_search') }),
      }),
    );
    const after = new Sqlite(path, { readonly: true });
    expect(after.prepare('SELECT name FROM sqlite_schema').pluck().all()).toEqual(['mention_search']);
    expect(after.pragma('user_version', { simple: true })).toBe(0);
    after.close();
  });
});

describe('connect', () => {
  it('sets what durability needs at every open, also of a WAL file that exists', () => {
    const path = join(folder, 'desk.db');
    connect(path).close();
    const plain = new Sqlite(path);
    expect(plain.pragma('journal_mode', { simple: true })).toBe('wal');
    plain.close();
    const { raw, close } = connect(path);
    const pragma = (name: string) => raw.pragma(name, { simple: true });
    expect({
      journal: pragma('journal_mode'),
      synchronous: pragma('synchronous'),
      foreignKeys: pragma('foreign_keys'),
      patience: Number(pragma('busy_timeout')) >= 5_000,
    }).toEqual({ journal: 'wal', synchronous: 2, foreignKeys: 1, patience: true });
    close();
  });

  it('makes the folder, and refuses a folder in place of a file', () => {
    const path = join(folder, 'deep', 'down', 'desk.db');
    connect(path).close();
    expect(() => connect(join(folder, 'deep'))).toThrow(/is a folder/);
  });

  it('says that a text file is not a database', () => {
    const text = new URL('./support.ts', import.meta.url).pathname;
    const before = readFileSync(text);
    expect(() => connect(text)).toThrow(expect.objectContaining({ code: 'database-not-sqlite' }));
    expect(readFileSync(text).equals(before)).toBe(true);
  });
});
