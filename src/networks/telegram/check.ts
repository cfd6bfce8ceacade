import { type CheckFinding, looking } from '../../core/check-finding.js';
import type { NetworkDeps } from '../network.js';
import type { Api } from './api.js';
import { WEBHOOK_HINT } from './errors.js';
import type { FactBook } from './facts.js';
import { webhookSchema } from './schema.js';
import { askBot, type Bot } from './self.js';

/** Everything that could stop polling and answering, and what Telegram hides. A failure is a finding too. */
export function checkAccount(
  api: Api,
  facts: FactBook,
  deps: NetworkDeps,
  signal: AbortSignal,
): Promise<CheckFinding[]> {
  return looking(async () => {
    const bot = await askBot(api, facts, deps, signal);
    const call = { method: 'getWebhookInfo', purpose: 'tell whether a webhook is set', safe: true };
    const webhook = await api.call(call, webhookSchema, signal);
    return [
      identityFinding(bot, deps.account.handle.replace(/^@/, '')),
      ...webhookFindings(webhook.url),
      groupFinding(bot),
      WINDOW,
      UNTOLD,
    ];
  });
}

function identityFinding({ handle }: Bot, configured: string): CheckFinding {
  if (configured === '' || handle.toLowerCase() === configured.toLowerCase()) {
    return { level: 'ok', code: 'identity', message: `The token belongs to the bot @${handle}.` };
  }
  return {
    level: 'error',
    code: 'identity',
    message: `The token belongs to @${handle}, but the configuration says @${configured}.`,
    hint: `Set the account's handle to ${handle}, or enter the token of @${configured}.`,
  };
}

function webhookFindings(url: string): CheckFinding[] {
  if (url === '') return [];
  const where = URL.canParse(url) ? new URL(url).host : 'another program';
  return [
    {
      level: 'error',
      code: 'webhook',
      message: `The bot's messages are sent to ${where}, so earshot cannot fetch them.`,
      hint: WEBHOOK_HINT,
    },
  ];
}

function groupFinding({ readsAll }: Bot): CheckFinding {
  if (readsAll) {
    return {
      level: 'note',
      code: 'coverage',
      message:
        'Privacy mode is off: the bot reads whole groups, and keeps mentions, answers and what a watch hears.',
    };
  }
  return {
    level: 'note',
    code: 'coverage',
    message:
      'Privacy mode is on: in groups Telegram shows the bot only commands, mentions and answers to it, unless it is an administrator there.',
    hint: 'To hear more, make the bot an administrator of the group; or send /setprivacy to @BotFather, choose Disable, then remove the bot from the group and add it again.',
  };
}

const WINDOW: CheckFinding = {
  level: 'note',
  code: 'coverage',
  message: 'Telegram keeps messages for a bot for 24 hours: what nobody fetches in that time is lost.',
  hint: 'Poll at least once a day; every few minutes is free.',
};

const UNTOLD: CheckFinding = {
  level: 'note',
  code: 'coverage',
  message:
    'Telegram never tells a bot what was deleted, and nothing of a group from before the bot came into it.',
};
