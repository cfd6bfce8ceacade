import * as z from 'zod';
import { DAY } from '../../core/clock.js';
import type { Post } from '../post.js';
import { presentPosts, readWanted, TWEET_PARAMETERS } from '../present.js';
import { clientForbidden, forbidden, invalidRequest, notFound, plainProblem } from '../problems.js';
import { pathId } from '../query.js';
import { type Endpoint, ok, readBody, type Stage } from '../stage.js';
import { handlesIn, toWire } from '../text.js';
import { weightedLength } from '../weighted-length.js';

const ID = /^[0-9]{1,19}$/;
const MAX_LENGTH = 280;
/** How long a text counts as posted lately. X does not say; a day is what it is seen to refuse. */
const LATELY = DAY;

const id = z.string().regex(ID, 'does not match the regex pattern ^[0-9]{1,19}$');
const createSchema = z.strictObject({
  text: z.string().optional(),
  reply: z
    .strictObject({
      in_reply_to_tweet_id: id,
      exclude_reply_user_ids: z.array(id).optional(),
      auto_populate_reply_metadata: z.boolean().optional(),
    })
    .optional(),
  quote_tweet_id: id.optional(),
  reply_settings: z.enum(['following', 'mentionedUsers', 'subscribers', 'verified']).optional(),
});

const WRITE = {
  scopes: ['tweet.read', 'tweet.write', 'users.read'],
  appOnly: false,
  access: 'write',
} as const;
const READ = { method: 'GET', scopes: ['tweet.read', 'users.read'], appOnly: true, access: 'read' } as const;

/** Looking posts up, writing, deleting and hiding them. */
export const TWEET_ENDPOINTS: readonly Endpoint[] = [
  {
    ...READ,
    path: '/2/tweets',
    limits: { user: 5_000, app: 3_500 },
    parameters: ['ids', ...TWEET_PARAMETERS],
    handle: ({ stage, query }) => {
      const wanted = readWanted(query);
      const now = stage.now();
      const ids = [...new Set(query.items('ids', ID))];
      const found = ids.flatMap((one) => stage.world.post(one, now) ?? []);
      const missing = ids
        .filter((one) => !stage.world.post(one, now))
        .map((one) => notFound('tweet', 'ids', one));
      const { data, includes, errors = [] } = presentPosts(stage.world, found, now, wanted);
      const all = [...missing, ...errors];
      return ok({
        ...(data.length > 0 ? { data } : {}),
        ...(includes ? { includes } : {}),
        ...(all.length > 0 ? { errors: all } : {}),
      });
    },
  },
  {
    ...READ,
    path: '/2/tweets/:id',
    limits: { user: 900, app: 450 },
    parameters: TWEET_PARAMETERS,
    handle: ({ stage, query, path }) => {
      const wanted = readWanted(query);
      const now = stage.now();
      const one = pathId('id', path.id ?? '');
      const post = stage.world.post(one, now);
      if (!post) return ok({ errors: [notFound('tweet', 'id', one)] });
      const { data, ...rest } = presentPosts(stage.world, [post], now, wanted);
      return ok({ data: data[0], ...rest });
    },
  },
  {
    ...WRITE,
    method: 'POST',
    path: '/2/tweets',
    limits: { user: 100, app: null, day: { who: 'app', limit: 10_000 } },
    parameters: [],
    handle: ({ stage, body }) => {
      const request = readBody(createSchema, body);
      const text = request.text ?? '';
      if (text.trim() === '') throw invalidRequest('$.text: must not be empty', {});
      if (request.quote_tweet_id) throw clientForbidden('quote posts');
      const reply = request.reply;
      const full = reply
        ? withMentions(stage, text, reply.in_reply_to_tweet_id, reply.exclude_reply_user_ids)
        : text;
      if (weightedLength(text) > MAX_LENGTH) {
        throw plainProblem(
          403,
          'Forbidden',
          'Your Tweet text is too long. For more information on how Twitter determines text length see https://github.com/twitter/twitter-text.',
        );
      }
      const now = stage.now();
      refuseDuplicate(stage, text, full, reply?.in_reply_to_tweet_id ?? null);
      const post = {
        id: stage.world.freeId(now),
        by: stage.world.us.handle,
        text: full,
        createdAt: now,
        ...(reply ? { replyTo: reply.in_reply_to_tweet_id } : {}),
      };
      stage.record({ kind: 'post', via: 'api', at: now, post });
      return ok(
        { data: { id: post.id, text: toWire(full, null).text, edit_history_tweet_ids: [post.id] } },
        201,
      );
    },
  },
  {
    ...WRITE,
    method: 'DELETE',
    path: '/2/tweets/:id',
    limits: { user: 50, app: null },
    parameters: [],
    handle: ({ stage, path }) => {
      const post = findPost(stage, pathId('id', path.id ?? ''));
      if (!stage.world.isOurs(post)) throw forbidden('You are not authorized to delete this Tweet.');
      stage.record({ kind: 'remove', via: 'api', at: stage.now(), id: post.id });
      return ok({ data: { deleted: true } });
    },
  },
  {
    method: 'PUT',
    path: '/2/tweets/:tweet_id/hidden',
    scopes: ['tweet.read', 'tweet.moderate.write', 'users.read'],
    appOnly: false,
    access: 'write',
    limits: { user: 50, app: null },
    parameters: [],
    handle: ({ stage, path, body }) => {
      const { hidden } = readBody(z.strictObject({ hidden: z.boolean() }), body);
      const post = findPost(stage, pathId('tweet_id', path.tweet_id ?? ''));
      const root = stage.world.post(post.conversationId, stage.now());
      if (post.replyTo === null || !root || !stage.world.isOurs(root)) {
        throw forbidden('You can only hide replies to your own Posts.');
      }
      stage.record({ kind: 'hide', via: 'api', at: stage.now(), id: post.id, hidden });
      return ok({ data: { hidden } });
    },
  },
  {
    method: 'POST',
    path: '/2/users/:id/likes',
    scopes: ['tweet.read', 'like.write', 'users.read'],
    appOnly: false,
    access: 'write',
    limits: { user: 50, app: null },
    parameters: [],
    handle: () => {
      throw clientForbidden('likes');
    },
  },
];

