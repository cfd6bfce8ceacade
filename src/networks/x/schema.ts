import * as z from 'zod';

/** The wire, as far as earshot uses it: unknown fields pass, used ones must be what X documents. */
const id = z.string().regex(/^\d{1,25}$/, 'is not an id');
const time = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const count = z.number().int().nonnegative();

const url = z.object({ url: z.string(), expanded_url: z.string().optional() });
const entities = z.object({
  urls: z.array(url).optional(),
  mentions: z.array(z.object({ username: z.string(), id: id.optional() })).optional(),
});

export const tweetSchema = z.object({
  id,
  text: z.string(),
  author_id: id,
  created_at: time,
  conversation_id: id.optional(),
  edit_history_tweet_ids: z.array(id).min(1).optional(),
  entities: entities.optional(),
  note_tweet: z.object({ text: z.string(), entities: entities.optional() }).optional(),
  lang: z.string().optional(),
  referenced_tweets: z.array(z.object({ type: z.string(), id })).optional(),
  public_metrics: z
    .object({
      like_count: count.optional(),
      retweet_count: count.optional(),
      reply_count: count.optional(),
      quote_count: count.optional(),
      impression_count: count.optional(),
    })
    .optional(),
});
export type WireTweet = z.infer<typeof tweetSchema>;

const userSchema = z.object({
  id,
  username: z.string().min(1),
  name: z.string(),
  verified: z.boolean().optional(),
  public_metrics: z.object({ followers_count: count }).optional(),
});
export type WireUser = z.infer<typeof userSchema>;

/** Part of a 200 answer that X could not serve. */
const problem = z.object({
  type: z.string().optional(),
  resource_id: z.string().optional(),
  value: z.string().optional(),
});

const includes = z.object({ users: z.array(userSchema).optional() }).optional();
const meta = z
  .object({
    newest_id: id.optional(),
    next_token: z.string().min(1).optional(),
    result_count: count.optional(),
  })
  .optional();

export const tweetPageSchema = z.object({ data: z.array(tweetSchema).optional(), includes, meta });
export type WireTweetPage = z.infer<typeof tweetPageSchema>;

export const lookupSchema = z.object({
  data: z.array(z.object({ id })).optional(),
  errors: z.array(problem).optional(),
});

const MESSAGE = 'MessageCreate';
const messageSchema = z.object({
  id,
  event_type: z.literal(MESSAGE),
  text: z.string().optional(),
  sender_id: id,
  dm_conversation_id: z.string(),
  created_at: time,
  entities: entities.optional(),
});
export type WireMessage = z.infer<typeof messageSchema>;
/** Somebody came into a conversation or left it: nothing was said. A message with a part missing is none of these. */
const otherEventSchema = z.object({
  id,
  // To the end: of two refusals the first one's words are told.
  event_type: z.string().refine((type) => type !== MESSAGE, { abort: true }),
});
const messageEventSchema = z.union([messageSchema, otherEventSchema]);

/** Whether an event of a conversation is a message. */
export function isMessage(event: z.infer<typeof messageEventSchema>): event is WireMessage {
  return event.event_type === MESSAGE;
}

export const messagePageSchema = z.object({ data: z.array(messageEventSchema).optional(), includes, meta });
export type WireMessagePage = z.infer<typeof messagePageSchema>;

export const meSchema = z.object({ data: userSchema });
export const postedSchema = z.object({ data: z.object({ id }) });
export const messageSentSchema = z.object({ data: z.object({ dm_event_id: id }) });
export const hiddenSchema = z.object({ data: z.object({ hidden: z.boolean() }) });
export const deletedSchema = z.object({ data: z.object({ deleted: z.boolean() }) });

/** What the token endpoint gives; times in seconds. */
export const tokenSchema = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1).optional(),
  expires_in: z.number().positive(),
  scope: z.string().optional(),
});

/** An error body: problem+json, OAuth's, or the older list of codes. */
export const problemSchema = z.object({
  title: z.string().optional(),
  detail: z.string().optional(),
  type: z.string().optional(),
  reason: z.string().optional(),
  error: z.string().optional(),
  error_description: z.string().optional(),
  errors: z
    .array(
      z.object({
        message: z.string().optional(),
        code: z.number().optional(),
        parameters: z.record(z.string(), z.unknown()).optional(),
      }),
    )
    .optional(),
});
export type WireProblem = z.infer<typeof problemSchema>;
