import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { talk } from '../../bench/talk.js';
import { SECTIONS } from '../../src/cli/program.js';
import { loadScorer } from '../../src/sentiment/index.js';
import { ingestPage } from '../../src/services/ingest.js';
import { openStore } from '../../src/store/index.js';
import { type Desk, folder, makeDesk } from '../helpers/desk.js';
import { HAS_SCRIPT, startScreen } from '../helpers/screen.js';

const Budget = z.object({
  small: z.record(z.string(), z.string()),
  commands: z.array(
    z.object({ line: z.array(z.string()), statements: z.number(), keys: z.string().optional() }),
  ),
  elsewhere: z.record(z.string(), z.string()),
  scans: z.array(z.object({ step: z.string(), commands: z.array(z.string()), why: z.string() })),
  page: z.object({
    statements: z.number(),
    walBytesPerThousand: z.number(),
    bytesPerThousand: z.number(),
  }),
  modules: z.record(z.string(), z.number()),
});
const budget = Budget.parse(JSON.parse(readFileSync('bench/budget.json', 'utf8')));

const Ran = z.array(z.object({ sql: z.string(), runs: z.number(), plan: z.array(z.string()) }));
const LOGGER = pathToFileURL(join(process.cwd(), 'test/helpers/sql-log.mjs')).href;

const COMMANDS = SECTIONS.flatMap(({ nodes }) => nodes).flatMap((node) =>
  'group' in node ? node.commands.map(({ usage }) => `${node.group} ${nameOf(usage)}`) : [nameOf(node.usage)],
);

function nameOf(usage: string): string {
  return usage.split(' ')[0] ?? '';
}

/** `customer show`, of the line `customer show @guest1`. */
function commandOf(line: readonly string[]): string {
  return COMMANDS.find((name) => name === line.slice(0, name.split(' ').length).join(' ')) ?? line.join(' ');
}

let desk: Desk;
beforeAll(async () => {
  const now = Date.now();
  const posts = Array.from({ length: 60 }, (_, index) => ({
    by: `guest${index % 40}`,
    text:
      index % 3 ? `@cafenar is there coffee today? (${index})` : `@cafenar cold coffee, awful! (${index})`,
    createdAt: now - (60 - index) * 60_000,
  }));
  desk = await makeDesk({ posts });
});
afterAll(() => desk.close());

async function ranBy(line: readonly string[], keys: string | undefined) {
  const log = join(desk.dir, 'sql.json');
  writeFileSync(log, '[]');
  const env = { NODE_OPTIONS: `--import=${LOGGER}`, EARSHOT_SQL_LOG: log };
  if (keys === undefined) {
    const { code, stderr } = await desk.run(line, { env });
    expect({ line, code, stderr: code === 0 ? '' : stderr }).toEqual({ line, code: 0, stderr: '' });
  } else {
    const screen = startScreen([...line], { cwd: desk.dir, columns: 80, rows: 24, env });
    await screen.until((text) => text.includes('why:'), 'the first card');
    screen.press(keys);
    expect((await screen.ended).code).toBe(0);
  }
  return Ran.parse(JSON.parse(readFileSync(log, 'utf8')));
}

/** Steps of plans that walk something whole, but for what a statement has made itself and small tables. */
function scansOf(ran: z.infer<typeof Ran>, ofThis: readonly RegExp[]): string[] {
  const steps = ran.flatMap(({ plan }) => plan).filter((step) => step.startsWith('SCAN '));
  return [...new Set(steps)].filter((step) => !ofThis.some((allowed) => allowed.test(step)));
}

/** Results of subqueries, lists handed over, and the names that lists' and metrics' queries give to theirs. */
const MADE_BY_THE_STATEMENT =
  /^SCAN (\(.*\)|json_each\b.*|CONSTANT ROW|\d+ CONSTANT ROWS|\d+-ROW VALUES CLAUSE|listed|linked|block)$/;

describe('the budget', () => {
  it('names every command there is, and no other', () => {
    const named = [
      ...new Set([...budget.commands.map(({ line }) => commandOf(line)), ...Object.keys(budget.elsewhere)]),
    ];
    expect(named.toSorted()).toEqual(COMMANDS.toSorted());
  });
});

