import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openStore, type Store } from '../../../src/store/index.js';
import { MIGRATIONS } from '../../../src/store/migrations/index.js';
import { folder } from '../../helpers/desk.js';
import { withFooter } from '../../helpers/desk-file.js';
import { randomFrom } from '../../helpers/random.js';
import { everyRow, isSound, randomDesk } from './random-desk.js';
import { inbound, NOW, prepared } from './support.js';

const OPTIONS = { now: NOW + 5, author: 'owner@here', batch: 'import', signal: new AbortController().signal };

async function write(store: Store, file: string): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of store.lines(NOW)) lines.push(line);
  writeFileSync(file, lines.join(''));
  return lines;
}

/** Replies that were on their way, as an import holds them; and the rows of the plan that became no reply. */
function held(rows: Record<string, string[]>): Record<string, string[]> {
  const { outbox = [], event = [], plan_refusal: refused = [], ...rest } = rows;
  const waiting = outbox
    .map((row) => JSON.parse(row) as Record<string, unknown>)
    .map(({ state, error, first_attempt_at, last_attempt_at, held_until, ...row }) =>
      state === 'approved' || state === 'sending' || state === 'unknown' ? row : { ...row, state, error },
    );
  const own = event.filter((row) => !row.includes('"batch":"import"'));
  const others = refused.filter((row) => !row.includes('"imported"'));
  return {
    ...rest,
    outbox: waiting.map((row) => JSON.stringify(row)).sort(),
    event: own,
    plan_refusal: others,
  };
}

