import * as z from 'zod';

// What earshot uses of Bluesky's lexicons (app.bsky, chat.bsky, com.atproto; August 2026). Lists are taken as
// unknown items and read one by one: one that cannot be read must not lose its page.

const LATEST = Date.UTC(10_000, 0);

const time = z.string().transform((text, context) => {
  const ms = Date.parse(text);
  // Other years cannot be asked for again.
  if (ms >= 0 && ms < LATEST) return ms;
  context.addIssue({ code: 'custom', message: 'not a time' });
  return z.NEVER;
});
const count = z.number().int().optional();
const items = z.array(z.unknown());

const strongRef = z.object({ uri: z.string(), cid: z.string() });
export type StrongRef = z.infer<typeof strongRef>;

const status = z.string().optional();
const verification = z.object({ verifiedStatus: status, trustedVerifierStatus: status });
const profileFields = {
  did: z.string(),
  handle: z.string(),
  displayName: z.string().optional(),
  verification: verification.optional().catch(undefined),
};

export const profileSchema = z.object({ ...profileFields, followersCount: count });
export type WireProfile = z.infer<typeof profileSchema>;
export const profilesSchema = z.object({ profiles: items });

const person = z.object(profileFields);
export type WirePerson = z.infer<typeof person>;

const facet = z.object({
  index: z.object({ byteStart: z.number().int(), byteEnd: z.number().int() }),
  features: z.array(z.object({ $type: z.string().optional(), uri: z.string().optional() })),
});
export type WireFacet = z.infer<typeof facet>;
const facets = z.array(facet).optional().catch(undefined);

const altText = z.object({ alt: z.string().optional() });
const mediaFields = {
  images: z.array(altText).optional().catch(undefined),
  external: z.object({ uri: z.string(), title: z.string().optional() }).optional().catch(undefined),
  video: z.unknown().optional(),
  alt: z.string().optional().catch(undefined),
};
/** The embeds of a post together: their fields do not clash, but for `record`, which nests with media. */
const embed = z.object({
  ...mediaFields,
  record: z
    .union([strongRef, z.object({ record: strongRef }).transform(({ record }) => record)])
    .optional()
    .catch(undefined),
  media: z.object(mediaFields).optional().catch(undefined),
});
export type WireEmbed = z.infer<typeof embed>;

/** A post as its author wrote it: anything may stand in it, so what only adorns it may be wrong. */
export const postRecordSchema = z.object({
  text: z.string(),
  createdAt: z.string().optional().catch(undefined),
  langs: z.array(z.string()).optional().catch(undefined),
  facets,
  reply: z.object({ root: strongRef, parent: strongRef }).optional(),
  embed: embed.optional().catch(undefined),
});
export type PostRecord = z.infer<typeof postRecordSchema>;

const viewer = z.object({
  like: z.string().optional(),
  replyDisabled: z.boolean().optional(),
});

export const postViewSchema = z.object({
  uri: z.string(),
  cid: z.string(),
  author: person,
  record: postRecordSchema,
  indexedAt: time,
  likeCount: count,
  repostCount: count,
  replyCount: count,
  quoteCount: count,
  viewer: viewer.optional(),
});
export type PostView = z.infer<typeof postViewSchema>;
export const postsSchema = z.object({ posts: items });

export const notificationSchema = z.object({
  uri: z.string(),
  cid: z.string(),
  author: person,
  reason: z.enum(['mention', 'reply', 'quote']),
  record: postRecordSchema,
  indexedAt: time,
});
export type WireNotification = z.infer<typeof notificationSchema>;

const cursor = z.string().optional();
export const notificationPageSchema = z.object({ cursor, notifications: items });
export const searchPageSchema = z.object({ cursor, posts: items });
export const feedPageSchema = z.object({ cursor, feed: items });
export const feedItemSchema = z.object({ post: postViewSchema, reason: z.unknown().optional() });

const account = {
  did: z.string(),
  handle: z.string(),
  didDoc: z.unknown().optional(),
  active: z.boolean().optional(),
};
export const sessionSchema = z.object({ ...account, accessJwt: z.string(), refreshJwt: z.string() });
export type WireSession = z.infer<typeof sessionSchema>;
export const whoSchema = z.object(account);

export const writtenSchema = z.object({
  uri: z.string(),
  cid: z.string(),
  commit: z.object({ rev: z.string() }).optional(),
});
export const recordSchema = z.object({
  uri: z.string(),
  cid: z.string().optional(),
  value: z.record(z.string(), z.unknown()),
});
/** A post of ours in our repository, as far as its answers need it. */
export const ownPostSchema = recordSchema.extend({ value: postRecordSchema.pick({ reply: true }) });
export const doneSchema = z.object({});
export const resolvedSchema = z.object({ did: z.string() });

export const messageSchema = z.object({
  id: z.string(),
  text: z.string(),
  facets,
  embed: z
    .object({ record: z.object({ uri: z.string() }) })
    .optional()
    .catch(undefined),
  sender: z.object({ did: z.string() }),
  sentAt: time,
});
export type WireMessage = z.infer<typeof messageSchema>;
export const logPageSchema = z.object({ cursor, logs: items });
const logType = (name: string) => z.literal(`chat.bsky.convo.defs#${name}`);
export const logCreateSchema = z.object({
  $type: logType('logCreateMessage'),
  convoId: z.string(),
  message: messageSchema,
});
export const logDeleteSchema = z.object({
  $type: logType('logDeleteMessage'),
  convoId: z.string(),
  message: z.object({ id: z.string() }),
});
export const messagePageSchema = z.object({ cursor, messages: items });
const convo = z.object({
  id: z.string(),
  lastMessage: z.object({ sentAt: time }).optional().catch(undefined),
});
export const convoPageSchema = z.object({ cursor, convos: items });
export const convoSchema = convo;
export const convoForMembersSchema = z.object({ convo });