describe('what commands ask the database', () => {
  it.each(budget.commands.filter(({ keys }) => keys === undefined || HAS_SCRIPT))(
    '$line stays within $statements statements, and reads no table whole without a reason given',
    async ({ line, statements, keys }) => {
      const ran = await ranBy(line, keys);
      const command = commandOf(line);
      const small = Object.keys(budget.small).map((table) => new RegExp(`^SCAN (main\\.)?${table}( |$)`));
      const argued = budget.scans
        .filter(({ commands }) => commands.includes(command))
        .map(({ step }) => new RegExp(`^${step}$`));
      expect(scansOf(ran, [MADE_BY_THE_STATEMENT, ...small, ...argued])).toEqual([]);
      expect(ran.reduce((sum, { runs }) => sum + runs, 0)).toBeLessThanOrEqual(statements);
      // Taken for what waits, it would be walked from end to end: only lists ask for it, by name.
      const swayed = ran.filter(({ plan }) => plan.some((step) => step.includes('triage_kind')));
      expect(swayed.filter(({ sql }) => !sql.includes('INDEXED BY triage_kind'))).toEqual([]);
    },
  );

  it('rests on plans that no statistics sway', () => {
    expect(desk.rows("SELECT name FROM sqlite_schema WHERE name LIKE 'sqlite_stat%'")).toEqual([]);
  });
});

describe('a page of a hundred mentions', () => {
  it('costs no more statements and bytes than the budget has', async () => {
    const path = join(folder(), 'earshot.db');
    const now = Date.UTC(2026, 10, 20);
    const statements = countStatements();
    const store = openStore(path);
    const { id } = await store.accounts.ensure({ key: 'cafe', network: 'x', handle: 'cafe' });
    const mentions = [...talk({ seed: 7, count: 1_000, authors: 250, newest: now, days: 30 })];
    // While somebody reads, the journal is not begun anew: every page written stays in it.
    const reader = new Sqlite(path, { readonly: true });
    reader.exec('BEGIN; SELECT count(*) FROM mention');
    const before = statSync(`${path}-wal`).size;
    const perPage: number[] = [];
    for (let start = 0; start < mentions.length; start += 100) {
      const from = statements.count();
      await ingestPage(
        {
          desk: { store, clock: () => now, settings: { prices: {}, reach: 5_000, watches: [], rules: [] } },
          account: { id: 'cafe', network: 'x', handle: 'cafe' },
          accountRow: id,
          stream: 'mentions',
          scorer: loadScorer(),
          watchIds: new Map(),
        },
        {
          mentions: mentions.slice(start, start + 100),
          ownPosts: [],
          deletedNativeIds: [],
          cursor: { start },
          gaps: [],
          charges: [{ item: 'postRead', count: 100 }],
        },
      );
      perPage.push(statements.count() - from);
    }
    statements.stop();
    const written = statSync(`${path}-wal`).size - before;
    reader.close();
    store.close();
    expect(Math.max(...perPage)).toBeLessThanOrEqual(budget.page.statements);
    expect(written).toBeLessThanOrEqual(budget.page.walBytesPerThousand);
    expect(statSync(path).size).toBeLessThanOrEqual(budget.page.bytesPerThousand);
  });
});

describe('what commands load', () => {
  it.each(Object.entries(budget.modules))('earshot %s loads at most %i files', async (line, files) => {
    const coverage = join(desk.dir, `loaded-${line.replace(/\W/g, '')}`);
    const { code } = await desk.run(line.split(' '), { env: { NODE_V8_COVERAGE: coverage } });
    expect(code).toBe(0);
    const loaded = readdirSync(coverage).flatMap((name) => loadedFiles(join(coverage, name)));
    expect(loaded.length).toBeGreaterThan(0);
    expect(loaded.length, loaded.map((url) => basename(url)).join('\n')).toBeLessThanOrEqual(files);
  });
});

const Coverage = z.object({ result: z.array(z.object({ url: z.string() })) });

/** The files that V8 ran, but for Node's own. */
function loadedFiles(path: string): string[] {
  const { result } = Coverage.parse(JSON.parse(readFileSync(path, 'utf8')));
  return result.map(({ url }) => url).filter((url) => url.startsWith('file:'));
}

/** Counts the statements of this process from now on. */
function countStatements() {
  const { prototype } = Sqlite;
  const { prepare } = prototype;
  let count = 0;
  const replace = (value: unknown) => Object.defineProperty(prototype, 'prepare', { value });
  replace(function (this: Sqlite.Database, sql: string) {
    return new Proxy(prepare.call(this, sql), {
      get(statement, name) {
        if (name === 'run' || name === 'get' || name === 'all') count += 1;
        const value: unknown = Reflect.get(statement, name, statement);
        return typeof value === 'function' ? value.bind(statement) : value;
      },
    });
  });
  return {
    count: () => count,
    stop: () => replace(prepare),
  };
}
