import * as z from 'zod';

const text = z.string().nullish();
/** HN's own ids, as Algolia writes them: numbers, and text in `objectID`. */
const id = z.union([z.number().int().positive(), z.string().regex(/^\d+$/)]).transform(String);

/** A story or comment as the search gives it. Titles are plain text, bodies are HTML. */
export const hitSchema = z.object({
  objectID: id,
  author: z.string().min(1),
  /** Seconds since 1970, UTC. */
  created_at_i: z.number().int(),
  title: text,
  url: text,
  story_text: text,
  comment_text: text,
  story_id: id.nullish(),
  parent_id: id.nullish(),
  points: z.number().int().nullish(),
  num_comments: z.number().int().nullish(),
  _tags: z.array(z.string()).default([]),
});
export type Hit = z.infer<typeof hitSchema>;

/** One page of the search. A hit that is not what it should be must not lose the others: each is checked alone. */
export const searchSchema = z.object({
  hits: z.array(z.unknown()),
  hitsPerPage: z.number().int().positive(),
});

/** What the walk needs of a hit even where the rest of it is unusable. */
export const timeSchema = z.object({ created_at_i: z.number().int() });

/** An item of the official API: null where there never was one. */
export const itemSchema = z
  .object({ deleted: z.boolean().optional(), dead: z.boolean().optional() })
  .nullable();

/** A person of the official API: null where there is none of that name. */
export const userSchema = z.object({ id: z.string() }).nullable();
