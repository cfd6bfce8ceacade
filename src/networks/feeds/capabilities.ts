import type { Capabilities } from '../network.js';

/** Why earshot never writes there; also the reason on every mention. */
export const READ_ONLY = 'Feed entries can only be read: answer on the page they link to';

/** What a feed is good for. */
export const CAPABILITIES: Capabilities = {
  mentions: {
    can: true,
    note: 'Every entry of the feed; where a watch names the account, only the entries that match it.',
  },
  replies: { can: false, note: 'A feed does not say what answers what.' },
  messages: { can: false, note: 'A feed has no private messages.' },
  search: {
    can: false,
    windowDays: null,
    note: 'A feed holds what its publisher puts in it. For a search of the web, let a Google Alert deliver to a feed, and add its address.',
  },
  reply: { can: false, note: `${READ_ONLY}.` },
  privateReply: { can: false, note: 'A feed has no private messages.' },
  like: { can: false, note: 'Nothing can be liked in a feed.' },
  hide: { can: false, note: 'Nothing can be hidden in a feed.' },
  delete: { can: false, note: 'Nothing in a feed is yours to delete.' },
  length: { limit: 0, privateLimit: 0, counter: 'none: nothing can be written' },
  split: { can: false, note: 'Nothing can be written there.' },
  pace: [],
  idempotency: 'none',
  cost: { can: false, note: 'Reading a feed is free.' },
};
