import * as z from 'zod';

const id = z.string().regex(/^[0-9]{1,19}$/);

const post = z.strictObject({
  id,
  by: z.string(),
  text: z.string(),
  createdAt: z.number(),
  replyTo: id.optional(),
  quoteOf: id.optional(),
  repostOf: id.optional(),
  tagsUs: z.boolean().optional(),
  lang: z.string().optional(),
  likes: z.number().optional(),
  reposts: z.number().optional(),
  replies: z.number().optional(),
  quotes: z.number().optional(),
  views: z.number().optional(),
});

const message = z.strictObject({
  id,
  with: z.string(),
  fromUs: z.boolean(),
  text: z.string(),
  createdAt: z.number(),
});

/** Whether the client did it (through the API) or somebody else did (through /sandbox/). */
const via = z.enum(['api', 'control']);

/** Everything that can happen on the stage after the curtain rose. `at` is scene time, ms UTC. */
export const changeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('post'), via, at: z.number(), post }),
  z.strictObject({ kind: z.literal('message'), via, at: z.number(), message }),
  z.strictObject({
    kind: z.literal('edit'),
    via: z.literal('control'),
    at: z.number(),
    id,
    newId: id,
    text: z.string(),
  }),
  z.strictObject({ kind: z.literal('remove'), via, at: z.number(), id }),
  z.strictObject({ kind: z.literal('hide'), via, at: z.number(), id, hidden: z.boolean() }),
  z.strictObject({
    kind: z.literal('person'),
    via: z.literal('control'),
    at: z.number(),
    person: z.strictObject({
      handle: z.string(),
      name: z.string().optional(),
      followers: z.number().optional(),
      verified: z.boolean().optional(),
      acceptsMessages: z.boolean().optional(),
    }),
  }),
  z.strictObject({
    kind: z.literal('refused'),
    via,
    at: z.number(),
    why: z.enum(['duplicate', 'not-summoned']),
    text: z.string(),
    replyTo: id.nullable(),
  }),
]);

export type Change = z.infer<typeof changeSchema>;

/** What a client can do through the API. */
export type ApiChange = Exclude<Change, { via: 'control' }>;