function findPost(stage: Stage, postId: string): Post {
  const post = stage.world.post(postId, stage.now());
  if (!post) throw plainProblem(404, 'Not Found Error', `Could not find tweet with id: [${postId}].`);
  return post;
}

/**
 * The text with the mentions X puts before a reply: who wrote the answered post, and whom it named.
 *
 * @throws Refusal (403) where the answered post is gone, or its author did not summon us (the rule for apps
 *   since February 2026: it must mention us or quote a post of ours)
 */
function withMentions(
  stage: Stage,
  text: string,
  answeredId: string,
  excluded: readonly string[] = [],
): string {
  const { world } = stage;
  const now = stage.now();
  const answered = world.post(answeredId, now);
  if (!answered) throw forbidden('You attempted to reply to a Tweet that is deleted or not visible to you.');
  const quoted = answered.quoteOf === null ? undefined : world.post(answered.quoteOf, now);
  if (!world.mentionsUs(answered) && !(quoted && world.isOurs(quoted))) {
    stage.record({ kind: 'refused', via: 'api', at: now, why: 'not-summoned', text, replyTo: answeredId });
    throw forbidden(
      'Reply to this conversation is not allowed because you have not been mentioned or otherwise engaged by the author of the post you are replying to.',
    );
  }
  const named = new Set(handlesIn(text));
  const prefix = [...new Set([answered.author, ...answered.handles])]
    .flatMap((handle) => world.people.byHandle(handle) ?? [])
    .filter((profile) => profile !== world.us && !excluded.includes(profile.id))
    .filter((profile) => !named.has(profile.handle.toLowerCase()))
    .map((profile) => `@${profile.handle} `);
  return prefix.join('') + text;
}

function refuseDuplicate(stage: Stage, text: string, full: string, replyTo: string | null): void {
  const now = stage.now();
  for (const post of stage.world.own.newestFirst(now, null)) {
    if (post.createdAt < now - LATELY) break;
    if (!stage.world.isListed(post, now) || (post.text !== full && withoutMentions(post.text) !== text))
      continue;
    stage.record({ kind: 'refused', via: 'api', at: now, why: 'duplicate', text, replyTo });
    throw forbidden('You are not allowed to create a Tweet with duplicate content.');
  }
}

function withoutMentions(text: string): string {
  return text.replace(/^(@[A-Za-z0-9_]{1,15}\s+)+/, '');
}
