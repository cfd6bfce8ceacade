import { DAY, MINUTE } from '../../core/clock.js';
import type { Capabilities } from '../network.js';
import { MESSAGE_LIMIT, POST_LIMIT } from './length.js';

/** What X lets a self-serve app do in 2026 (docs.x.com changelog, 2026-02-23 and 2026-04-20). */
export const CAPABILITIES: Capabilities = {
  mentions: {
    can: true,
    note: 'X serves the last 800 mentions; older ones of the last seven days come from search.',
  },
  replies: { can: true, note: 'Answers that took your name out are found by search, seven days back.' },
  messages: { can: true, note: 'Thirty days back; encrypted X Chat messages are not served to apps.' },
  search: {
    can: true,
    windowDays: 7,
    note: 'Public posts of the last seven days; every post read is billed.',
  },
  reply: { can: true, note: 'Only to posts that mention or quote you; other posts open in a browser.' },
  privateReply: { can: true, note: 'Only to people who accept messages from you.' },
  like: { can: false, note: 'X took likes from self-serve apps on 2026-04-20.' },
  hide: { can: true, note: 'Only answers to your own posts.' },
  delete: { can: true, note: 'Only your own posts.' },
  length: { limit: POST_LIMIT, privateLimit: MESSAGE_LIMIT, counter: 'x-weighted' },
  split: {
    can: true,
    note: 'Every part answers the same post: X lets apps answer only who mentions or quotes them, and does not say whether they may answer themselves.',
  },
  // docs.x.com, rate limits: POST /2/tweets and POST /2/dm_conversations/with/:participant_id/messages.
  pace: [
    { messages: 100, per: 15 * MINUTE, of: 'public' },
    { messages: 10_000, per: DAY, of: 'public' },
    { messages: 15, per: 15 * MINUTE, of: 'private' },
    { messages: 1_440, per: DAY, of: 'private' },
  ],
  repeats: { can: false, note: 'X refuses a text that the account has posted lately.' },
  idempotency: 'lookup',
  cost: {
    can: true,
    note: 'X bills every post read and written; prices are in the configuration, with their date.',
  },
};
