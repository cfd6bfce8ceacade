import type { Clock } from '../../core/clock.js';
import { NetworkError } from '../../core/errors.js';
import type { Client } from './client.js';
import { recordKey } from './record-key.js';
import { lookUpPost, readRecord, refTo } from './replies.js';
import { doneSchema, recordSchema, writtenSchema } from './schema.js';
import type { Facts } from './session.js';
import { LIKES, POSTS, parseUri, THREADGATES } from './uris.js';

/** How many answers one thread can have hidden (lexicon app.bsky.feed.threadgate). */
const MAX_HIDDEN = 300;
/** How often to begin again when somebody else changes the thread's settings at the same time. */
const ATTEMPTS = 3;

/** Likes a post, or takes that back. The like has one key for each post, so that there is never a second. */
export async function like(
  client: Client,
  us: Facts,
  uri: string,
  liked: boolean,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  const post = await lookUpPost(client, uri, liked ? 'like it' : 'take the like back', signal);
  const rkey = recordKey(uri, post.indexedAt);
  const seen = post.viewer?.like;
  if (!liked) {
    const keys = new Set([rkey, (seen && parseUri(seen)?.rkey) ?? rkey]);
    for (const key of keys) await deleteRecord(client, us, LIKES, key, 'take the like back', signal);
    return;
  }
  if (seen !== undefined) return;
  const record = { $type: LIKES, subject: refTo(post), createdAt: new Date(clock()).toISOString() };
  const input = { repo: us.did, collection: LIKES, rkey, validate: true, record };
  await client.call({ nsid: 'com.atproto.repo.putRecord', input, purpose: 'like it' }, writtenSchema, signal);
}

/**
 * Hides an answer in a thread that we began, or shows it again, by the thread's gate. Who may answer stays as it is.
 *
 * @throws NetworkError `forbidden` in a thread of somebody else
 */
export async function hide(
  client: Client,
  us: Facts,
  uri: string,
  hidden: boolean,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  const purpose = hidden ? 'hide the reply' : 'show the reply again';
  const post = await lookUpPost(client, uri, purpose, signal);
  const root = post.record.reply?.root.uri;
  const thread = root === undefined ? null : parseUri(root);
  if (root === undefined || thread === null || thread.did !== us.did) {
    throw refused('Bluesky lets you hide only answers in threads that you began.');
  }
  const key = { repo: us.did, collection: THREADGATES, rkey: thread.rkey };
  for (let attempt = 1; ; attempt += 1) {
    const gate = await readRecord(client, key, recordSchema, purpose, signal);
    const listed = gate?.value.hiddenReplies;
    const before = Array.isArray(listed) ? listed : [];
    if (before.includes(uri) === hidden) return;
    const hiddenReplies = hidden ? [...before, uri] : before.filter((one) => one !== uri);
    if (hiddenReplies.length > MAX_HIDDEN)
      throw refused(`Bluesky hides at most ${MAX_HIDDEN} answers in a thread.`);
    const fresh = { $type: THREADGATES, post: root, createdAt: new Date(clock()).toISOString() };
    const input = {
      ...key,
      validate: true,
      record: { ...(gate?.value ?? fresh), hiddenReplies },
      swapRecord: gate?.cid ?? null,
    };
    try {
      await client.call({ nsid: 'com.atproto.repo.putRecord', input, purpose }, writtenSchema, signal);
      return;
    } catch (error) {
      // What was swapped out underneath us was refused, so nothing happened, and it can be merged again.
      if (attempt === ATTEMPTS || !isSwap(error)) throw error;
    }
  }
}

function isSwap(error: unknown): boolean {
  return (
    error instanceof NetworkError && error.networkKind === 'rejected' && /was at|swap/i.test(error.message)
  );
}

/** Deletes a post of ours; one that is gone already is gone. */
export async function remove(client: Client, us: Facts, uri: string, signal: AbortSignal): Promise<void> {
  const post = parseUri(uri);
  if (post === null || post.collection !== POSTS || post.did !== us.did) {
    throw refused('Bluesky lets you delete only posts of your own; a private message stays with its reader.');
  }
  await deleteRecord(client, us, POSTS, post.rkey, 'delete the post', signal);
}

async function deleteRecord(
  client: Client,
  us: Facts,
  collection: string,
  rkey: string,
  purpose: string,
  signal: AbortSignal,
): Promise<void> {
  const input = { repo: us.did, collection, rkey };
  await client.call({ nsid: 'com.atproto.repo.deleteRecord', input, purpose }, doneSchema, signal);
}

function refused(message: string): NetworkError {
  return new NetworkError(message, { network: 'bluesky', kind: 'forbidden', hint: 'Nothing was changed.' });
}
