import * as z from 'zod';
import { type Endpoint, endpoint, type FakeRequest, listOf } from '../server.js';
import { refusal } from './refusals.js';
import { type Facet, facetSchema, fits, rightFacets } from './rich-text.js';
import type { Person, World } from './world.js';

const PROXY = 'did:web:api.bsky.chat#bsky_chat';
const DEFS = 'chat.bsky.convo.defs';

export interface Message {
  id: string;
  convoId: string;
  sender: Person;
  text: string;
  facets: Facet[] | undefined;
  /** ms UTC */
  sentAt: number;
  gone: boolean;
  throughApi: boolean;
}

interface Event {
  rev: string;
  name: 'logCreateMessage' | 'logDeleteMessage' | 'logBeginConvo';
  convoId: string;
  message?: Message;
}

/** The chat service: conversations of our account with one other each, and the log of what happens in them. */
export class Chat {
  readonly messages: Message[] = [];
  readonly #world: World;
  readonly #log: Event[] = [];
  readonly #convos = new Map<string, Person>();
  readonly #pageSize: number;
  readonly #mayChat: () => boolean;

  constructor(world: World, pageSize: number, mayChat: () => boolean) {
    this.#world = world;
    this.#pageSize = pageSize;
    this.#mayChat = mayChat;
  }

  /** The conversation with somebody. */
  convoWith(person: Person): string {
    const known = [...this.#convos].find(([, { did }]) => did === person.did);
    if (known) return known[0];
    const id = this.#world.tids.next();
    this.#convos.set(id, person);
    this.#log.push({ rev: this.#world.tids.next(), name: 'logBeginConvo', convoId: id });
    return id;
  }

  say(
    convoId: string,
    sender: Person,
    text: string,
    more: Partial<Pick<Message, 'facets' | 'sentAt' | 'throughApi'>> = {},
  ): Message {
    const { facets, sentAt = Date.now(), throughApi = false } = more;
    const id = this.#world.tids.next();
    const message = { id, convoId, sender, text, facets, sentAt, gone: false, throughApi };
    this.messages.push(message);
    this.#log.push({ rev: this.#world.tids.next(), name: 'logCreateMessage', convoId, message });
    return message;
  }

  remove(message: Message): void {
    message.gone = true;
    this.#log.push({
      rev: this.#world.tids.next(),
      name: 'logDeleteMessage',
      convoId: message.convoId,
      message,
    });
  }

  #require({ headers }: FakeRequest): void {
    if (headers['atproto-proxy'] !== PROXY) {
      throw refusal(404, 'XRPCNotSupported', 'XRPCNotSupported');
    }
    if (!this.#mayChat()) throw refusal(400, 'InvalidToken', 'Bad token method');
  }

  #view({ id, sender, text, facets, sentAt, gone }: Message) {
    const common = { id, rev: id, sender: { did: sender.did }, sentAt: new Date(sentAt).toISOString() };
    return gone
      ? { $type: `${DEFS}#deletedMessageView`, ...common }
      : { $type: `${DEFS}#messageView`, ...common, text, facets };
  }

  #convoView(id: string, person: Person) {
    const last = this.messages.findLast(({ convoId }) => convoId === id);
    return {
      id,
      rev: last?.id ?? id,
      members: [this.#world.us, person].map((one) => this.#world.basic(one)),
      ...(last && { lastMessage: this.#view(last) }),
      muted: false,
      status: 'accepted',
      unreadCount: 0,
    };
  }

  endpoints(): Endpoint[] {
    const read = { method: 'GET' as const, fault: 'read' as const };
    const limit = z.coerce.number().int().min(1).max(100).optional();
    const cursor = z.string().min(1).optional();
    const size = (given: number | undefined) => Math.min(given ?? 50, this.#pageSize);
    return [
      endpoint({
        ...read,
        path: '/xrpc/chat.bsky.convo.getLog',
        name: 'getLog',
        query: z.strictObject({ cursor }),
        handle: (request) => {
          this.#require(request);
          // Without a cursor the log begins now.
          const after = request.query.cursor ?? this.#log.at(-1)?.rev ?? '2222222222222';
          const events = this.#log.filter(({ rev }) => rev > after).slice(0, this.#pageSize);
          const logs = events.map(({ rev, name, convoId, message }) => ({
            $type: `${DEFS}#${name}`,
            rev,
            convoId,
            ...(message && { message: this.#view(message) }),
          }));
          return { json: { cursor: events.at(-1)?.rev ?? after, logs } };
        },
      }),
      endpoint({
        ...read,
        path: '/xrpc/chat.bsky.convo.listConvos',
        name: 'listConvos',
        query: z.strictObject({
          limit,
          cursor,
          readState: z.literal('unread').optional(),
          status: z.enum(['request', 'accepted']).optional(),
        }),
        handle: (request) => {
          this.#require(request);
          const all = [...this.#convos].map(([id, person]) => this.#convoView(id, person));
          all.sort((a, b) => (b.rev < a.rev ? -1 : 1));
          const rest = all.filter(
            ({ rev }) => request.query.cursor === undefined || rev < request.query.cursor,
          );
          const convos = rest.slice(0, size(request.query.limit));
          return { json: { ...(convos.length < rest.length && { cursor: convos.at(-1)?.rev }), convos } };
        },
      }),
      endpoint({
        ...read,
        path: '/xrpc/chat.bsky.convo.getMessages',
        name: 'getMessages',
        query: z.strictObject({ convoId: z.string(), limit, cursor }),
        handle: (request) => {
          this.#require(request);
          const { convoId, cursor: before } = request.query;
          if (!this.#convos.has(convoId)) throw refusal(400, 'InvalidConvo', 'Convo not found');
          const all = this.messages.filter((message) => message.convoId === convoId).toReversed();
          const rest = all.filter(({ id }) => before === undefined || id < before);
          const page = rest.slice(0, size(request.query.limit));
          return {
            json: {
              ...(page.length < rest.length && { cursor: page.at(-1)?.id }),
              messages: page.map((message) => this.#view(message)),
            },
          };
        },
      }),
      endpoint({
        ...read,
        path: '/xrpc/chat.bsky.convo.getConvoForMembers',
        name: 'getConvoForMembers',
        query: z.strictObject({
          members: listOf(z.string().startsWith('did:')).pipe(z.array(z.string()).max(10)),
        }),
        handle: (request) => {
          this.#require(request);
          const [other] = request.query.members.filter((did) => did !== this.#world.us.did);
          const person = other === undefined ? undefined : this.#world.find(other);
          if (person === undefined) throw refusal(400, 'RecipientNotFound', 'Recipient not found');
          const id = this.convoWith(person);
          return { json: { convo: this.#convoView(id, person) } };
        },
      }),
      endpoint({
        method: 'POST',
        path: '/xrpc/chat.bsky.convo.sendMessage',
        name: 'sendMessage',
        fault: 'write',
        body: z.strictObject({
          convoId: z.string(),
          message: z
            .strictObject({ text: z.string(), facets: z.array(facetSchema).optional() })
            .refine(({ text }) => fits(text, 1_000, 10_000), {
              error: 'text must not be longer than 1000 graphemes',
            })
            .refine(rightFacets, { error: 'a facet does not lie on the characters of the text' }),
        }),
        handle: (request) => {
          this.#require(request);
          const { convoId, message } = request.body;
          if (!this.#convos.has(convoId)) throw refusal(400, 'InvalidConvo', 'Convo not found');
          const said = this.say(convoId, this.#world.us, message.text, {
            facets: message.facets,
            throughApi: true,
          });
          return { json: this.#view(said) };
        },
      }),
    ];
  }
}
