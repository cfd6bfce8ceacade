import * as z from 'zod';
import { CHANNEL_KINDS, type Channel, DELIVERABLES } from '../core/delivery.js';
import { isServer, serverOrigin } from './addresses.js';
import { checked, text } from './fields.js';
import { choice, strict } from './wording.js';

const CHANNEL_ID = /^[A-Za-z0-9][A-Za-z0-9_-]*$/;
const ADDRESS = /^[^\s@<>,;]+@[^\s@<>,;]+$/;
const TOPIC = /^[\w-]{1,64}$/;

const address = checked(
  ADDRESS,
  "is not an e-mail address. Write it as 'owner@example.org'.",
  'An e-mail address',
);

/** One way to reach the owner, as the configuration writes it. */
const channelSchema = strict({
  id: checked(
    CHANNEL_ID,
    'cannot be the name of a channel. Use letters, digits, - and _, starting with a letter or digit.',
    'What commands and reports call this channel, and the name its secrets are kept under',
  ),
  kind: choice(CHANNEL_KINDS, 'a kind of channel', { mail: 'email', smtp: 'email' }).describe(
    'How it reaches you',
  ),
  carries: z
    .array(choice(DELIVERABLES, 'something a channel carries'))
    .min(1)
    .default([...DELIVERABLES])
    .describe('What it brings you'),
  from: address.optional().describe('email: the address it is sent from'),
  to: z.array(address).min(1).optional().describe('email: the addresses it is sent to'),
  host: text('email: the mail server, such as smtp.example.org').optional(),
  port: z
    .number()
    .int()
    .min(1)
    .max(65_535)
    .optional()
    .describe('email: its port; 465 with secure, otherwise 587'),
  secure: z
    .boolean()
    .optional()
    .describe('email: true for TLS from the first byte; otherwise the connection is made secure by STARTTLS'),
  user: text('email: who signs in; nobody when left out').optional(),
  topic: checked(
    TOPIC,
    'is not a topic of ntfy. Use up to 64 letters, digits, - and _.',
    'ntfy: the topic',
  ).optional(),
  server: checked(
    isServer,
    "is not a server's address. Write it as 'https://ntfy.example.org'.",
    "ntfy, telegram: another server than the service's own",
  )
    .overwrite(serverOrigin)
    .optional(),
  chat: text('telegram: the id of the chat, or @name of the channel, the bot writes to').optional(),
});

/** How the owner is reached outside the terminal. */
export const deliverySchema = strict({
  channels: z.array(channelSchema).default([]).describe('Ways to reach you'),
}).prefault({});

type Written = z.output<typeof channelSchema>;
type Kind = Written['kind'];
type Key = Exclude<keyof Written, 'id' | 'kind' | 'carries'>;

/** What each kind must have, and what it may. */
const KEYS: Readonly<Record<Kind, { needs: readonly Key[]; knows: readonly Key[] }>> = {
  email: { needs: ['from', 'to', 'host'], knows: ['port', 'secure', 'user'] },
  slack: { needs: [], knows: [] },
  discord: { needs: [], knows: [] },
  teams: { needs: [], knows: [] },
  ntfy: { needs: ['topic'], knows: ['server'] },
  telegram: { needs: ['chat'], knows: ['server'] },
  webhook: { needs: [], knows: [] },
};

const looseChannel = z.looseObject({ kind: z.enum(CHANNEL_KINDS) });

/**
 * What a channel of its kind lacks, or knows nothing of.
 *
 * @param raw the channel as written
 * @returns problems whose path is the key in the channel
 */
export function channelProblems(raw: unknown): { path: string; message: string }[] {
  const parsed = looseChannel.safeParse(raw);
  if (!parsed.success) return [];
  const { kind } = parsed.data;
  const { needs, knows } = KEYS[kind];
  const given = Object.keys(channelSchema.shape).filter((key) => parsed.data[key] !== undefined);
  const missing = needs.filter((key) => !given.includes(key));
  const known: readonly string[] = ['id', 'kind', 'carries', ...needs, ...knows];
  return [
    ...missing.map((path) => ({ path, message: `is missing. A channel of kind ${kind} needs it.` })),
    ...given
      .filter((key) => !known.includes(key))
      .map((path) => ({ path, message: `does not belong to a channel of kind ${kind}. Delete it.` })),
  ];
}

/** A channel that was checked, with the defaults of its kind. */
export function toChannel(written: Written): Channel {
  const { id, kind, carries } = written;
  switch (kind) {
    case 'email': {
      const secure = written.secure ?? written.port === 465;
      return {
        id,
        kind,
        carries,
        from: written.from ?? '',
        to: written.to ?? [],
        host: written.host ?? '',
        port: written.port ?? (secure ? 465 : 587),
        secure,
        user: written.user ?? null,
      };
    }
    case 'ntfy':
      return { id, kind, carries, server: written.server ?? 'https://ntfy.sh', topic: written.topic ?? '' };
    case 'telegram':
      return {
        id,
        kind,
        carries,
        server: written.server ?? 'https://api.telegram.org',
        chat: written.chat ?? '',
      };
    default:
      return { id, kind, carries };
  }
}
