import { connectAgain } from '../../core/account-command.js';
import { SECOND } from '../../core/clock.js';
import type { HttpAnswer, HttpCall, Meaning } from '../../http/client.js';
import type { NetworkDeps } from '../network.js';
import { refusalSchema, type WireRefusal } from './schema.js';

/** How long to stay away when Telegram says "too many requests" and not for how long. */
const DEFAULT_PAUSE = 30 * SECOND;

export const SETTLE_HINT =
  'Telegram does not let a bot look at what it sent. Look in the chat, then say what you saw: earshot outbox settle NUMBER --sent, or --not-sent.';

/** Where a token comes from, for whoever needs a new one. */
export function tokenHint({ id, baseUrl }: NetworkDeps['account']): string {
  const again = connectAgain('telegram', id, { 'base-url': baseUrl });
  return `Copy the token again from @BotFather (/mybots, your bot, API Token) and enter it with: ${again}`;
}

/** What a refusal says, as far as it is in Telegram's form. */
export function readRefusal(answer: HttpAnswer): WireRefusal {
  try {
    const parsed = refusalSchema.safeParse(JSON.parse(answer.text));
    return parsed.success ? parsed.data : {};
  } catch {
    return {};
  }
}

/** Until when the next request would be refused, ms UTC; null where it would not. */
export function blockedUntil(answer: HttpAnswer, now: number): number | null {
  if (answer.status !== 429) return null;
  const seconds = readRefusal(answer).parameters?.retry_after;
  return now + (seconds === undefined ? DEFAULT_PAUSE : seconds * SECOND);
}

/** Telegram begins with it. */
const STATUS_NAME = /^(?:Bad Request|Forbidden|Conflict|Unauthorized|Too Many Requests): /;

/** A refusal in words a shop owner understands, with what to do about it. */
export function interpret(
  answer: HttpAnswer,
  call: HttpCall,
  account: NetworkDeps['account'],
  now: number,
): Meaning {
  const refusal = readRefusal(answer);
  const told = (refusal.description ?? '').replace(STATUS_NAME, '');
  const said = told === '' ? '' : ` ("${told.replace(/\.$/, '').slice(0, 300)}")`;
  const to = call.purpose;
  switch (answer.status) {
    case 401:
      return {
        kind: 'auth',
        message: `Telegram refused to ${to}: the bot token is wrong or was revoked.`,
        hint: tokenHint(account),
      };
    case 404:
    case 410:
      return {
        kind: 'not-found',
        message: `Telegram has nothing at the address earshot used to ${to}${said}.`,
        hint: `If this goes on, the token may be damaged. ${tokenHint(account)}`,
      };
    case 409:
      return conflict(told, to);
    case 429:
      return {
        kind: 'rate-limit',
        message: `Telegram asks earshot to wait before it may ${to} again.`,
        retryAt: blockedUntil(answer, now) ?? now + DEFAULT_PAUSE,
        hint: 'Poll less often, or let the next run go on from here: nothing is lost.',
      };
    default:
  }
  if (answer.status >= 500) {
    const hint = call.safe === true ? 'Telegram has trouble; try again in a few minutes.' : SETTLE_HINT;
    return { kind: 'server', message: `Telegram failed to ${to} (status ${answer.status})${said}.`, hint };
  }
  const known = CAUSES.find(({ told: pattern }) => pattern.test(told));
  if (known === undefined) {
    const kind = answer.status === 403 ? 'forbidden' : 'rejected';
    const message = `Telegram refused to ${to} (status ${answer.status})${said}.`;
    return {
      kind,
      message,
      hint: 'Look at the chat in Telegram: is the bot still in it, and may it write there?',
    };
  }
  return { kind: known.kind, message: `Telegram refused to ${to}: ${known.why}.`, hint: known.hint };
}

function conflict(told: string, to: string): Meaning {
  if (/webhook/i.test(told)) {
    return {
      kind: 'rejected',
      message: `Telegram refused to ${to}: the bot's messages are sent to a webhook, so they cannot be fetched.`,
      hint: WEBHOOK_HINT,
    };
  }
  return {
    kind: 'rejected',
    message: `Telegram refused to ${to}: another program fetches this bot's messages at the same time.`,
    hint: 'Only one program can listen with a bot. Stop the other one, or make a bot of its own for earshot with @BotFather.',
  };
}

export const WEBHOOK_HINT =
  "Stop the program that uses the webhook, or take the webhook away: open https://api.telegram.org/botTOKEN/deleteWebhook in a browser, with the bot's token in place of TOKEN. That program then gets no messages any more.";

/** Refusals that Telegram tells in words only, most telling first. */
const CAUSES: readonly { told: RegExp; kind: Meaning['kind']; why: string; hint: string }[] = [
  {
    told: /bot was blocked by the user/,
    kind: 'forbidden',
    why: 'this person has blocked the bot',
    hint: 'Answer in a group you share, if there is one, or leave it.',
  },
  {
    told: /user is deactivated/,
    kind: 'forbidden',
    why: 'this person has left Telegram',
    hint: 'Nobody would read an answer: mark the mention as done.',
  },
  {
    told: /can't initiate conversation|PEER_ID_INVALID/i,
    kind: 'forbidden',
    why: 'a bot may write only to people who have started a chat with it',
    hint: 'Answer in the group, and ask them there to write to the bot.',
  },
  {
    told: /bot was kicked|bot is not a member|have no rights|not enough rights|CHAT_WRITE_FORBIDDEN|need administrator rights/i,
    kind: 'forbidden',
    why: 'the bot is no longer in this group, or may not do this there',
    hint: 'Ask an administrator of the group to add the bot again and to let it send messages.',
  },
  {
    told: /TOPIC_CLOSED/,
    kind: 'forbidden',
    why: 'this topic of the group is closed',
    hint: 'Ask an administrator of the group to open it, or answer in another topic.',
  },
  {
    told: /REACTION_INVALID/,
    kind: 'forbidden',
    why: 'this group does not allow that reaction',
    hint: 'Answer in words instead.',
  },
  {
    told: /upgraded to a supergroup/,
    kind: 'not-found',
    why: 'the group has become a supergroup, and its older messages cannot be reached any more',
    hint: 'Answer in the app, or to a newer message.',
  },
  {
    told: /message to be replied not found|message to react not found|message to delete not found|MESSAGE_ID_INVALID/i,
    kind: 'not-found',
    why: 'the message is gone',
    hint: 'It was probably deleted: mark the mention as done.',
  },
  {
    told: /chat not found/,
    kind: 'not-found',
    why: 'the bot does not know this chat',
    hint: 'The person must start a chat with the bot first, or an administrator must add it to the group.',
  },
  {
    told: /message can't be deleted/,
    kind: 'forbidden',
    why: 'it is older than 48 hours, or not the bot’s own',
    hint: 'Delete it in the app.',
  },
  {
    told: /message is too long/,
    kind: 'rejected',
    why: 'the text is longer than 4,096 characters',
    hint: 'Shorten it.',
  },
  {
    told: /message text is empty|text must be non-empty/,
    kind: 'rejected',
    why: 'the text is empty',
    hint: 'Write something that can be seen.',
  },
];
