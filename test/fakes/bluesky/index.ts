import type { NetworkFake, Written } from '../fake.js';
import { Faults } from '../faults.js';
import { startServer } from '../server.js';
import { appView } from './app-view.js';
import { Chat, type Message } from './chat.js';
import { refuse } from './refusals.js';
import { repo } from './repo.js';
import { Sessions } from './sessions.js';
import { type Post, World } from './world.js';

export interface BlueskyFakeOptions {
  /** The most items of a page; the API's own 100 when left out. */
  pageSize?: number;
  /** Whether the app password has access to private messages; yes when left out. */
  chat?: boolean;
  port?: number;
}

/** The fake, and what tests of this network alone look into. */
export interface BlueskyFake extends NetworkFake {
  url: string;
  world: World;
  chat: Chat;
}

const HANDLE = 'cafenar.bsky.social';
const PASSWORD = 'abcd-efgh-ijkl-mnop';

/**
 * Bluesky on loopback: a server that holds our account, the network's index and the chat service behind it, all on
 * one address, as strict as the lexicons.
 */
export async function startBlueskyFake(options: BlueskyFakeOptions = {}): Promise<BlueskyFake> {
  const { pageSize = 100, port = 0 } = options;
  const world = new World(HANDLE);
  const sessions = new Sessions({ did: world.us.did, handle: HANDLE }, PASSWORD, options.chat ?? true);
  const chat = new Chat(world, pageSize, () => sessions.mayChat);
  const faults = new Faults();
  const server = await startServer({
    port,
    faults,
    refuse,
    authorise: sessions.authorise,
    headers: () => ({
      'ratelimit-limit': '3000',
      'ratelimit-remaining': '2999',
      'ratelimit-policy': '3000;w=300',
    }),
    endpoints: [...sessions.endpoints(), ...appView(world, pageSize), ...repo(world), ...chat.endpoints()],
  });
  sessions.origin = server.url;
  const messageOf = (nativeId: string) => chat.messages.find((message) => idOf(message) === nativeId);

  return {
    url: server.url,
    world,
    chat,
    account: { handle: HANDLE, server: server.url, auth: 'app-password' },
    secrets: { appPassword: PASSWORD },
    arrive({ by, text, kind, createdAt, replyTo }) {
      const author = world.person(by);
      if (kind === 'message') {
        const at = createdAt === undefined ? {} : { sentAt: createdAt };
        return idOf(chat.say(chat.convoWith(author), author, text, at));
      }
      const reply = replyTo === undefined ? {} : { reply: world.answering(replyTo) };
      if (kind !== 'mention') return world.write(author, text, createdAt, reply).uri;
      const name = `@${HANDLE}`;
      const facets = [
        {
          index: { byteStart: 0, byteEnd: name.length },
          features: [{ $type: 'app.bsky.richtext.facet#mention' as const, did: world.us.did }],
        },
      ];
      return world.write(author, `${name} ${text}`, createdAt, { facets, ...reply }).uri;
    },
    writeInApp(text, { replyTo }) {
      if (replyTo === null) return world.write(world.us, text, undefined).uri;
      const message = messageOf(replyTo);
      if (message) return idOf(chat.say(message.convoId, world.us, text));
      return world.write(world.us, text, undefined, { reply: world.answering(replyTo) }).uri;
    },
    remove(nativeId) {
      const message = messageOf(nativeId);
      if (message) chat.remove(message);
      else world.posts.delete(nativeId);
    },
    written: () => [
      ...[...world.posts.values()].filter(({ throughApi }) => throughApi).map(asPost),
      ...chat.messages.filter(({ throughApi, gone }) => throughApi && !gone).map(asMessage),
    ],
    fail: (fault) => faults.add(fault),
    expireToken: () => sessions.expire(),
    revoke: () => sessions.revoke(),
    liked: (nativeId) =>
      [...world.records.values()].some(
        (record) => record.$type === 'app.bsky.feed.like' && record.subject.uri === nativeId,
      ),
    hidden: (nativeId) =>
      [...world.records.values()].some(
        (record) => record.$type === 'app.bsky.feed.threadgate' && record.hiddenReplies?.includes(nativeId),
      ),
    requests: server.requests,
    stop: server.stop,
  };
}

function idOf({ convoId, id }: Message): string {
  return `${convoId}/${id}`;
}

function asPost({ uri, record }: Post): Written {
  return { nativeId: uri, text: record.text, replyTo: record.reply?.parent.uri ?? null, private: false };
}

function asMessage(message: Message): Written {
  return { nativeId: idOf(message), text: message.text, replyTo: null, private: true };
}
