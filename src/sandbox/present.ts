import {
  MEDIA_FIELDS,
  PLACE_FIELDS,
  POLL_FIELDS,
  TWEET_EXPANSIONS,
  TWEET_FIELDS,
  USER_FIELDS,
} from './fields.js';
import type { Message, Post, Profile } from './post.js';
import { type Json, notFound } from './problems.js';
import type { Query } from './query.js';
import { escapeText, toWire } from './text.js';
import { weightedLength } from './weighted-length.js';
import type { World } from './world.js';

type Wire = { [key: string]: Json | undefined };

const LONG_POST = 280;

/** Which fields and expansions a request asked for. */
export interface Wanted {
  tweet: Set<string>;
  user: Set<string>;
  expansions: Set<string>;
}

/** The parameters `readWanted` reads. */
export const TWEET_PARAMETERS = [
  'tweet.fields',
  'expansions',
  'media.fields',
  'poll.fields',
  'user.fields',
  'place.fields',
];

/** Reads what a request for posts asked for. @throws Refusal (400) on a value X does not know */
export function readWanted(query: Query): Wanted {
  query.list('media.fields', MEDIA_FIELDS);
  query.list('poll.fields', POLL_FIELDS);
  query.list('place.fields', PLACE_FIELDS);
  return {
    tweet: query.list('tweet.fields', TWEET_FIELDS),
    user: query.list('user.fields', USER_FIELDS),
    expansions: query.list('expansions', TWEET_EXPANSIONS),
  };
}

/** A user as X shows it: the default fields and those asked for. */
export function presentUser(profile: Profile, fields: ReadonlySet<string>): Wire {
  const all: Wire = {
    verified: profile.verified,
    verified_type: profile.verified ? 'blue' : 'none',
    protected: false,
    receives_your_dm: profile.acceptsMessages,
    url: '',
    description: '',
    public_metrics: {
      followers_count: profile.followers,
      following_count: 0,
      tweet_count: 0,
      listed_count: 0,
      like_count: 0,
    },
  };
  return { id: profile.id, name: profile.name, username: profile.handle, ...pick(all, fields) };
}

/** A post as X shows it: the default fields and those asked for. */
function presentPost(world: World, post: Post, now: number, fields: ReadonlySet<string>): Wire {
  const wire = toWire(world.fullText(post), post.tagsUs ? world.us.handle : null);
  const references: Json[] = [
    ...(post.replyTo ? [{ type: 'replied_to', id: post.replyTo }] : []),
    ...(post.quoteOf ? [{ type: 'quoted', id: post.quoteOf }] : []),
    ...(post.repostOf ? [{ type: 'retweeted', id: post.repostOf }] : []),
  ];
  const long = weightedLength(post.text) > LONG_POST;
  const versions = post.chain.ids.filter((id) => world.post(id, now));
  const all: Wire = {
    author_id: world.people.byHandle(post.author)?.id,
    conversation_id: post.conversationId,
    created_at: new Date(post.createdAt).toISOString(),
    in_reply_to_user_id: world.answered(post)?.id,
    lang: post.lang,
    possibly_sensitive: false,
    reply_settings: 'everyone',
    display_text_range: [0, [...wire.text].length],
    entities: { ...wire.entities },
    note_tweet: long ? { text: wire.text, entities: { ...wire.entities } } : undefined,
    referenced_tweets: references.length > 0 ? references : undefined,
    public_metrics: {
      retweet_count: post.chain.reposts,
      reply_count: post.chain.replies,
      like_count: post.chain.likes,
      quote_count: post.chain.quotes,
      bookmark_count: 0,
      impression_count: post.chain.views,
    },
    edit_controls: {
      edits_remaining: Math.max(0, 6 - versions.length),
      is_edit_eligible: false,
      editable_until: new Date(post.createdAt + 3_600_000).toISOString(),
    },
  };
  return {
    id: post.id,
    text: long ? escapeText(shorten(post.text)) : wire.text,
    edit_history_tweet_ids: versions,
    ...pick(all, fields),
  };
}

/** Posts with what was expanded beside them, and what could not be. */
export function presentPosts(
  world: World,
  posts: readonly Post[],
  now: number,
  wanted: Wanted,
): { data: Wire[]; includes?: Wire; errors?: Json[] } {
  const users = new Map<string, Profile>();
  const tweets = new Map<string, Post>();
  const errors = new Map<string, Json>();
  const addUser = (profile: Profile | undefined) => profile && users.set(profile.id, profile);
  for (const post of posts) {
    if (wanted.expansions.has('author_id')) addUser(world.people.byHandle(post.author));
    if (wanted.expansions.has('in_reply_to_user_id')) addUser(world.answered(post));
    if (wanted.expansions.has('entities.mentions.username')) {
      for (const handle of post.handles) addUser(world.people.byHandle(handle));
    }
    if (wanted.expansions.has('edit_history_tweet_ids')) {
      for (const id of post.chain.ids) {
        const version = world.post(id, now);
        if (version && id !== post.id) tweets.set(id, version);
      }
    }
    const withReferences = wanted.expansions.has('referenced_tweets.id');
    const withTheirAuthors = wanted.expansions.has('referenced_tweets.id.author_id');
    if (withReferences || withTheirAuthors) {
      for (const id of [post.replyTo, post.quoteOf, post.repostOf]) {
        if (id === null) continue;
        const referenced = world.post(id, now);
        if (!referenced) errors.set(id, notFound('tweet', 'referenced_tweets.id', id));
        else {
          if (withReferences) tweets.set(id, referenced);
          if (withTheirAuthors) addUser(world.people.byHandle(referenced.author));
        }
      }
    }
  }
  const includes: Wire = {};
  if (users.size > 0) includes.users = [...users.values()].map((user) => presentUser(user, wanted.user));
  if (tweets.size > 0) {
    includes.tweets = [...tweets.values()].map((post) => presentPost(world, post, now, wanted.tweet));
  }
  return {
    data: posts.map((post) => presentPost(world, post, now, wanted.tweet)),
    ...(Object.keys(includes).length > 0 ? { includes } : {}),
    ...(errors.size > 0 ? { errors: [...errors.values()] } : {}),
  };
}

/** A private message as X shows it: the default fields and those asked for. */
export function presentMessage(world: World, message: Message, fields: ReadonlySet<string>): Wire {
  const other = world.people.byHandle(message.with);
  const all: Wire = {
    created_at: new Date(message.createdAt).toISOString(),
    sender_id: message.fromUs ? world.us.id : other?.id,
    dm_conversation_id: conversationId(world, message.with),
  };
  return {
    id: message.id,
    event_type: 'MessageCreate',
    text: toWire(message.text, null).text,
    ...pick(all, fields),
  };
}

/** The id of our conversation with somebody: both user ids, the smaller first. */
export function conversationId(world: World, handle: string): string {
  const ids = [BigInt(world.us.id), BigInt(world.people.byHandle(handle)?.id ?? 0)];
  return ids.sort((a, b) => (a < b ? -1 : 1)).join('-');
}

function pick(all: Wire, fields: ReadonlySet<string>): Wire {
  return Object.fromEntries(
    Object.entries(all).filter(([name, value]) => value !== undefined && fields.has(name)),
  );
}

/** X cuts the text of a long post at a word; the whole is in `note_tweet`. */
function shorten(text: string): string {
  const cut = [...text].slice(0, LONG_POST - 1).join('');
  const space = cut.lastIndexOf(' ');
  return space > LONG_POST / 2 ? cut.slice(0, space) : cut;
}
