import type { Cursor } from '../../core/stream.js';
import { waitForReadable } from '../../core/unreadable.js';
import { unreadable } from '../../http/failures.js';
import type { FetchRequest, NetworkDeps, Page } from '../network.js';
import type { Client } from './client.js';
import type { Us } from './identity.js';
import { toMention, toOwnPost } from './map.js';
import { readPage } from './pages.js';
import { readPosition } from './position.js';
import {
  notificationSchema,
  pageSchema,
  statusSchema,
  typedSchema,
  type WireNotification,
  type WireStatus,
} from './schema.js';
import type { Server } from './server.js';
import { Threads } from './threads.js';
import { type Bounds, type Source, type Step, walk } from './walk.js';

/** What the streams need of the adapter. */
export interface StreamContext {
  client: Client;
  server: Server;
  us: Us;
  deps: NetworkDeps;
}

export const MASTODON = { network: 'mastodon', name: 'Mastodon' };

/** Largest pages that servers give. */
const NOTIFICATIONS = 80;
export const STATUSES = 40;
/** From this API version on (4.5), who quotes us is told of. */
const QUOTES = 7;

/** Mentions, public and private. One that cannot be read is waited for, and then left out with a gap. */
export async function* fetchMentions(context: StreamContext, request: FetchRequest): AsyncGenerator<Page> {
  const quotes = (context.server.known()?.apiVersion ?? 0) >= QUOTES;
  const types = quotes ? ['mention', 'quote'] : ['mention'];
  const isOther = (raw: unknown) => !types.includes(typedSchema.safeParse(raw).data?.type ?? 'mention');
  const now = context.deps.clock();
  const wait = waitForReadable(context.deps.memory, request.stream, now);
  const source: Source<WireNotification> = {
    lateBy: 0,
    ask: async (bounds) => {
      const query = {
        'types[]': types,
        include_filtered: true,
        limit: NOTIFICATIONS,
        ...boundsOf(bounds),
      };
      const call = {
        method: 'GET' as const,
        path: '/api/v1/notifications',
        query,
        purpose: 'read your mentions',
      };
      const { data, headers } = await context.client.json(call, pageSchema, request.signal);
      const page = readPage(data, notificationSchema, headers, context.deps.debug, isOther);
      if (page.nameless > 0 && wait.meet()) throw unreadable(MASTODON, call.purpose, page.nameless);
      return page;
    },
  };
  for await (const step of walk(walkOf(context, request, source))) {
    if (step.odd > 0 && wait.meet()) throw unreadable(MASTODON, 'read your mentions', step.odd);
    const unread = {
      from: step.position.readAt ?? null,
      to: now,
      code: 'unreadable' as const,
      count: step.odd,
    };
    // Not every server heeds the types.
    const values = step.values.filter(({ type }) => types.includes(type)).map(({ status }) => status);
    const gaps = step.odd === 0 ? step.gaps : [...step.gaps, unread];
    yield await toPage(context, request, { ...step, values, gaps });
  }
  wait.done();
}

/** What our account wrote, here or in an app. */
export async function* fetchOwn(context: StreamContext, request: FetchRequest): AsyncGenerator<Page> {
  const source = timeline(
    context,
    `/api/v1/accounts/${encodeURIComponent(context.us.id)}/statuses`,
    { exclude_reblogs: true },
    'read your own posts',
    request.signal,
  );
  for await (const step of walk(walkOf(context, request, source))) yield await toPage(context, request, step);
}

/** A list of statuses that is paged by Link headers. */
export function timeline(
  { client, deps }: Pick<StreamContext, 'client' | 'deps'>,
  path: string,
  extras: Record<string, boolean>,
  purpose: string,
  signal: AbortSignal,
): Source<WireStatus> {
  return {
    lateBy: 0,
    ask: async (bounds) => {
      const query = { ...extras, limit: STATUSES, ...boundsOf(bounds) };
      const { data, headers } = await client.json(
        { method: 'GET', path, query, purpose },
        pageSchema,
        signal,
      );
      return readPage(data, statusSchema, headers, deps.debug);
    },
  };
}

function walkOf<T>({ deps }: StreamContext, request: FetchRequest, source: Source<T>) {
  return {
    source,
    position: readPosition(request.cursor),
    since: request.since,
    now: deps.clock(),
    maxItems: request.maxItems,
  };
}

function boundsOf({ minId, maxId }: Bounds) {
  return { min_id: minId, max_id: maxId };
}

/** @param step `cursor` is stored in the place of its position, where given */
export async function toPage(
  { client, us }: StreamContext,
  { stream, signal }: Pick<FetchRequest, 'stream' | 'signal'>,
  { values, position, gaps }: Step<WireStatus>,
  cursor: Cursor = position,
): Promise<Page> {
  const roots = await new Threads(client, signal).rootsOf(values);
  const rootOf = (status: WireStatus) => roots.get(status.id) ?? status.id;
  const isOurs = (status: WireStatus) => status.account.id === us.id;
  return {
    mentions: values
      .filter((status) => !isOurs(status))
      .map((status) => toMention(status, rootOf(status), us)),
    ownPosts: values.filter(isOurs).map((status) => toOwnPost(status, rootOf(status), us)),
    deletedNativeIds: [],
    cursor,
    gaps: gaps.map((gap) => ({ ...gap, stream })),
    charges: [],
  };
}
