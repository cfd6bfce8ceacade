import * as z from 'zod';

/** X's handles. */
export const handleSchema = z
  .string()
  .regex(/^[A-Za-z0-9_]{1,15}$/, 'is not a handle X would give (at most 15 of A-Z a-z 0-9 _)');
const id = z.string().regex(/^[0-9]{1,19}$/, 'is not an id (1 to 19 digits)');
const count = z.int().min(0).optional();

/** Somebody on the stage. */
export const personSchema = z.strictObject({
  handle: handleSchema,
  name: z.string().optional(),
  followers: count,
  verified: z.boolean().optional(),
  acceptsMessages: z.boolean().optional(),
});

/** A watch that goes with a scenario. */
export const watchSchema = z.strictObject({
  name: z.string(),
  kind: z.enum(['brand', 'competitor', 'topic']),
  keywords: z.array(z.string()).min(1),
  required: z.array(z.string()).optional(),
  excluded: z.array(z.string()).optional(),
  languages: z.array(z.string()).optional(),
});

/** Counts of a post. */
export const countsSchema = { likes: count, reposts: count, replies: count, quotes: count, views: count };

/** A scene with absolute times (ms UTC), as it is kept in a state file. */
export const sceneSchema = z.strictObject({
  people: z.array(personSchema),
  posts: z.array(
    z.strictObject({
      id: id.optional(),
      by: handleSchema,
      text: z.string(),
      createdAt: z.number(),
      replyTo: id.optional(),
      quoteOf: id.optional(),
      repostOf: id.optional(),
      tagsUs: z.boolean().optional(),
      lang: z.string().optional(),
      ...countsSchema,
      edits: z.array(z.strictObject({ at: z.number(), text: z.string() })).optional(),
      removedAt: z.number().optional(),
    }),
  ),
  messages: z.array(
    z.strictObject({
      id: id.optional(),
      with: handleSchema,
      fromUs: z.boolean(),
      text: z.string(),
      createdAt: z.number(),
    }),
  ),
  watches: z.array(watchSchema),
});
