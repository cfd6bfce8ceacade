import { MINUTE } from '../../core/clock.js';
import type { Capabilities } from '../network.js';
import { keepsKeys } from './replies.js';
import { MAX_CHARACTERS, type Server } from './server.js';

/** What Mastodon can do, and what the account's server adds to that as far as it has been asked. */
export function capabilitiesOf(server: Server): Capabilities {
  const facts = server.known();
  const limit = facts?.maxCharacters ?? MAX_CHARACTERS;
  return {
    mentions: { can: true, note: 'Not from people you block or mute, nor from servers yours has cut off.' },
    replies: {
      can: true,
      note: 'They come as mentions; answers that took your name out are not told of.',
    },
    messages: {
      can: true,
      note: 'Private mentions come with the others. They are not encrypted: both servers can read them.',
    },
    search: { can: true, windowDays: null, note: searchNote(server) },
    reply: { can: true, note: 'Never seen more widely than what it answers.' },
    privateReply: { can: true, note: 'Seen by the person it is addressed to only; not encrypted.' },
    like: { can: true, note: 'Its author is told that you like it.' },
    hide: {
      can: false,
      note: 'Mastodon cannot hide an answer: mute the conversation, or mute or block its author, on the server.',
    },
    delete: { can: true, note: 'Only your own posts; other servers are asked to delete their copies.' },
    length: { limit, privateLimit: limit, counter: 'graphemes' },
    split: { can: true, note: 'Each part hangs on the one before it.' },
    // docs.joinmastodon.org, rate limits: 300 requests in five minutes; an answer takes two, to read and to write.
    pace: [{ messages: 150, per: 5 * MINUTE, of: 'any' }],
    idempotency: keepsKeys(facts?.software ?? '') ? 'key' : 'lookup',
    cost: { can: false, note: 'Mastodon costs nothing.' },
  };
}

/** What a watch hears on this server: what its people follow or have met, by hashtag; words only with luck. */
export function searchNote(server: Server): string {
  const facts = server.known();
  const tags =
    facts?.hashtags === false
      ? 'This server gives out no hashtags'
      : 'Hashtags of posts this server knows of';
  switch (server.fullText()) {
    case true:
      return `${tags}; words in posts whose authors let them be found, and in posts that concern you.`;
    case false:
      return `${tags}; its search does not find words in posts.`;
    case null:
      return `${tags}; words only where the server's search covers posts, and for authors who let theirs be found.`;
  }
}
