import type { Channel, DeliveryDocument } from '../core/delivery.js';
import { isProtected } from '../core/protected-address.js';
import { discordMessage, slackMessage, teamsMessage } from './chat.js';
import { bytes, cutLines, units } from './cut.js';
import { type DeliveryDeps, requireSecret, secretProblem } from './deps.js';
import type { ChannelCall } from './post.js';
import { signatureHeaders, webhookKey } from './signature.js';

/** ntfy makes an attachment of longer messages (docs.ntfy.sh/publish), bytes. */
const NTFY_LIMIT = 3_900;
/** core.telegram.org/bots/api#sendmessage */
const TELEGRAM_LIMIT = 4_096;
/** A bot's token is part of the address. */
const BOT_TOKEN = /^\d+:[\w-]{20,}$/;

/**
 * The request that carries a document over a channel that speaks HTTP.
 *
 * @throws NetworkError (auth) where a secret is missing or of no use
 */
export function callFor(
  deps: DeliveryDeps,
  channel: Exclude<Channel, { kind: 'email' }>,
  document: DeliveryDocument,
  id: string,
): ChannelCall {
  switch (channel.kind) {
    case 'slack':
      return { path: addressOf(deps, channel.id), json: slackMessage(document) };
    case 'discord':
      return { path: `${addressOf(deps, channel.id)}?wait=true`, json: discordMessage(document) };
    case 'teams':
      return { path: addressOf(deps, channel.id), json: teamsMessage(document) };
    case 'ntfy':
      return ntfyCall(deps, channel, document);
    case 'telegram':
      return telegramCall(deps, channel, document);
    case 'webhook':
      return webhookCall(deps, channel.id, document, id);
  }
}

function ntfyCall(
  deps: DeliveryDeps,
  { id, server, topic }: Extract<Channel, { kind: 'ntfy' }>,
  { subject, text, urgent }: DeliveryDocument,
): ChannelCall {
  const token = deps.secrets(id).get('token')?.trim();
  return {
    path: server,
    json: { topic, title: subject, message: cutLines(text, NTFY_LIMIT, bytes), priority: urgent ? 4 : 3 },
    headers: token ? { authorization: `Bearer ${token}` } : {},
  };
}

function telegramCall(
  deps: DeliveryDeps,
  { id, server, chat }: Extract<Channel, { kind: 'telegram' }>,
  { subject, text, urgent }: DeliveryDocument,
): ChannelCall {
  const token = requireSecret(deps, id, 'token');
  if (!BOT_TOKEN.test(token)) throw secretProblem(deps, id, 'token', 'has a token that is not whole');
  return {
    path: `${server}/bot${token}/sendMessage`,
    json: {
      chat_id: chat,
      text: cutLines(`${subject}\n\n${text}`, TELEGRAM_LIMIT, units),
      link_preview_options: { is_disabled: true },
      disable_notification: !urgent,
    },
  };
}

function webhookCall(
  deps: DeliveryDeps,
  channel: string,
  { subject, json }: DeliveryDocument,
  id: string,
): ChannelCall {
  const key = webhookKey(requireSecret(deps, channel, 'secret'));
  if (key === null) {
    throw secretProblem(
      deps,
      channel,
      'secret',
      'has a secret that is not whsec_ and 24 to 64 bytes in base64',
    );
  }
  const body = { type: 'earshot', subject, document: json };
  return {
    path: addressOf(deps, channel),
    json: body,
    headers: signatureHeaders(key, id, deps.clock(), JSON.stringify(body)),
    // Receivers know repetitions by webhook-id.
    safe: true,
  };
}

/** The address of a webhook, which is its secret: whoever has it can post. */
function addressOf(deps: DeliveryDeps, channel: string): string {
  const address = requireSecret(deps, channel, 'url');
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null || !isProtected(url)) {
    throw secretProblem(deps, channel, 'url', 'has a url that is not an https address');
  }
  return url.href;
}
