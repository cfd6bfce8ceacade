import * as z from 'zod';

/** The wire, as far as earshot uses it: what other servers than Mastodon leave out is optional. */
const id = z.string().min(1);
const time = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const count = z.number().int().nonnegative().nullish().catch(null);
const text = z.string().nullish().catch(null);

const accountSchema = z.object({
  id,
  username: z.string().min(1),
  /** `name` on the server itself, `name@host` elsewhere. */
  acct: z.string().min(1),
  display_name: text,
  url: text,
  followers_count: count,
  statuses_count: count,
});
export type WireAccount = z.infer<typeof accountSchema>;

const mention = z.object({ id: id.optional(), acct: z.string().min(1) });
export type WireMention = z.infer<typeof mention>;

const tag = z.object({ name: z.string() });
const media = z.object({ type: z.string().catch('unknown'), description: text });
const poll = z.object({ options: z.array(z.object({ title: z.string() })) });

/** What a person sees of a status. */
const shownSchema = z.object({
  content: z.string(),
  spoiler_text: text,
  media_attachments: z.array(media).nullish().catch(null),
  poll: poll.nullish().catch(null),
});
export type WireShown = z.infer<typeof shownSchema>;

export const statusSchema = shownSchema.extend({
  id,
  created_at: time,
  edited_at: time.nullish().catch(null),
  account: accountSchema,
  visibility: z.string(),
  language: text,
  url: text,
  uri: text,
  in_reply_to_id: id.nullish(),
  mentions: z.array(mention).nullish().catch(null),
  tags: z.array(tag).nullish().catch(null),
  reblog: shownSchema.nullish().catch(null),
  quote: z.unknown().optional(),
  replies_count: count,
  reblogs_count: count,
  favourites_count: count,
});
export type WireStatus = z.infer<typeof statusSchema>;

export const notificationSchema = z.object({ id, type: z.string(), created_at: time, status: statusSchema });
export type WireNotification = z.infer<typeof notificationSchema>;

/** A page whose items are checked one by one: a bad one must not lose the others. */
export const pageSchema = z.array(z.unknown());
export const searchSchema = z.object({ statuses: z.array(z.unknown()) });
/** What every item has, even one that cannot be read otherwise. */
export const identifiedSchema = z.object({ id });
export const typedSchema = z.object({ type: z.string() });

export const contextSchema = z.object({ ancestors: z.array(identifiedSchema) });

export const credentialsSchema = accountSchema;

/** `/api/v2/instance`, and `/api/v1/instance` of servers that do not have it. */
const statuses = z
  .object({
    max_characters: z.number().int().positive().optional(),
    characters_reserved_per_url: z.number().int().nonnegative().optional(),
  })
  .optional()
  .catch(undefined);
const access = z.string().optional().catch(undefined);
const configuration = z
  .object({
    statuses,
    timelines_access: z
      .object({ hashtag_feeds: z.object({ local: access, remote: access }).optional() })
      .optional()
      .catch(undefined),
  })
  .optional()
  .catch(undefined);
export const instanceSchema = z.object({
  domain: z.string().min(1),
  version: z.string().catch(''),
  source_url: text,
  api_versions: z.object({ mastodon: z.number().int() }).partial().optional().catch(undefined),
  configuration,
});
export const instanceV1Schema = z.object({
  /** The domain; a URL on some servers. */
  uri: z.string().min(1),
  version: z.string().catch(''),
  /** Pleroma's own. */
  max_toot_chars: z.number().int().positive().optional().catch(undefined),
  configuration,
});

/** How a server treats notifications of strangers: `accept`, `filter` or `drop`. */
export const policySchema = z.object({
  for_not_following: access,
  for_not_followers: access,
  for_new_accounts: access,
  for_private_mentions: access,
  for_limited_accounts: access,
});

export const appSchema = z.object({ scopes: z.array(z.string()).optional().catch(undefined) });

/** What registering an application gives. */
export const registeredSchema = z.object({ client_id: z.string().min(1), client_secret: z.string().min(1) });

/** RFC 8414, since Mastodon 4.3. */
export const metadataSchema = z.object({
  code_challenge_methods_supported: z.array(z.string()).optional().catch(undefined),
});

export const tokenSchema = z.object({ access_token: z.string().min(1), scope: text });

export const errorSchema = z.object({ error: text, error_description: text });

export const anythingSchema = z.unknown();
