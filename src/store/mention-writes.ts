import { sql, type Transaction } from 'kysely';
import type { PageToCommit, PreparedMention } from './page.js';
import type { Database } from './schema.js';
import { reindex, searchTexts } from './search-index.js';
import { bulkInsert, field, inList, jsonRows, searchKey, written } from './sqlite.js';
import { LAST_MENTION } from './upkeep.js';

/** What is stored already of a mention that came in again. */
interface KnownMention {
  id: number;
  text: string;
  /** null where its author deleted it: it stays as empty as it is then. */
  deletedAt: number | null;
}

const storedMentions = written<KnownMention & { nativeId: string }>(`
  SELECT id, native_id AS nativeId, text, deleted_at AS deletedAt FROM mention
  WHERE network = ? AND native_id IN (SELECT value FROM json_each(?))`);

/** Which of a page's mentions are stored already, by native id. */
export async function knownMentions(
  trx: Transaction<Database>,
  network: string,
  nativeIds: readonly string[],
): Promise<Map<string, KnownMention>> {
  const rows = await storedMentions(trx, network, JSON.stringify(nativeIds));
  return new Map(rows.map(({ nativeId, ...known }) => [nativeId, known]));
}

const intoMentions = bulkInsert(
  `INSERT INTO mention (id, network, native_id, version_id, account_id, author_id, thread_id, kind, private,
    text, created_at, received_at, edited_at, url, reply_to_native_id, reply_refusal,
    likes, reposts, replies, quotes, views, network_language,
    language, sentiment, score, confidence, intent, reasons, urgency,
    scorer_version, search_key)`,
  `(${Array(31).fill('?').join(', ')})`,
);
const intoTriage = bulkInsert(
  `INSERT INTO triage (mention_id, status, status_at, needs_reply, priority, priority_due_at, created_at,
    mention_account_id, mention_sentiment, mention_intent, mention_language)`,
  `(?, 'new', ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
);
const intoSearch = bulkInsert('INSERT INTO mention_search (rowid, text, author)', '(?, ?, ?)');

/** The highest number a mention has had: that of one which was removed is never given to another. */
const lastMention = written<{ id: number }>(`
  SELECT max(ifnull((SELECT max(id) FROM mention), 0),
    ifnull((SELECT value FROM upkeep WHERE name = ?), 0)) AS id`);

/** Local numbers by native id, of what the mentions of a page belong to. */
interface Places {
  authors: ReadonlyMap<string, number>;
  threads: ReadonlyMap<string, number>;
}

/** Stores mentions never seen before. @returns their local numbers, by native id */
export async function insertMentions(
  trx: Transaction<Database>,
  page: PageToCommit,
  mentions: readonly PreparedMention[],
  { authors, threads }: Places,
): Promise<Map<string, number>> {
  if (mentions.length === 0) return new Map();
  const [last] = await lastMention(trx, LAST_MENTION);
  // Oldest first, so that local numbers grow with time inside a page.
  const ordered = mentions.toSorted((a, b) => a.inbound.createdAt - b.inbound.createdAt);
  const ids = new Map<string, number>();
  const [rows, triage, search]: [unknown[][], unknown[][], unknown[][]] = [[], [], []];
  for (const [index, mention] of ordered.entries()) {
    const { inbound } = mention;
    const id = (last?.id ?? 0) + index + 1;
    ids.set(inbound.nativeId, id);
    const author = authors.get(inbound.author.nativeId);
    const thread = threads.get(inbound.threadNativeId);
    rows.push(mentionRow(page, mention, { id, author, thread }));
    triage.push(triageRow(page, mention, id));
    // Field by field: a spread of a whole mention is half of all this takes.
    const texts = searchTexts({
      text: inbound.text,
      author: inbound.author,
      language: mention.understanding.language,
      accountId: page.accountId,
    });
    search.push([searchKey(inbound.createdAt, id), ...texts]);
  }
  await intoMentions(trx, rows);
  await intoTriage(trx, triage);
  await intoSearch(trx, search);
  return ids;
}

interface Numbers {
  id: number;
  author: number | undefined;
  thread: number | undefined;
}

function mentionRow(
  { network, accountId, now, scorerVersion }: PageToCommit,
  { inbound, understanding }: PreparedMention,
  { id, author, thread }: Numbers,
): unknown[] {
  const { nativeId, versionId, kind, text, createdAt, editedAt, url, replyToNativeId, reply } = inbound;
  const { likes, reposts, replies, quotes, views } = inbound.metrics;
  const { language, sentiment, intent } = understanding;
  const [reasons, urgency] = wordLists(understanding);
  // biome-ignore format: in the order of the columns above, line for line
  return [
    id, network, nativeId, versionId, accountId, author, thread, kind, inbound.private ? 1 : 0,
    text, createdAt, now, editedAt, url, replyToNativeId, reply.allowed ? null : reply.reason,
    likes, reposts, replies, quotes, views, inbound.networkLanguage,
    language, sentiment.label, sentiment.score, sentiment.confidence, intent, reasons, urgency,
    scorerVersion, searchKey(createdAt, id),
  ];
}

function triageRow(
  { accountId, now }: PageToCommit,
  { inbound, understanding, priority }: PreparedMention,
  id: number,
): unknown[] {
  const { needsReply, sentiment, intent, language } = understanding;
  // biome-ignore format: in the order of the columns above
  return [
    id, now, needsReply ? 1 : 0, priority.value, priority.dueAt, inbound.createdAt,
    accountId, sentiment.label, intent, language,
  ];
}

function wordLists({
  reasons,
  urgency,
}: PreparedMention['understanding']): [reasons: string, urgency: string] {
  return [JSON.stringify(reasons), JSON.stringify(urgency)];
}

/** Brings text and counts of known mentions up to date. @returns how many changed */
export async function updateMentions(
  trx: Transaction<Database>,
  page: PageToCommit,
  mentions: readonly PreparedMention[],
  known: ReadonlyMap<string, KnownMention>,
): Promise<number> {
  if (mentions.length === 0) return 0;
  const seen = mentions.flatMap((mention) => {
    const before = known.get(mention.inbound.nativeId);
    return before?.deletedAt === null
      ? [{ ...mention, ...before, edited: before.text !== mention.inbound.text }]
      : [];
  });
  const rows = seen.map(({ id, inbound: { metrics, reply } }) => ({
    id,
    ...metrics,
    refusal: reply.allowed ? null : reply.reason,
  }));
  // A count that is not told stays as it was; so does a permission to answer that any stream has given.
  const { rows: changed } = await sql<{ id: number }>`
    UPDATE mention SET likes = coalesce(fresh.likes, mention.likes),
      reposts = coalesce(fresh.reposts, mention.reposts), replies = coalesce(fresh.replies, mention.replies),
      quotes = coalesce(fresh.quotes, mention.quotes), views = coalesce(fresh.views, mention.views),
      reply_refusal = iif(fresh.refusal IS NULL, NULL, mention.reply_refusal)
    FROM (SELECT ${field('id')} AS id, ${field('likes')} AS likes, ${field('reposts')} AS reposts,
      ${field('replies')} AS replies, ${field('quotes')} AS quotes, ${field('views')} AS views,
      ${field('refusal')} AS refusal FROM ${jsonRows(rows)}) AS fresh
    WHERE mention.id = fresh.id AND (fresh.likes <> ifnull(mention.likes, -1)
      OR fresh.reposts <> ifnull(mention.reposts, -1) OR fresh.replies <> ifnull(mention.replies, -1)
      OR fresh.quotes <> ifnull(mention.quotes, -1) OR fresh.views <> ifnull(mention.views, -1)
      OR (fresh.refusal IS NULL AND mention.reply_refusal IS NOT NULL))
    RETURNING mention.id`.execute(trx);
  const edited = seen.filter((mention) => mention.edited);
  for (const mention of edited) await replaceText(trx, page, mention);
  return new Set([...changed, ...edited].map(({ id }) => id)).size;
}

/** An edit: the new text is scored anew, except what a person has set by hand or has already triaged. */
async function replaceText(
  trx: Transaction<Database>,
  page: PageToCommit,
  { id, inbound, understanding }: PreparedMention & { id: number },
) {
  const { sentiment, intent, language, needsReply } = understanding;
  const [reasons, urgency] = wordLists(understanding);
  await sql`
    UPDATE mention SET text = ${inbound.text}, version_id = ${inbound.versionId},
      edited_at = coalesce(${inbound.editedAt}, ${page.now}), language = ${language},
      sentiment = iif(sentiment_fixed, sentiment, ${sentiment.label}),
      score = iif(sentiment_fixed, score, ${sentiment.score}),
      confidence = iif(sentiment_fixed, confidence, ${sentiment.confidence}),
      intent = iif(intent_fixed, intent, ${intent}), reasons = ${reasons}, urgency = ${urgency},
      scorer_version = ${page.scorerVersion}
    WHERE id = ${id}`.execute(trx);
  await sql`
    UPDATE triage SET priority_due_at = ${page.now}, needs_reply = iif(
      (SELECT intent_fixed FROM mention WHERE id = mention_id), needs_reply,
      coalesce(rule_needs_reply, ${needsReply ? 1 : 0}))
    WHERE mention_id = ${id} AND status = 'new'`.execute(trx);
  await reindex(trx, inList([id]));
}
