import { MINUTE, SECOND } from '../../core/clock.js';
import type { Capabilities } from '../network.js';

/** What Telegram takes in one message; counted in UTF-16 units, which is never less than Telegram counts. */
export const TEXT_LIMIT = 4_096;

/** What the Bot API lets a bot do (core.telegram.org/bots/api, 2026). */
export const CAPABILITIES: Capabilities = {
  mentions: {
    can: true,
    note: 'Only in chats the bot is in, and only what is less than 24 hours old: poll at least once a day. Telegram never tells a bot what was deleted.',
  },
  replies: {
    can: true,
    note: 'Answers to the bot. What you answer with your own account is seen in groups where the bot is an administrator.',
  },
  messages: { can: true, note: 'Messages people send to the bot itself.' },
  search: {
    can: false,
    windowDays: null,
    note: 'Telegram lets no bot search. Watches are heard in groups where the bot may read every message.',
  },
  reply: { can: true, note: 'In groups the bot is still in.' },
  privateReply: {
    can: true,
    note: 'Only to people who have started a chat with the bot.',
    onlyAfterTheirs: 'they have not started a chat with the bot; ask them in the group to write to it',
  },
  like: { can: true, note: 'A thumbs-up, where the group allows that reaction.' },
  hide: {
    can: false,
    note: 'Telegram cannot hide a message; an administrator can delete it in the app.',
  },
  delete: { can: true, note: "Only the bot's own messages, for 48 hours." },
  length: { limit: TEXT_LIMIT, privateLimit: TEXT_LIMIT, counter: 'utf16' },
  split: { can: true, note: 'Each part is a message of its own, at least a second after the one before it.' },
  // core.telegram.org/bots/faq: one message a second in a chat, twenty a minute in a group, thirty a second in all.
  pace: [
    { messages: 1, per: SECOND, of: 'any', each: 'conversation' },
    { messages: 20, per: MINUTE, of: 'public', each: 'conversation' },
    { messages: 30, per: SECOND, of: 'any' },
  ],
  idempotency: 'none',
  cost: { can: false, note: 'Telegram bots are free.' },
};
