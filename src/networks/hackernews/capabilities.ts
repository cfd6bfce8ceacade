import type { Capabilities } from '../network.js';

/** Why earshot never writes there; also the reason on every mention. */
export const READ_ONLY = 'Hacker News has no way for apps to write: answer in a browser';

/** What Hacker News lets anybody do through its search (hn.algolia.com/api) and its item API (2026). */
export const CAPABILITIES: Capabilities = {
  mentions: {
    can: false,
    note: 'People are not tagged on Hacker News: add a watch with your name, and it is searched for.',
  },
  replies: {
    can: true,
    note: 'Comments on what you wrote there in the last two weeks, where the account has your Hacker News name.',
  },
  messages: { can: false, note: 'Hacker News has no private messages.' },
  search: {
    can: true,
    windowDays: null,
    note: 'Every public story and comment; a first poll goes back 30 days. The site is in English: watches for other languages only are left out.',
  },
  reply: { can: false, note: `${READ_ONLY}.` },
  privateReply: { can: false, note: 'Hacker News has no private messages.' },
  like: { can: false, note: 'Hacker News has no way for apps to vote.' },
  hide: { can: false, note: 'Only the moderators of Hacker News hide comments.' },
  delete: { can: false, note: 'Hacker News has no way for apps to delete.' },
  length: { limit: 0, privateLimit: 0, counter: 'none: nothing can be written' },
  split: { can: false, note: 'Nothing can be written there.' },
  pace: [],
  idempotency: 'none',
  cost: { can: false, note: 'Reading Hacker News is free.' },
};
