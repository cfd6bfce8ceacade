import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import Sqlite from 'better-sqlite3';
import { packModel, parseModel } from '../../src/sentiment/model-file.js';
import { openStore, type Store } from '../../src/store/index.js';
import { withFooter } from '../helpers/desk-file.js';
import { type Random, randomFrom } from '../helpers/random.js';
import { TEXTS } from '../hostile/corpus.js';
import { randomDesk } from '../unit/store/random-desk.js';
import { deskStore, inbound, NOW, prepared } from '../unit/store/support.js';
import { mutateBytes, mutateText } from './mutate.js';
import type { Target } from './target.js';

/** Readers of files that are not text, and the questions that a search puts to the database. */
export async function fileTargets(dir: string): Promise<Target[]> {
  const model = packModel([
    { name: 'a', data: Int8Array.from([1, 2, 3]) },
    { name: 'b', data: Int16Array.from([1, 2]) },
    { name: 'c', data: Float32Array.from([1, 2, 3, 4]) },
  ]);
  const database = await smallDatabase(join(dir, 'seed.db'));
  const desk = await deskLines(join(dir, 'whole.db'));
  const { store } = await deskStore();
  return [
    {
      name: 'model file',
      weight: 8,
      try(random) {
        const bytes = mutateBytes(random, model);
        // Half of them with a checksum that is right, so that what lies behind it is tried too.
        if (bytes.length > 16 && random.below(2) === 0) {
          new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).setUint32(
            12,
            crc32(bytes.subarray(16)),
            true,
          );
        }
        const file = parseModel(bytes, 'model.bin');
        return [file.int8('a'), file.int16('b'), file.int32('c'), file.float32('c')];
      },
    },
    {
      name: 'database',
      weight: 1,
      try: (random) =>
        inFolder(dir, async (place) => {
          const path = join(place, 'earshot.db');
          writeFileSync(path, mutateBytes(random, database));
          return useStore(path, async (opened) => {
            opened.integrityProblems();
            await opened.mentions.list({ sort: 'newest', limit: 5 });
            await opened.mentions.list({ sort: 'newest', limit: 5, search: 'late' });
            return opened.accounts.all();
          });
        }),
    },
    {
      name: 'whole desk',
      weight: 1,
      try: (random) =>
        inFolder(dir, async (place) => {
          const file = join(place, 'desk.jsonl');
          writeFileSync(file, wrongDesk(random, desk));
          return useStore(join(place, 'earshot.db'), async (opened) => {
            const { signal } = new AbortController();
            await opened.importDesk(file, { now: NOW, author: 'owner@here', batch: 'import', signal });
            await opened.mentions.list({ sort: 'newest', limit: 5, search: 'cake' });
            return opened.outbox.list(null);
          });
        }),
    },
    {
      name: 'search',
      weight: 6,
      try(random) {
        const search = mutateText(random, TEXTS);
        return store.mentions.list({ sort: 'newest', limit: 5, search, author: search.slice(0, 9) });
      },
    },
  ];
}

/** Runs something in a folder of its own, which is gone afterwards. */
async function inFolder<Result>(dir: string, run: (place: string) => Promise<Result>): Promise<Result> {
  const place = mkdtempSync(join(dir, 'place-'));
  try {
    return await run(place);
  } finally {
    rmSync(place, { recursive: true });
  }
}

async function useStore<Result>(path: string, run: (opened: Store) => Promise<Result>): Promise<Result> {
  const opened = openStore(path);
  try {
    return await run(opened);
  } finally {
    opened.close();
  }
}

/** One file without a WAL, so that every byte of it can be wrong. */
async function smallDatabase(path: string): Promise<Uint8Array> {
  const { store, commit } = await deskStore(path);
  await commit({
    mentions: TEXTS.slice(0, 20).map((text, index) =>
      prepared(inbound(`n${index}`, { text: `late ${text}` })),
    ),
  });
  store.close();
  const raw = new Sqlite(path);
  raw.pragma('journal_mode = DELETE');
  raw.close();
  return readFileSync(path);
}

/** A whole desk as its export writes it: the header, a line a row, the footer. */
async function deskLines(path: string): Promise<string[]> {
  const { store } = await randomDesk(path, randomFrom(1), 10);
  const lines: string[] = [];
  for await (const line of store.lines(NOW)) lines.push(line);
  store.close();
  return lines;
}

/** Some of its lines wrong; half of them under a footer that is right, so that what lies behind it is tried too. */
function wrongDesk(random: Random, desk: readonly string[]): string {
  const lines = desk.slice(0, -1);
  for (let times = 1 + random.below(3); times > 0; times--) {
    const at = random.below(lines.length);
    lines[at] = `${mutateText(random, [lines[at]?.trimEnd() ?? ''])}\n`;
  }
  const body = lines.join('');
  if (random.below(2) === 0) return `${body}${desk.at(-1)}`;
  return withFooter(body);
}
