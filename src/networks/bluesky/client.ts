import { createHttpClient, type HttpCall, type Schema } from '../../http/client.js';
import { misfitOf } from '../../http/misfit.js';
import type { AccountMemory, NetworkDeps } from '../network.js';
import { againOf, interpret, isBadScope, isRefusedToken, problemOf } from './errors.js';
import { blockedUntil } from './limits.js';
import { whoSchema } from './schema.js';
import { type Facts, openSession } from './session.js';

/** The chat service, to which our server passes on what carries this header. */
const CHAT = { 'atproto-proxy': 'did:web:api.bsky.chat#bsky_chat' };

/** One XRPC call. */
export interface Call {
  /** The method's name, such as `app.bsky.feed.getPosts`. */
  nsid: string;
  /** Parameters of a query. */
  params?: HttpCall['query'];
  /** Input of a procedure; a call that has none is a query. */
  input?: object;
  /** What it is for, to follow "Bluesky refused to". */
  purpose: string;
}

/** What was answered, checked. */
export interface Reply<T> {
  data: T;
  headers: Headers;
}

/** Bluesky's XRPC for one account: signed in, within its rate limits, reads tried again after failures that may pass. */
export interface Client {
  /** @throws NetworkError */
  call<T>(call: Call, schema: Schema<T>, signal: AbortSignal): Promise<Reply<T>>;
  /** Who we are: as the last session told, or asked. */
  self(signal: AbortSignal): Promise<Facts>;
  /** Asks who we are. @throws NetworkError */
  who(signal: AbortSignal): Promise<Reply<Facts & { active: boolean }>>;
  /** Reads the items of a list, leaving out those that cannot be read. */
  readItems<T>(items: readonly unknown[], schema: Schema<T>, what: string): T[];
}

/** Whether the credentials may use private messages, as far as was learnt; null where nothing was. */
export function mayChat(memory: AccountMemory): boolean | null {
  const { chat } = memory.get();
  return typeof chat === 'boolean' ? chat : null;
}

/** Makes the client of one account. Nothing is asked before the first call. */
export function createClient(deps: NetworkDeps): Client {
  const session = openSession(deps);
  const { account, clock } = deps;
  const http = createHttpClient({
    ...deps,
    dialect: {
      network: 'bluesky',
      name: 'Bluesky',
      authorise: async (signal) => ({ authorization: `Bearer ${await session.token(signal)}` }),
      renew: async (answer, sent, signal) => {
        if (!isRefusedToken(answer)) return false;
        await session.renew((sent.authorization ?? '').replace('Bearer ', ''), signal);
        return true;
      },
      freeAt: blockedUntil,
      interpret: (answer, call) => {
        if (isBadScope(problemOf(answer))) deps.memory.set({ chat: false });
        return interpret(answer, call, againOf(account), clock());
      },
    },
    base: null,
  });

  const call: Client['call'] = async ({ nsid, params, input, purpose }, schema, signal) => {
    // Only a session tells which server holds our data.
    await session.token(signal);
    const wire: HttpCall = {
      method: input === undefined ? 'GET' : 'POST',
      path: new URL(`/xrpc/${nsid}`, session.origin()).href,
      ...(params === undefined ? {} : { query: params }),
      ...(input === undefined ? {} : { json: input }),
      ...(nsid.startsWith('chat.bsky.') ? { headers: CHAT } : {}),
      purpose,
      bucket: nsid,
    };
    return http.json(wire, schema, signal);
  };

  const who: Client['who'] = async (signal) => {
    const asked = { nsid: 'com.atproto.server.getSession', purpose: 'tell which account this is' };
    const { data, headers } = await call(asked, whoSchema, signal);
    return { data: { ...session.learn(data), active: data.active ?? true }, headers };
  };

  return {
    call,
    who,
    self: async (signal) => {
      // What an earlier session told may be of another account.
      await session.token(signal);
      return session.facts() ?? (await who(signal)).data;
    },
    readItems: (items, schema, what) =>
      items.flatMap((item) => {
        const parsed = schema.safeParse(item);
        if (parsed.success) return [parsed.data];
        deps.debug(`bluesky: ${what} left out: ${misfitOf(item, parsed.error.issues)}`);
        return [];
      }),
  };
}
