import * as z from 'zod';

/** The wire, as far as earshot uses it: unknown fields pass, used ones must be what the Bot API documents. */
const whole = z.number().int();
const present = z.unknown().optional();

const userSchema = z.object({
  id: whole,
  is_bot: z.boolean(),
  first_name: z.string(),
  last_name: z.string().optional(),
  username: z.string().min(1).optional(),
});

const chatSchema = z.object({
  id: whole,
  type: z.enum(['private', 'group', 'supergroup', 'channel']),
  title: z.string().optional(),
  username: z.string().min(1).optional(),
});
export type WireChat = z.infer<typeof chatSchema>;

const entitySchema = z.object({
  type: z.string(),
  /** UTF-16 units. */
  offset: whole.nonnegative(),
  length: whole.nonnegative(),
  user: z.object({ id: whole }).optional(),
});
export type WireEntity = z.infer<typeof entitySchema>;

const parentSchema = z.object({
  message_id: whole,
  from: z.object({ id: whole }).optional(),
  is_automatic_forward: z.boolean().optional(),
  forum_topic_created: present,
});

const originSchema = z.object({
  sender_user: z.object({ first_name: z.string(), last_name: z.string().optional() }).optional(),
  sender_user_name: z.string().optional(),
  sender_chat: z.object({ title: z.string().optional() }).optional(),
  chat: z.object({ title: z.string().optional() }).optional(),
});

const messageSchema = z.object({
  message_id: whole,
  message_thread_id: whole.optional(),
  is_topic_message: z.boolean().optional(),
  from: userSchema.optional(),
  sender_chat: chatSchema.optional(),
  /** Seconds. */
  date: whole.positive(),
  edit_date: whole.positive().optional(),
  chat: chatSchema,
  forward_origin: originSchema.optional(),
  is_automatic_forward: z.boolean().optional(),
  reply_to_message: parentSchema.optional(),
  text: z.string().optional(),
  entities: z.array(entitySchema).optional(),
  caption: z.string().optional(),
  caption_entities: z.array(entitySchema).optional(),
  sticker: z.object({ emoji: z.string().optional() }).optional(),
  dice: z.object({ emoji: z.string(), value: whole }).optional(),
  contact: z.object({ first_name: z.string(), last_name: z.string().optional() }).optional(),
  venue: z.object({ title: z.string(), address: z.string() }).optional(),
  location: z.object({ latitude: z.number(), longitude: z.number() }).optional(),
  poll: z.object({ question: z.string() }).optional(),
  document: z.object({ file_name: z.string().optional() }).optional(),
  photo: present,
  live_photo: present,
  video: present,
  animation: present,
  audio: present,
  voice: present,
  video_note: present,
  story: present,
  game: present,
  paid_media: present,
  checklist: present,
  migrate_to_chat_id: whole.optional(),
});
export type WireMessage = z.infer<typeof messageSchema>;

export const updateSchema = z.object({
  message: messageSchema.optional(),
  edited_message: messageSchema.optional(),
  my_chat_member: z.object({ chat: chatSchema, date: whole.positive() }).optional(),
});

/** Only what confirming needs is required of every update: one that is odd must not hold up the others. */
export const updatesSchema = z.array(z.looseObject({ update_id: whole.positive() }));
export type WireUpdate = z.infer<typeof updatesSchema>[number];

export const meSchema = userSchema.extend({
  username: z.string().min(1),
  can_read_all_group_messages: z.boolean().optional(),
});

export const sentSchema = z.object({ message_id: whole, date: whole.positive(), chat: chatSchema });
export const doneSchema = z.literal(true);
export const administratorsSchema = z.array(z.object({ user: z.object({ id: whole }) }));
export const fullChatSchema = z.object({ linked_chat_id: whole.optional() });
export const webhookSchema = z.object({ url: z.string(), pending_update_count: whole.optional() });

/** A refusal. */
export const refusalSchema = z.object({
  description: z.string().optional(),
  parameters: z
    .object({ retry_after: z.number().nonnegative().optional(), migrate_to_chat_id: whole.optional() })
    .optional(),
});
export type WireRefusal = z.infer<typeof refusalSchema>;
