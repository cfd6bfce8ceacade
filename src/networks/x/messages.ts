import * as z from 'zod';
import { DAY } from '../../core/clock.js';
import { NetworkError } from '../../core/errors.js';
import type { Gap } from '../../core/gap.js';
import type { Cursor } from '../../core/stream.js';
import type { FetchRequest, Page } from '../network.js';
import { isNewer, newest } from './ids.js';
import { toOwnMessage, toPrivateMention, type Us } from './map.js';
import { nextPageSize } from './page-size.js';
import { isMessage, messagePageSchema, type WireMessagePage } from './schema.js';
import type { StreamContext } from './streams.js';

/** How far back X serves private messages. */
const WINDOW = 30 * DAY;

export const MESSAGE_FIELDS = {
  'dm_event.fields': 'created_at,dm_conversation_id,entities,event_type,id,sender_id,text',
  event_types: 'MessageCreate',
};
const AUTHORS = { expansions: 'sender_id', 'user.fields': 'public_metrics,verified' };

const id = z.string().regex(/^\d+$/);
/** X takes no since_id or until_id here: a walk goes back to `newestId`, and goes on by token when interrupted. */
const positionSchema = z.object({
  newestId: id.optional(),
  readAt: z.number().int().optional(),
  walk: z.object({ highId: id, token: z.string() }).optional(),
});
type Position = z.infer<typeof positionSchema>;

/** Walks the private messages of all conversations, newest first, back to what is known. */
export async function* fetchMessages(
  context: StreamContext,
  us: Us,
  request: FetchRequest,
): AsyncGenerator<Page> {
  const parsed = positionSchema.safeParse(request.cursor ?? {});
  let position: Position = parsed.success ? parsed.data : {};
  const startedAt = context.deps.clock();
  const { readAt } = position;
  const lost = readAt !== undefined && startedAt - readAt > WINDOW;
  let taken = 0;
  // What an interrupted walk left first, then what is new.
  for (const resumed of position.walk === undefined ? [false] : [true, false]) {
    let token = resumed ? position.walk?.token : undefined;
    let highId = resumed ? position.walk?.highId : undefined;
    do {
      const size = nextPageSize(request, taken, 'messageRead', true);
      if (size === 0) return;
      const answer = await askMessages(context, size, token, request.signal).catch((error: unknown) => {
        if (resumed && error instanceof NetworkError && error.networkKind === 'cursor-expired') return null;
        throw error;
      });
      if (answer === null) {
        // The token has expired: read from the top instead, down to what was known before that walk.
        position = { ...position, walk: undefined };
        break;
      }
      const { page, reachedKnown } = newOnes(answer, position.newestId, request.since);
      taken += answer.data?.length ?? 0;
      highId = newest([highId, ...(page.data ?? []).map((event) => event.id)]);
      token = reachedKnown ? undefined : answer.meta?.next_token;
      const walking = token === undefined || highId === undefined ? undefined : { highId, token };
      position =
        walking === undefined
          ? { newestId: newest([position.newestId, highId]), readAt: startedAt }
          : { ...position, walk: walking };
      yield toPage(page, answer, position, context, us, {
        gaps:
          lost && !resumed && token === undefined
            ? [{ stream: request.stream, ...gapSince(readAt, startedAt) }]
            : [],
      });
    } while (token !== undefined);
  }
}

function askMessages(
  { client }: StreamContext,
  size: number,
  token: string | undefined,
  signal: AbortSignal,
): Promise<WireMessagePage> {
  const query = { max_results: size, pagination_token: token, ...MESSAGE_FIELDS, ...AUTHORS };
  const call = { method: 'GET' as const, path: 'dm_events', query, purpose: 'read your private messages' };
  return client.call(call, messagePageSchema, signal).then(({ data }) => data);
}

function newOnes(answer: WireMessagePage, newestId: string | undefined, since: number | null) {
  const events = answer.data ?? [];
  const wanted = events.filter((event) =>
    newestId === undefined
      ? since === null || !isMessage(event) || event.created_at >= since
      : isNewer(event.id, newestId),
  );
  return { page: { ...answer, data: wanted }, reachedKnown: wanted.length < events.length };
}

function gapSince(from: number, now: number): Omit<Gap, 'stream'> {
  return { from, to: now - WINDOW, code: 'too-old' };
}

function toPage(
  page: WireMessagePage,
  answer: WireMessagePage,
  cursor: Cursor,
  { meter }: StreamContext,
  us: Us,
  rest: Pick<Page, 'gaps'>,
): Page {
  const users = new Map((answer.includes?.users ?? []).map((user) => [user.id, user]));
  const messages = (page.data ?? []).filter(isMessage);
  return {
    mentions: messages
      .filter((event) => event.sender_id !== us.nativeId)
      .map((event) => toPrivateMention(event, users)),
    ownPosts: messages.filter((event) => event.sender_id === us.nativeId).map(toOwnMessage),
    deletedNativeIds: [],
    cursor,
    charges: meter.read('messageRead', answer.data?.length ?? 0, users.keys()),
    ...rest,
  };
}
