import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { INTENTS, type Intent, type Sentiment, type SentimentLabel } from '../src/core/sentiment.js';
import { connect } from '../src/store/connection.js';
import { openStore, type PreparedMention } from '../src/store/index.js';
import { MIGRATIONS } from '../src/store/migrations/index.js';
import { seededRandom, weighted } from './random.js';
import { talk } from './talk.js';

const PAGE = 5_000;
export const NOW = Date.UTC(2026, 10, 20, 12);
export const DAYS = 1_000;
export const TAGS = ['vip', 'refund', 'allergy', 'press'];
const WATCHES = ['our name', 'the bakery'];

const SENTIMENTS: readonly (readonly [SentimentLabel, number])[] = [
  ['negative', 25],
  ['neutral', 45],
  ['positive', 30],
];
const INTENT_WEIGHTS: Record<Intent, number> = {
  question: 15,
  complaint: 15,
  praise: 20,
  request: 8,
  noise: 7,
  other: 35,
};

/**
 * A desk of many mentions over some years, most of them dealt with: a database made once by the store's own
 * inserts and kept in the folder for temporary files, the same every time.
 */
export async function storedDesk(count: number): Promise<string> {
  const folder = join(tmpdir(), 'earshot-bench-desks');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${count}-${fingerprint()}.db`);
  if (existsSync(path)) return path;
  process.stderr.write(`Making a desk of ${count} mentions once, in ${path} ...\n`);
  const unfinished = `${path}.unfinished`;
  for (const end of ['', '-wal', '-shm']) rmSync(`${unfinished}${end}`, { force: true });
  await fill(unfinished, count);
  dealWith(unfinished);
  renameSync(unfinished, path);
  return path;
}

/** Another schema is another desk. */
function fingerprint(): string {
  let hash = 0;
  for (const character of MIGRATIONS.join('')) hash = (Math.imul(hash, 31) + character.charCodeAt(0)) | 0;
  return (hash >>> 0).toString(36);
}

async function fill(path: string, count: number): Promise<void> {
  const store = openStore(path);
  const random = seededRandom(11);
  const accounts = [];
  for (const key of ['cafe', 'shop']) {
    accounts.push(await store.accounts.ensure({ key, network: 'x', handle: key }));
  }
  const common = {
    kind: 'brand' as const,
    keywords: ['x'],
    required: [],
    excluded: [],
    languages: [],
    accounts: [],
  };
  const watchIds = [...(await store.watches.sync(WATCHES.map((name) => ({ ...common, name })))).values()];
  const mentions = talk({ seed: 3, count, authors: count / 5, newest: NOW, days: DAYS });
  for (let done = 0; done < count; ) {
    const page: PreparedMention[] = [];
    while (page.length < PAGE) {
      const { value } = mentions.next();
      if (!value) break;
      page.push(understood(value, random, watchIds));
    }
    const account = accounts[random() < 0.8 ? 0 : 1];
    if (page.length === 0 || !account) break;
    await store.commitPage({
      accountId: account.id,
      network: 'x',
      stream: 'mentions',
      cursor: { done },
      mentions: page,
      ownPosts: [],
      deletedNativeIds: [],
      gaps: [],
      spending: [],
      scorerVersion: 'bench',
      now: NOW,
    });
    done += page.length;
    if (done % 100_000 === 0) process.stderr.write(`${done}\n`);
  }
  store.close();
}

function understood(
  inbound: PreparedMention['inbound'],
  random: () => number,
  watchIds: readonly number[],
): PreparedMention {
  const intent = weighted(
    random,
    INTENTS.map((value) => [value, INTENT_WEIGHTS[value]] as const),
  );
  const label = weighted(random, SENTIMENTS);
  const sentiment: Sentiment = { label, score: random() * 2 - 1, confidence: random() };
  const needsReply = ['question', 'complaint', 'request'].includes(intent) && random() < 0.9;
  const base = needsReply ? 35 : 5;
  return {
    inbound,
    understanding: {
      sentiment,
      intent,
      language: inbound.networkLanguage ?? 'und',
      needsReply,
      reasons: needsReply ? ['asks a question'] : [],
      urgency: [],
    },
    priority: { value: Math.floor(base + random() ** 2 * (99 - base)), reasons: [], dueAt: null },
    watchIds: watchIds.filter(() => random() < 0.1),
    ruling: null,
  };
}

/** What was heard more than two weeks ago is mostly done; a few carry tags. */
function dealWith(path: string): void {
  const { raw, close } = connect(path);
  raw.exec(`
    UPDATE triage SET
      status = iif(needs_reply, 'done', 'ignored'),
      answered_at = iif(needs_reply, created_at + 3600000, NULL)
    WHERE created_at < ${NOW - 14 * 86_400_000} AND mention_id % 50 <> 0;
    UPDATE triage SET status = 'open' WHERE status = 'new' AND mention_id % 4 = 0;
    INSERT INTO tag SELECT mention_id, json_extract('${JSON.stringify(TAGS)}', '$[' || (mention_id / 100 % 4) || ']')
      FROM triage WHERE mention_id % 100 = 7;`);
  raw.pragma('wal_checkpoint(TRUNCATE)');
  close();
}
