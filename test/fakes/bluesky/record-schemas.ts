import * as z from 'zod';
import { facetSchema, fits, rightFacets } from './rich-text.js';

// Records as the server takes them, and stricter where only later readers would suffer: unknown fields, offsets
// outside the text.

const tid = z.string().regex(/^[2-7a-j][2-7a-z]{12}$/);
const cid = z.string().regex(/^bafyrei[2-7a-z]{52}$/);
const uri = z.string().regex(/^at:\/\/did:plc:[2-7a-z]{24}\/[a-zA-Z.]+\/[\w.~:-]+$/);
const datetime = z.iso.datetime({ offset: true });
const ref = z.strictObject({ uri, cid });

const post = z
  .strictObject({
    $type: z.literal('app.bsky.feed.post'),
    text: z.string(),
    createdAt: datetime,
    langs: z
      .array(z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/))
      .max(3)
      .optional(),
    facets: z.array(facetSchema).optional(),
    reply: z.strictObject({ root: ref, parent: ref }).optional(),
  })
  .refine(({ text }) => fits(text, 300, 3_000), {
    error: 'Record/text must not be longer than 300 graphemes',
  })
  .refine(rightFacets, { error: 'a facet does not lie on the characters of the text' });

const like = z.strictObject({ $type: z.literal('app.bsky.feed.like'), subject: ref, createdAt: datetime });

const threadgate = z.strictObject({
  $type: z.literal('app.bsky.feed.threadgate'),
  post: uri,
  allow: z
    .array(z.looseObject({ $type: z.string() }))
    .max(5)
    .optional(),
  hiddenReplies: z.array(uri).max(300).optional(),
  createdAt: datetime,
});

export const putRecordSchema = z.strictObject({
  repo: z.string(),
  collection: z.enum(['app.bsky.feed.post', 'app.bsky.feed.like', 'app.bsky.feed.threadgate']),
  rkey: tid,
  validate: z.boolean().optional(),
  record: z.discriminatedUnion('$type', [post, like, threadgate]),
  swapRecord: cid.nullable().optional(),
});

const key = { repo: z.string(), collection: z.string(), rkey: z.string() };
export const deleteRecordSchema = z.strictObject(key);
export const getRecordSchema = z.strictObject({ ...key, cid: cid.optional() });

export type PostRecord = z.infer<typeof post>;
export type RepoRecord = z.infer<typeof putRecordSchema>['record'];
