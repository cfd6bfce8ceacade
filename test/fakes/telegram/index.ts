import type { Arrival, NetworkFake, Written } from '../fake.js';
import { Faults } from '../faults.js';
import { type FakeRequest, type RefusalCause, startServer } from '../server.js';
import { methodsOf, refused } from './methods.js';
import { idOf, type Message, World, type WorldOptions } from './world.js';

export interface TelegramFakeOptions extends Partial<WorldOptions> {
  pageSize?: number;
  /** 0, the default, takes a free one. */
  port?: number;
}

export interface TelegramFake extends NetworkFake {
  world: World;
}

const DESCRIPTIONS: Readonly<Record<number, string>> = {
  401: 'Unauthorized',
  403: 'Forbidden: bot was kicked from the supergroup chat',
  404: 'Not Found',
  405: 'Method Not Allowed',
  502: 'Bad Gateway',
};

/** The Bot API for one bot, in a supergroup of the business and in private chats. */
export async function startTelegramFake(options: TelegramFakeOptions = {}): Promise<TelegramFake> {
  const { pageSize = 100, clock = Date.now, administrator = true, readsAll = false } = options;
  const world = new World({ clock, administrator, readsAll });
  const faults = new Faults();
  const server = await startServer({
    ...(options.port === undefined ? {} : { port: options.port }),
    faults,
    endpoints: methodsOf(world, pageSize),
    refuse: (cause) => refusalOf(cause, clock()),
    authorise: (request) => authorise(world, request),
  });

  return {
    world,
    url: server.url,
    account: { handle: 'cafenar_bot', auth: 'token', baseUrl: server.url },
    secrets: { token: world.token },
    arrive: (arrival) => idOf(arrive(world, arrival)),
    writeInApp(text, { replyTo }) {
      const parent = replyTo === null ? null : messageOf(world, replyTo);
      const message = world.post(parent?.chat ?? world.group, {
        from: world.owner,
        text,
        ...(parent ? { reply_to_message: parent } : {}),
      });
      world.deliver('message', message);
      return idOf(message);
    },
    edit(nativeId, text) {
      const message = messageOf(world, nativeId);
      const edited = {
        ...message,
        ...worded(world, text, message.entities !== undefined),
        edit_date: Math.floor(clock() / 1_000),
      };
      world.messages.set(nativeId, edited);
      world.deliver('edited_message', edited);
    },
    remove: (nativeId) => {
      world.messages.delete(nativeId);
    },
    written: () =>
      [...world.messages.values()].filter(({ from }) => from?.id === world.bot.id).map(toWritten),
    fail: (fault) => faults.add(fault),
    revoke: () => {
      world.revoked = true;
    },
    liked: (nativeId) => world.reactions.has(nativeId),
    requests: server.requests,
    stop: server.stop,
  };
}

function arrive(world: World, { by, text, kind, createdAt, replyTo }: Arrival): Message {
  const person = world.person(by);
  const at = createdAt ?? world.options.clock();
  const message = world.post(kind === 'message' ? world.chatWith(person) : world.group, {
    from: person,
    date: Math.floor(at / 1_000),
    ...worded(world, text, kind === 'mention'),
    ...(replyTo === undefined ? {} : { reply_to_message: messageOf(world, replyTo) }),
  });
  world.deliver('message', message, at);
  return message;
}

/** The text, with our name in front where it is to be named. */
function worded(world: World, text: string, named: boolean): { text: string; entities?: object[] } {
  const name = `@${world.bot.username}`;
  if (!named) return { text };
  return { text: `${name} ${text}`, entities: [{ type: 'mention', offset: 0, length: name.length }] };
}

function messageOf(world: World, nativeId: string): Message {
  const message = world.messages.get(nativeId);
  if (message) return message;
  throw new Error(`this Telegram has no message ${nativeId}`);
}

function toWritten(message: Message): Written {
  const parent = message.reply_to_message;
  return {
    nativeId: idOf(message),
    text: message.text ?? '',
    replyTo: parent === undefined ? null : idOf(parent),
    private: message.chat.type === 'private',
  };
}

/** A token of another shape is an address nobody serves; one of the right shape is unknown. */
function authorise(world: World, { params }: FakeRequest): void {
  if (!/^\d+:[\w-]{20,}$/.test(params.token ?? '')) throw refused(404, 'Not Found');
  if (world.revoked || params.token !== world.token) throw refused(401, 'Unauthorized');
}

function refusalOf({ status, retryAt, detail }: RefusalCause, now: number) {
  if (retryAt !== undefined) {
    const seconds = Math.ceil((retryAt - now) / 1_000);
    const description = `Too Many Requests: retry after ${seconds}`;
    return refused(429, description, { retry_after: seconds }).answer;
  }
  return refused(status, detail === undefined ? (DESCRIPTIONS[status] ?? 'Error') : `Bad Request: ${detail}`)
    .answer;
}
