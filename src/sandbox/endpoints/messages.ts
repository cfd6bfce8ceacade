import * as z from 'zod';
import { DAY } from '../../core/clock.js';
import {
  DM_EVENT_TYPES,
  DM_EXPANSIONS,
  DM_FIELDS,
  MEDIA_FIELDS,
  TWEET_FIELDS,
  USER_FIELDS,
} from '../fields.js';
import { pageToken, readPageToken } from '../page-token.js';
import type { Message } from '../post.js';
import { conversationId, presentMessage, presentUser } from '../present.js';
import { type Answer, forbidden, invalidRequest } from '../problems.js';
import { pathId } from '../query.js';
import { type ApiRequest, type Endpoint, ok, readBody } from '../stage.js';

/** How far back X serves private messages. */
const WINDOW = 30 * DAY;
const MAX_LENGTH = 10_000;

const PARAMETERS = [
  'max_results',
  'pagination_token',
  'event_types',
  'dm_event.fields',
  'expansions',
  'media.fields',
  'user.fields',
  'tweet.fields',
];
const READ = {
  method: 'GET',
  scopes: ['dm.read', 'tweet.read', 'users.read'],
  appOnly: false,
  access: 'messages',
  limits: { user: 15, app: null },
  parameters: PARAMETERS,
} as const;

/** Private messages, read and written. */
export const MESSAGE_ENDPOINTS: readonly Endpoint[] = [
  { ...READ, path: '/2/dm_events', handle: (request) => list(request, 'dm', () => true) },
  {
    ...READ,
    path: '/2/dm_conversations/with/:participant_id/dm_events',
    handle: (request) => {
      const id = pathId('participant_id', request.path.participant_id ?? '');
      const handle = request.stage.world.people.byId(id)?.handle.toLowerCase();
      return list(request, `dm:${id}`, (message) => message.with === handle);
    },
  },
  {
    method: 'POST',
    path: '/2/dm_conversations/with/:participant_id/messages',
    scopes: ['dm.write', 'tweet.read', 'users.read'],
    appOnly: false,
    access: 'messages',
    limits: { user: 15, app: null, day: { who: 'user', limit: 1_440 } },
    parameters: [],
    handle: ({ stage, path, body }) => {
      const { text } = readBody(z.strictObject({ text: z.string().min(1, 'must not be empty') }), body);
      const id = pathId('participant_id', path.participant_id ?? '');
      const person = stage.world.people.byId(id);
      if (!person || person === stage.world.us) {
        throw invalidRequest(`The \`participant_id\` query parameter value [${id}] is not valid`, {
          participant_id: [id],
        });
      }
      if ([...text].length > MAX_LENGTH) throw invalidRequest('$.text: is too long', {});
      if (!person.acceptsMessages)
        throw forbidden('You do not have permission to DM one or more participants.');
      const now = stage.now();
      const message = {
        id: stage.world.freeId(now),
        with: person.handle,
        fromUs: true,
        text,
        createdAt: now,
      };
      stage.record({ kind: 'message', via: 'api', at: now, message });
      return ok(
        { data: { dm_conversation_id: conversationId(stage.world, person.handle), dm_event_id: message.id } },
        201,
      );
    },
  },
];

/** Newest first; there is no since_id: a client walks back to what it knows. */
function list({ stage, query }: ApiRequest, name: string, belongs: (message: Message) => boolean): Answer {
  const { world } = stage;
  const size = Math.min(query.int('max_results', 1, 100, 100), stage.pageSize);
  const types = query.list('event_types', DM_EVENT_TYPES);
  const fields = query.list('dm_event.fields', DM_FIELDS);
  const expansions = query.list('expansions', DM_EXPANSIONS);
  const userFields = query.list('user.fields', USER_FIELDS);
  query.list('media.fields', MEDIA_FIELDS);
  query.list('tweet.fields', TWEET_FIELDS);
  const token = query.text('pagination_token');
  const below = token === null ? null : readPageToken(name, 'pagination_token', token);
  const now = stage.now();
  const page: Message[] = [];
  let more = false;
  if (types.size === 0 || types.has('MessageCreate')) {
    for (const message of world.messages.newestFirst(now, below)) {
      if ((stage.limits && message.createdAt < now - WINDOW) || !belongs(message)) continue;
      if (page.length === size) {
        more = true;
        break;
      }
      page.push(message);
    }
  }
  const oldest = page.at(-1);
  if (!oldest) return ok({ meta: { result_count: 0 } });
  const senders = new Set(
    page.map((message) => (message.fromUs ? world.us : world.people.byHandle(message.with))),
  );
  const users = [...senders].flatMap((user) => (user ? [presentUser(user, userFields)] : []));
  return ok({
    data: page.map((message) => presentMessage(world, message, fields)),
    ...(expansions.has('sender_id') && users.length > 0 ? { includes: { users } } : {}),
    meta: { result_count: page.length, ...(more ? { next_token: pageToken(name, oldest.id) } : {}) },
  });
}
