import * as z from 'zod';
import { type Endpoint, endpoint, Refusal } from '../server.js';
import { idOf, type Message, type World } from './world.js';

/** In units of UTF-16, which is the strictest reading of what Telegram documents; white space is cut off first. */
const LONGEST = 4_096;
const DELETABLE = 48 * 3_600;

const chatId = z.number().int();
const messageId = z.number().int().positive();
const UPDATE_KINDS = [
  'message',
  'edited_message',
  'channel_post',
  'edited_channel_post',
  'message_reaction',
  'callback_query',
  'my_chat_member',
  'chat_member',
] as const;
const REACTIONS = ['👍', '👎', '❤', '🔥', '🥰', '👏', '😁', '🤔', '🎉', '🙏', '👌', '💯'] as const;

const updatesBody = z.strictObject({
  offset: z.number().int().positive().optional(),
  limit: z.number().int().min(1).max(100).optional(),
  timeout: z.number().int().min(0).max(50).optional(),
  allowed_updates: z.array(z.enum(UPDATE_KINDS)).optional(),
});
const sendBody = z.strictObject({
  chat_id: chatId,
  text: z.string(),
  reply_parameters: z
    .strictObject({ message_id: messageId, allow_sending_without_reply: z.boolean().optional() })
    .optional(),
  link_preview_options: z.strictObject({ is_disabled: z.boolean().optional() }).optional(),
});
const reactionBody = z.strictObject({
  chat_id: chatId,
  message_id: messageId,
  reaction: z
    .array(z.strictObject({ type: z.literal('emoji'), emoji: z.enum(REACTIONS) }))
    .max(1)
    .optional(),
});
const deleteBody = z.strictObject({ chat_id: chatId, message_id: messageId });
const chatBody = z.strictObject({ chat_id: chatId });
const nothing = z.strictObject({});

/** The methods of the Bot API that earshot uses. */
export function methodsOf(world: World, pageSize: number): Endpoint[] {
  const method = <Body>(
    name: string,
    body: z.ZodType<Body>,
    handle: (body: Body) => unknown,
    fault?: 'read' | 'write',
  ) =>
    endpoint<Record<string, never>, Body>({
      method: 'POST',
      path: `/bot:token/${name}`,
      name,
      body,
      ...(fault ? { fault } : {}),
      handle: ({ body: given }) => ({ json: { ok: true, result: handle(given) } }),
    });
  return [
    method('getMe', nothing, () => ({ ...world.bot, can_read_all_group_messages: world.options.readsAll })),
    method('getUpdates', updatesBody, (body) => getUpdates(world, pageSize, body), 'read'),
    method('getWebhookInfo', nothing, () => ({ url: world.webhook, pending_update_count: world.pending() })),
    method('getChatAdministrators', chatBody, ({ chat_id }) => administrators(world, chat_id)),
    method('getChat', chatBody, ({ chat_id }) => {
      const linked = chat_id === world.group.id ? { linked_chat_id: world.channel.id } : {};
      return { ...known(world, chat_id), ...linked };
    }),
    method('sendMessage', sendBody, (body) => sendMessage(world, body), 'write'),
    method('setMessageReaction', reactionBody, (body) => react(world, body)),
    method('deleteMessage', deleteBody, (body) => deleteMessage(world, body)),
  ];
}

/** A refusal as Telegram words it. */
export function refused(status: number, description: string, parameters?: object): Refusal {
  const json = { ok: false, error_code: status, description, ...(parameters ? { parameters } : {}) };
  return new Refusal({ status, json });
}

function getUpdates(world: World, pageSize: number, body: z.infer<typeof updatesBody>): object[] {
  if (world.webhook !== '') {
    const use =
      "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first";
    throw refused(409, `Conflict: ${use}`);
  }
  if (world.contested) {
    const why = 'terminated by other getUpdates request; make sure that only one bot instance is running';
    throw refused(409, `Conflict: ${why}`);
  }
  const limit = Math.min(body.limit ?? 100, pageSize);
  return world.updates(body.offset, limit, body.allowed_updates ?? UPDATE_KINDS);
}

function administrators(world: World, chat: number): object[] {
  if (known(world, chat).type === 'private') {
    throw refused(400, 'Bad Request: there are no administrators in the private chat');
  }
  const bots = world.options.administrator ? [{ status: 'administrator', user: world.bot }] : [];
  return [{ status: 'creator', user: world.owner, is_anonymous: false }, ...bots];
}

function known(world: World, id: number) {
  const moved = world.moved.get(id);
  if (moved !== undefined) {
    const why = 'Bad Request: group chat was upgraded to a supergroup chat';
    throw refused(400, why, { migrate_to_chat_id: moved });
  }
  const chat = world.knows(id);
  if (!chat) throw refused(400, 'Bad Request: chat not found');
  return chat;
}

function sendMessage(world: World, body: z.infer<typeof sendBody>): Message {
  const chat = known(world, body.chat_id);
  if (chat.type === 'private' && !world.started.has(chat.id)) {
    throw refused(403, "Forbidden: bot can't initiate conversation with a user");
  }
  if (world.blocked.has(chat.id)) throw refused(403, 'Forbidden: bot was blocked by the user');
  const text = body.text.trim();
  if (text === '') throw refused(400, 'Bad Request: message text is empty');
  if (text.length > LONGEST) throw refused(400, 'Bad Request: message is too long');
  const wanted = body.reply_parameters?.message_id;
  const parent = wanted === undefined ? undefined : world.messages.get(`${chat.id}/${wanted}`);
  if (wanted !== undefined && !parent) throw refused(400, 'Bad Request: message to be replied not found');
  return world.post(chat, { from: world.bot, text, ...(parent ? { reply_to_message: parent } : {}) });
}

function react(world: World, { chat_id, message_id, reaction }: z.infer<typeof reactionBody>): true {
  const id = idOf({ chat: known(world, chat_id), message_id });
  if (!world.messages.has(id)) throw refused(400, 'Bad Request: message to react not found');
  const [wanted] = reaction ?? [];
  if (wanted) world.reactions.set(id, wanted.emoji);
  else world.reactions.delete(id);
  return true;
}

function deleteMessage(world: World, { chat_id, message_id }: z.infer<typeof deleteBody>): true {
  const id = idOf({ chat: known(world, chat_id), message_id });
  const message = world.messages.get(id);
  if (!message) throw refused(400, 'Bad Request: message to delete not found');
  const ours = message.from?.id === world.bot.id;
  const fresh = world.options.clock() / 1_000 - message.date < DELETABLE;
  if (!ours || !fresh) throw refused(400, "Bad Request: message can't be deleted for everyone");
  world.messages.delete(id);
  return true;
}
