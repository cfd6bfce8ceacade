import type { Clock } from '../../core/clock.js';
import { NetworkError } from '../../core/errors.js';
import type { Schema } from '../../http/client.js';
import type { OutgoingReply, SentReply } from '../network.js';
import type { Client } from './client.js';
import { type Facet, facetsOf, findSpans } from './facets.js';
import { languagesOf } from './language.js';
import { lookUpPosts } from './profiles.js';
import { recordKey, tidTime } from './record-key.js';
import {
  ownPostSchema,
  type PostView,
  recordSchema,
  resolvedSchema,
  type StrongRef,
  writtenSchema,
} from './schema.js';
import type { Facts } from './session.js';
import { POSTS, postUrl } from './uris.js';

/**
 * Sends a public reply once. Its key in our repository is chosen from the reply's own key and the time of the first
 * attempt, and it is put there rather than added: sent again, it is the same record.
 *
 * @throws NetworkError `not-found`, `forbidden` where it cannot be answered (any more), before anything is written
 */
export async function sendReply(
  client: Client,
  us: Facts,
  reply: OutgoingReply,
  clock: Clock,
  signal: AbortSignal,
): Promise<SentReply> {
  const place = await placeOf(client, us, reply, signal);
  const facets = await facetsFor(client, reply.text, signal);
  const langs = languagesOf(reply.text);
  const call = {
    nsid: 'com.atproto.repo.putRecord',
    input: {
      repo: us.did,
      collection: POSTS,
      rkey: keyOf(reply),
      validate: true,
      record: {
        $type: POSTS,
        text: reply.text,
        createdAt: new Date(reply.firstAttemptAt).toISOString(),
        reply: place,
        ...(facets.length === 0 ? {} : { facets }),
        ...(langs.length === 0 ? {} : { langs }),
      },
    },
    purpose: 'send the reply',
  };
  const { data } = await client.call(call, writtenSchema, signal);
  const writtenAt = data.commit === undefined ? null : tidTime(data.commit.rev);
  return sent(us, data.uri, writtenAt ?? clock());
}

/** What the reply hangs on, and the beginning of that thread. @throws NetworkError */
async function placeOf(
  client: Client,
  us: Facts,
  { to, after }: OutgoingReply,
  signal: AbortSignal,
): Promise<{ root: StrongRef; parent: StrongRef }> {
  if (after !== undefined) return behind(client, us, after, signal);
  const parent = await lookUpPost(client, to.nativeId, 'answer it', signal);
  if (parent.viewer?.replyDisabled) {
    throw new NetworkError('Bluesky takes no answer to it: the thread it is in limits who may answer.', {
      network: 'bluesky',
      kind: 'forbidden',
      hint: 'Answer in private, or write to its author some other way.',
    });
  }
  return { root: parent.record.reply?.root ?? refTo(parent), parent: refTo(parent) };
}

/** Behind a post of ours, as our repository has it: the index of posts may not know it yet. */
async function behind(
  client: Client,
  us: Facts,
  uri: string,
  signal: AbortSignal,
): Promise<{ root: StrongRef; parent: StrongRef }> {
  const rkey = uri.split('/').at(-1) ?? '';
  const params = { repo: us.did, collection: POSTS, rkey };
  const record = await readRecord(client, params, ownPostSchema, 'find the part before it', signal);
  if (record?.cid === undefined) {
    throw new NetworkError('Bluesky does not have the part of the answer before this one any more.', {
      network: 'bluesky',
      kind: 'not-found',
      hint: 'Nothing was sent. Write the rest as an answer of its own, with --again.',
    });
  }
  const parent = { uri: record.uri, cid: record.cid };
  return { root: record.value.reply?.root ?? parent, parent };
}

/** Looks whether a public reply is in our repository, which is never behind. @returns null when it is surely not there */
export async function findReply(
  client: Client,
  us: Facts,
  reply: OutgoingReply,
  signal: AbortSignal,
): Promise<SentReply | null> {
  const params = { repo: us.did, collection: POSTS, rkey: keyOf(reply) };
  const found = await readRecord(client, params, recordSchema, 'look for the reply', signal);
  return found === null ? null : sent(us, found.uri, reply.firstAttemptAt);
}

/** One of our own records, or null where there is none under that key. @throws NetworkError */
export async function readRecord<T>(
  client: Client,
  params: { repo: string; collection: string; rkey: string },
  schema: Schema<T>,
  purpose: string,
  signal: AbortSignal,
): Promise<T | null> {
  try {
    const call = { nsid: 'com.atproto.repo.getRecord', params, purpose };
    const { data } = await client.call(call, schema, signal);
    return data;
  } catch (error) {
    if (error instanceof NetworkError && error.networkKind === 'not-found') return null;
    throw error;
  }
}

/** A post as it is now. @throws NetworkError `not-found` where it is gone, or hidden from us by a block */
export async function lookUpPost(
  client: Client,
  uri: string,
  purpose: string,
  signal: AbortSignal,
): Promise<PostView> {
  const found = (await lookUpPosts(client, [uri], signal)).get(uri);
  if (found !== undefined) return found;
  throw new NetworkError(
    `Bluesky has nothing there to ${purpose}: it was deleted, or one of you blocked the other.`,
    {
      network: 'bluesky',
      kind: 'not-found',
      hint: 'Nothing was done.',
    },
  );
}

/** The post as others refer to it. */
export function refTo({ uri, cid }: PostView): StrongRef {
  return { uri, cid };
}

/** Links, tags and mentions in a text of ours; who cannot be found by handle stays plain text. @throws NetworkError */
export async function facetsFor(client: Client, text: string, signal: AbortSignal): Promise<Facet[]> {
  const handles = new Set(findSpans(text).flatMap((span) => (span.kind === 'mention' ? [span.handle] : [])));
  const dids = new Map<string, string>();
  for (const handle of handles) {
    const call = {
      nsid: 'com.atproto.identity.resolveHandle',
      params: { handle },
      purpose: 'find who the reply mentions',
    };
    try {
      dids.set(handle, (await client.call(call, resolvedSchema, signal)).data.did);
    } catch (error) {
      const unknown =
        error instanceof NetworkError &&
        (error.networkKind === 'rejected' || error.networkKind === 'not-found');
      if (!unknown) throw error;
    }
  }
  return facetsOf(text, dids);
}

function keyOf(reply: OutgoingReply): string {
  return recordKey(reply.idempotencyKey, reply.firstAttemptAt);
}

function sent(us: Facts, uri: string, createdAt: number): SentReply {
  return { nativeId: uri, url: postUrl(uri, us.handle), createdAt, charges: [] };
}
