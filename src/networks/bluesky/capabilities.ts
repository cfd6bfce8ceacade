import { DAY, HOUR } from '../../core/clock.js';
import type { Capabilities } from '../network.js';
import { MESSAGE_LIMIT, POST_LIMIT } from './length.js';

const NO_CHAT =
  'The app password was made without access to direct messages: make one with "Allow access to your direct messages".';

/**
 * What Bluesky lets an app do.
 *
 * @param chat whether the credentials may use private messages; null where that is not known yet
 */
export function capabilitiesOf(chat: boolean | null): Capabilities {
  const noChat = { can: false, note: NO_CHAT };
  return {
    mentions: { can: true, note: 'Bluesky leaves out people you muted or blocked, and answers you hid.' },
    replies: { can: true, note: 'They come with the mentions.' },
    messages:
      chat === false ? noChat : { can: true, note: 'Needs an app password with access to direct messages.' },
    search: {
      can: true,
      windowDays: null,
      note: 'All public posts that Bluesky has indexed; about the newest 10,000 of each search at a time.',
    },
    reply: { can: true, note: 'Not where the author of the thread limits who may answer.' },
    privateReply:
      chat === false ? noChat : { can: true, note: 'Only to people who accept messages from you.' },
    like: { can: true },
    hide: { can: true, note: 'Only answers in threads that you began.' },
    delete: { can: true, note: 'Only your own posts; private messages stay with their reader.' },
    length: { limit: POST_LIMIT.graphemes, privateLimit: MESSAGE_LIMIT.graphemes, counter: 'graphemes' },
    split: { can: true, note: 'Each part hangs on the one before it.' },
    // docs.bsky.app, rate limits: 5,000 points an hour and 35,000 a day; a post that is put in place costs 3.
    pace: [
      { messages: 1_666, per: HOUR, of: 'public' },
      { messages: 11_666, per: DAY, of: 'public' },
    ],
    idempotency: 'key',
    cost: { can: false, note: 'Bluesky is free of charge.' },
  };
}
