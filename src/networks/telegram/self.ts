import { DAY } from '../../core/clock.js';
import type { Identity, NetworkDeps } from '../network.js';
import type { Api } from './api.js';
import type { Us } from './concern.js';
import type { FactBook } from './facts.js';
import { meSchema } from './schema.js';

/** Our bot, and whether Telegram shows it every message of its groups. */
export type Bot = Us & { name: string; readsAll: boolean };

/** Asks Telegram who the token belongs to, and remembers it. @throws NetworkError */
export async function askBot(
  api: Api,
  facts: FactBook,
  deps: NetworkDeps,
  signal: AbortSignal,
): Promise<Bot> {
  const call = { method: 'getMe', purpose: 'tell which bot this is', safe: true };
  const me = await api.call(call, meSchema, signal);
  const bot: Bot = {
    nativeId: String(me.id),
    handle: me.username,
    name: me.first_name,
    readsAll: me.can_read_all_group_messages ?? false,
  };
  facts.setBot({ handle: bot.handle, name: bot.name, readsAll: bot.readsAll, askedAt: deps.clock() });
  deps.onIdentity(identityOf(bot));
  return bot;
}

/** The bot as remembered; asked for once a day, since its name and its rights can change. @throws NetworkError */
export async function knownBot(
  api: Api,
  facts: FactBook,
  deps: NetworkDeps,
  signal: AbortSignal,
): Promise<Bot> {
  const { bot } = facts.get();
  const age = deps.clock() - (bot?.askedAt ?? 0);
  if (bot === undefined || age < 0 || age > DAY) return askBot(api, facts, deps, signal);
  return { nativeId: api.botId(), handle: bot.handle, name: bot.name, readsAll: bot.readsAll };
}

/** The bot as the port has it. */
export function identityOf({ nativeId, handle, name }: Bot): Identity {
  return { nativeId, handle, name };
}
