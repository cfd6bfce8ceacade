import { MINUTE, SECOND } from '../../core/clock.js';
import { NetworkError } from '../../core/errors.js';
import { unreadable } from '../../http/failures.js';
import { htmlToText } from '../../http/html-text.js';
import type { OutgoingReply, SentReply } from '../network.js';
import { compose } from './compose.js';
import { toLocalId, toNativeId } from './ids.js';
import { countCharacters } from './length.js';
import { skewOf } from './limits.js';
import { isPrivate } from './map.js';
import { readPage } from './pages.js';
import { pageSchema, statusSchema, type WireStatus } from './schema.js';
import { MASTODON, STATUSES, type StreamContext } from './streams.js';

/** How long a server remembers an Idempotency-Key: an hour, less some for clocks that differ. */
const KEY_KEPT = 50 * MINUTE;
/** A first attempt is this young, ms. */
const FIRST = SECOND;
/** Clocks differ by this much at most, where the server does not tell its own, ms. */
const CLOCKS_APART = 10 * MINUTE;

/**
 * Sends a reply once. The server answers a repeated key with the status it made the first time; where it forgets
 * keys, or has none, the reply is looked for before it is sent again.
 *
 * @throws NetworkError
 */
export async function sendReply(
  context: StreamContext,
  reply: OutgoingReply,
  signal: AbortSignal,
): Promise<SentReply> {
  const { client, us, deps } = context;
  const facts = await context.server.learn(signal);
  const parent = await askStatus(context, reply, signal);
  const age = deps.clock() - reply.firstAttemptAt;
  if (age > (keepsKeys(facts.software) ? KEY_KEPT : FIRST)) {
    const earlier = await lookFor(context, reply, parent, signal);
    if (earlier !== null) return earlier;
  }
  const count = (text: string) => countCharacters(text, facts);
  const json = compose(reply, parent, us, { count, limit: facts.maxCharacters });
  const length = count(json.status) + count(json.spoiler_text ?? '');
  if (length > facts.maxCharacters) throw tooLong(length, facts.maxCharacters, json.spoiler_text);
  const call = {
    method: 'POST' as const,
    path: '/api/v1/statuses',
    json,
    headers: { 'idempotency-key': reply.idempotencyKey },
    bucket: 'post',
    purpose: 'send the reply',
  };
  const { data } = await client.json(call, statusSchema, signal);
  return toSent(data, us.host);
}

/**
 * Looks for a reply among our own statuses.
 *
 * @returns null when all of ours since it was first sent were read and it is not among them
 * @throws NetworkError
 */
export async function findReply(
  context: StreamContext,
  reply: OutgoingReply,
  signal: AbortSignal,
): Promise<SentReply | null> {
  const parent = await askStatus(context, reply, signal).catch((error: unknown) => {
    if (error instanceof NetworkError && error.networkKind === 'not-found') return null;
    throw error;
  });
  return lookFor(context, reply, parent, signal);
}

/** GoToSocial takes no notice of the header. */
export function keepsKeys(software: string): boolean {
  return software !== 'GoToSocial';
}

async function lookFor(
  { client, us, deps }: StreamContext,
  reply: OutgoingReply,
  parent: WireStatus | null,
  signal: AbortSignal,
): Promise<SentReply | null> {
  const answered = toLocalId(reply.after ?? reply.to.nativeId, us.host);
  let maxId: string | undefined;
  let unread = 0;
  for (;;) {
    const call = {
      method: 'GET' as const,
      path: `/api/v1/accounts/${encodeURIComponent(us.id)}/statuses`,
      query: { exclude_reblogs: true, limit: STATUSES, max_id: maxId },
      purpose: 'look for the reply',
    };
    const { data, headers } = await client.json(call, pageSchema, signal);
    const page = readPage(data, statusSchema, headers, deps.debug);
    const ours = page.items.flatMap(({ value }) => value ?? []);
    unread += data.length - ours.length;
    const found = ours.find((status) => isReply(status, reply, answered));
    if (found !== undefined) return toSent(found, us.host);
    // The server's clock dates our statuses; nothing answers what was not yet written.
    const first = reply.firstAttemptAt - skewOf(headers, deps.clock()) - CLOCKS_APART;
    const start = headers.has('date') ? first : Math.min(first, parent?.created_at ?? first);
    const reachedStart = ours.length > 0 && ours.every((status) => status.created_at < start);
    if (reachedStart || page.older === null || page.older === maxId) {
      if (unread > 0) throw unreadable(MASTODON, call.purpose, unread);
      return null;
    }
    maxId = page.older;
  }
}

function isReply(status: WireStatus, reply: OutgoingReply, answered: string): boolean {
  return (
    status.in_reply_to_id === answered &&
    (!reply.private || isPrivate(status)) &&
    sameText(htmlToText(status.content), reply.text)
  );
}

/** Whether a server shows `text` as what we sent: it adds names, links and marks, and shortens handles. */
export function sameText(shown: string, sent: string): boolean {
  const [a, b] = [essence(shown), essence(sent)];
  return a === '' && b === '' ? shown.trim().endsWith(sent.trim()) : a === b;
}

/** What no server changes: letters, digits and emoji. */
function essence(text: string): string {
  return text
    .normalize('NFC')
    .replace(/^(?:\s*@[\w.-]*\w(?:@[\w.-]*\w)?)+/, '')
    .replace(/@([\w.-]*\w)@[\w.-]*\w/g, '@$1')
    .replace(/https?:\/\/\S+/gi, '\u2022')
    .replace(/[\x00-\x2f\x3a-\x40\x5b-\x60\x7b-\x7f]|[^\p{L}\p{M}\p{N}\p{S}\u2022]/gu, '');
}

async function askStatus(
  { client, us }: StreamContext,
  { to, after }: Pick<OutgoingReply, 'to' | 'after'>,
  signal: AbortSignal,
): Promise<WireStatus> {
  const id = toLocalId(after ?? to.nativeId, us.host);
  const path = `/api/v1/statuses/${encodeURIComponent(id)}`;
  const call = { method: 'GET' as const, path, purpose: 'read the message to answer' };
  return (await client.json(call, statusSchema, signal)).data;
}

function toSent(status: WireStatus, host: string): SentReply {
  return {
    nativeId: toNativeId(status.id, host),
    url: status.url ?? null,
    createdAt: status.created_at,
    charges: [],
  };
}

function tooLong(length: number, limit: number, spoiler: string | undefined): NetworkError {
  const warning = spoiler === undefined ? '' : ' and the content warning of the message';
  return new NetworkError(
    `Mastodon would refuse the reply: with the name it is addressed to${warning} it has ${length} characters, and the server takes ${limit}.`,
    { network: 'mastodon', kind: 'rejected', hint: 'Shorten it; nothing was sent.' },
  );
}