describe('a whole desk', () => {
  it('is the same after export and import, but for replies on their way, which are held', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.boolean(), async (seed, asLines) => {
        const dir = folder();
        const { store, path, people } = await randomDesk(join(dir, 'desk.db'), randomFrom(seed));
        const file = join(dir, 'copy');
        if (asLines) await write(store, file);
        else await store.backUp(file, { replace: false, now: NOW, signal: OPTIONS.signal });
        const other = openStore(join(dir, 'other.db'));
        await other.accounts.ensure({ key: 'cafe', network: 'x', handle: 'cafe' });
        const report = await other.importDesk(file, OPTIONS);

        const [before, after] = [everyRow(path), everyRow(other.path)];
        expect(held(after)).toEqual(held(before));
        expect(isSound(other.path)).toBe(true);
        const states = (rows: Record<string, string[]>) =>
          rows.outbox?.map((row) => (JSON.parse(row) as { state: string }).state) ?? [];
        const pending = states(before).filter((state) => state === 'approved' || state === 'sending');
        expect(report).toMatchObject({ mentions: before.mention?.length, held: pending.length });
        expect(states(after).filter((state) => state === 'approved' || state === 'sending')).toEqual([]);
        for (const word of ['hello', 'cake 3', people[0]?.token ?? '', 'cafe']) {
          expect(found(other.path, word)).toEqual(found(path, word));
        }
        expect(readdirSync(dir).filter((name) => name.includes('.import-'))).toEqual([]);
        store.close();
        other.close();
      }),
      { numRuns: 12 },
    );
  }, 240_000);

  it('listens on where it stood: the same page brings nothing twice', async () => {
    const dir = folder();
    const { store, pages } = await randomDesk(join(dir, 'desk.db'), randomFrom(4));
    await write(store, join(dir, 'desk.jsonl'));
    const other = openStore(join(dir, 'other.db'));
    await other.importDesk(join(dir, 'desk.jsonl'), OPTIONS);
    const account = await other.accounts.byKey('cafe');
    const before = everyRow(other.path).mention?.length;
    for (const page of pages) {
      await other.commitPage({
        accountId: account?.id ?? 0,
        network: 'x',
        stream: 'mentions',
        scorerVersion: 'test-1',
        now: NOW,
        cursor: {},
        deletedNativeIds: [],
        mentions: page.mentions ?? [],
        ownPosts: page.ownPosts ?? [],
        gaps: [],
        spending: [],
      });
    }
    expect(everyRow(other.path).mention?.length).toBe(before);
    store.close();
    other.close();
  });

  it('is refused where the file was cut, changed or mixed up, and leaves nothing behind', async () => {
    const dir = folder();
    const { store } = await randomDesk(join(dir, 'desk.db'), randomFrom(6), 10);
    const file = join(dir, 'desk.jsonl');
    const whole = Buffer.from((await write(store, file)).join(''));
    const other = openStore(join(dir, 'other.db'));
    const before = everyRow(other.path);
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: whole.length - 2 }), fc.integer({ min: 0, max: 3 }), async (at, how) => {
        const lines = whole.toString('utf8').split(/(?<=\n)/);
        const line = at % lines.length;
        const flipped = Buffer.from(whole);
        flipped[at] = (flipped[at] ?? 0) ^ 1;
        const bad = [
          whole.subarray(0, at + 1),
          flipped,
          Buffer.from(lines.filter((_, index) => index !== line).join('')),
          Buffer.from([...lines.slice(0, line + 1), lines[line], ...lines.slice(line + 1)].join('')),
        ][how];
        writeFileSync(file, bad ?? '');
        await expect(other.importDesk(file, OPTIONS)).rejects.toMatchObject({
          code: expect.stringMatching(/^import-(broken|newer)$/),
        });
        expect(everyRow(other.path)).toEqual(before);
      }),
      { numRuns: 60 },
    );
    expect(readdirSync(dir).filter((name) => name.includes('.import-'))).toEqual([]);
    writeFileSync(file, whole);
    await expect(other.importDesk(file, OPTIONS)).resolves.toMatchObject({ mentions: 10 });
    store.close();
    other.close();
  });

  it('names the line that cannot be read', async () => {
    const dir = folder();
    const { store } = await randomDesk(join(dir, 'desk.db'), randomFrom(6), 10);
    const lines = await write(store, join(dir, 'desk.jsonl'));
    const other = openStore(join(dir, 'other.db'));
    const attempt = (text: string) => {
      writeFileSync(join(dir, 'bad.jsonl'), text);
      return other.importDesk(join(dir, 'bad.jsonl'), OPTIONS);
    };
    lines[6] = '{"table":"mention","row":{"id":1}}\n';
    await expect(attempt(lines.join(''))).rejects.toThrow(/^Line 7 .*mention/);
    await expect(attempt(lines.slice(0, 4).join(''))).rejects.toThrow(/^Line 5 .*cut off/);
    await expect(attempt('{"hello":1}\n')).rejects.toThrow(/^Line 1 /);
    await expect(attempt('')).rejects.toThrow(/^Line 1 .*cut off/);
    store.close();
    other.close();
  });

  it('is refused where a bulk plan in it is none, though every line and the checksum are right', async () => {
    const dir = folder();
    const { store } = await randomDesk(join(dir, 'desk.db'), randomFrom(3), 10);
    const lines = (await write(store, join(dir, 'desk.jsonl'))).slice(0, -1);
    const other = openStore(join(dir, 'other.db'));
    for (const document of ['null', '{}', '{"rows":3}', '{"rows":[null]}', '{"rows":[{"row":"1"}]}']) {
      const wrong = lines.map((line) => {
        const { table, row } = JSON.parse(line) as { table?: string; row: object };
        return table === 'plan' ? `${JSON.stringify({ table, row: { ...row, document } })}\n` : line;
      });
      writeFileSync(join(dir, 'wrong'), withFooter(wrong.join('')));
      await expect(other.importDesk(join(dir, 'wrong'), OPTIONS)).rejects.toMatchObject({
        code: 'import-broken',
      });
    }
    expect(everyRow(other.path).mention).toEqual([]);
    for (const each of [store, other]) each.close();
  });

  it('is taken from an older schema, refused from a newer one, and not mixed with another desk', async () => {
    const dir = folder();
    const { store, path } = await randomDesk(join(dir, 'desk.db'), randomFrom(8), 10);
    const file = join(dir, 'desk.jsonl');
    const lines = await write(store, file);
    const other = openStore(join(dir, 'other.db'));

    writeFileSync(file, asOfSchema(lines, 8));
    await expect(other.importDesk(file, OPTIONS)).resolves.toMatchObject({ mentions: 10 });
    expect(everyRow(other.path).mention).toEqual(everyRow(path).mention);
    await expect(other.importDesk(file, OPTIONS)).rejects.toMatchObject({
      code: 'import-not-empty',
      kind: 'usage',
    });

    const third = openStore(join(dir, 'third.db'));
    writeFileSync(file, lines.join('').replace(/"schema":\d+/, `"schema":${MIGRATIONS.length + 1}`));
    await expect(third.importDesk(file, OPTIONS)).rejects.toMatchObject({ code: 'import-newer' });
    await expect(third.importDesk(join(dir, 'absent'), OPTIONS)).rejects.toMatchObject({
      code: 'import-missing',
    });
    for (const each of [store, other, third]) each.close();
  });
});

