import type { Channel, DeliveryDocument } from '../core/delivery.js';
import { callFor } from './calls.js';
import type { DeliveryDeps } from './deps.js';
import { ask } from './post.js';

/** What its secrets are looked at with; it is never sent. */
const NOTHING: DeliveryDocument = { subject: '', text: '', html: null, json: null, urgent: false };

/**
 * Asks a channel that speaks HTTP what it can be asked without a message: Telegram for the chat, Discord for the
 * webhook, ntfy whether it is well. Of the others only the secrets are looked at.
 *
 * @returns whether it was asked
 * @throws NetworkError
 */
export async function checkHttpChannel(
  deps: DeliveryDeps,
  channel: Exclude<Channel, { kind: 'email' }>,
  signal: AbortSignal,
): Promise<boolean> {
  const { path } = callFor(deps, channel, NOTHING, 'check');
  const question = questionOf(channel, path);
  if (question === null) return false;
  await ask(deps, channel, question, signal);
  return true;
}

/** The address to ask; null where only a message would show. */
function questionOf(channel: Exclude<Channel, { kind: 'email' }>, path: string): string | null {
  switch (channel.kind) {
    case 'telegram':
      // core.telegram.org/bots/api#getchat
      return new URL(`getChat?chat_id=${encodeURIComponent(channel.chat)}`, path).href;
    case 'discord':
      // discord.com/developers/docs/resources/webhook: get webhook with token
      return path;
    case 'ntfy':
      // docs.ntfy.sh/publish#health
      return new URL('v1/health', `${channel.server.replace(/\/+$/, '')}/`).href;
    default:
      return null;
  }
}