describe('a backup', () => {
  it('is the database at one moment, however much is written meanwhile', async () => {
    const dir = folder();
    const { store, path, commit } = await randomDesk(join(dir, 'desk.db'), randomFrom(9), 400);
    const before = everyRow(path);
    const copy = join(dir, 'copy.db');
    let written = 0;
    const committing: Promise<unknown>[] = [];
    const report = await store.backUp(copy, {
      replace: false,
      now: NOW,
      signal: OPTIONS.signal,
      onProgress: () => {
        written += 1;
        committing.push(commit({ mentions: [prepared(inbound(`meanwhile ${written}`))] }));
      },
    });
    await Promise.all(committing);
    expect(written).toBeGreaterThan(0);
    expect(everyRow(copy)).toEqual(before);
    expect(everyRow(path).mention?.length).toBe((before.mention?.length ?? 0) + written);
    expect(report).toMatchObject({ path: copy, mentions: 400 });
    expect(isSound(copy)).toBe(true);
    expect(statSync(copy).mode & 0o777).toBe(0o600);
    expect(readdirSync(dir).filter((name) => name.startsWith('copy.db-'))).toEqual([]);
    store.close();
  });

  it('replaces nothing unless told, and leaves no part of itself when it is stopped', async () => {
    const dir = folder();
    const { store, path } = await randomDesk(join(dir, 'desk.db'), randomFrom(9), 10);
    const copy = join(dir, 'copy.db');
    writeFileSync(copy, 'mine');
    const options = { replace: false, now: NOW, signal: OPTIONS.signal };
    await expect(store.backUp(copy, options)).rejects.toMatchObject({ code: 'backup-exists', kind: 'usage' });
    await expect(store.backUp(path, { ...options, replace: true })).rejects.toMatchObject({
      code: 'backup-exists',
    });
    const aborted = { ...options, replace: true, signal: AbortSignal.abort() };
    await expect(store.backUp(copy, aborted)).rejects.toMatchObject({ code: 'interrupted' });
    expect(readFileSync(copy, 'utf8')).toBe('mine');
    await store.backUp(copy, { ...options, replace: true });
    expect(everyRow(copy)).toEqual(everyRow(path));
    expect(readdirSync(dir).filter((name) => name.endsWith('.partial'))).toEqual([]);
    store.close();
  });
});

/** The numbers of the mentions that a word is found in. */
function found(path: string, word: string): number[] {
  const raw = new Sqlite(path, { readonly: true });
  const ids = raw
    .prepare(`SELECT id FROM mention JOIN mention_search ON mention_search.rowid = search_key
      WHERE mention_search MATCH ? ORDER BY id`)
    .pluck()
    .all(`"${word}"`) as number[];
  raw.close();
  return ids;
}

/** The export as the schema before this one would have written it. */
function asOfSchema(lines: readonly string[], schema: number): string {
  const [first = '', ...rest] = lines.slice(0, -1);
  const raw = new Sqlite(':memory:');
  for (const migration of MIGRATIONS.slice(0, schema)) raw.exec(migration);
  const names = raw.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table'`).pluck().all() as string[];
  const columns = new Map(
    names.map((name) => [
      name,
      (raw.pragma(`table_info("${name}")`) as { name: string }[]).map((column) => column.name),
    ]),
  );
  raw.close();
  const header = JSON.parse(first) as { tables: Record<string, number> };
  const known = Object.fromEntries(Object.entries(header.tables).filter(([table]) => columns.has(table)));
  const rows = rest
    .map((line) => JSON.parse(line) as { table: string; row: Record<string, unknown> })
    .filter(({ table }) => columns.has(table))
    .map(({ table, row }) => ({
      table,
      row: Object.fromEntries(Object.entries(row).filter(([name]) => columns.get(table)?.includes(name))),
    }));
  const kept = [{ ...header, schema, tables: known }, ...rows].map((value) => `${JSON.stringify(value)}\n`);
  return withFooter(kept.join(''));
}
