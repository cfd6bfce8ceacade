import type { Clock } from '../../../src/core/clock.js';
import type { Arrival, NetworkFake, Written } from '../fake.js';
import { Faults } from '../faults.js';
import { type FakeAnswer, type FakeRequest, type RefusalCause, startServer } from '../server.js';
import { endpointsOf } from './endpoints.js';
import { Gate } from './oauth.js';
import { refused } from './posting.js';
import { type Kind, MASTODON, type Status, type Visibility, World } from './world.js';

export interface MastodonFakeOptions {
  pageSize?: number;
  /** 0, the default, takes a free one. */
  port?: number;
  clock?: Clock;
  /** Requests allowed in five minutes; the server's own 300 when left out. */
  limit?: number;
  /** Where the server differs from a current Mastodon. */
  kind?: Partial<Kind>;
}

export interface MastodonFake extends NetworkFake {
  world: World;
  gate: Gate;
  url: string;
  /** Native id of a status. */
  idOf(status: Status): string;
  remove(nativeId: string): void;
  /** Our account writes on the server's own pages. */
  writeInApp(text: string, options: { replyTo: string | null; visibility?: Visibility }): string;
}

const LIMIT = 300;
const WINDOW = 300_000;

const WORDS: Readonly<Record<number, string>> = {
  401: 'The access token is invalid',
  403: 'This action is not allowed',
  404: 'Record not found',
  410: 'Gone',
  422: 'Validation failed',
  503: 'Service Unavailable',
};

/** A Mastodon server with our account, `cafenar`, on it. */
export async function startMastodonFake(options: MastodonFakeOptions = {}): Promise<MastodonFake> {
  const { pageSize = 80, port = 0, clock = Date.now, kind = {}, limit = LIMIT } = options;
  const world = new World({ ...MASTODON, ...kind }, clock);
  const gate = new Gate(world);
  const faults = new Faults();
  const window = { start: clock(), count: 0 };

  const limits = (): Record<string, string> => {
    if (clock() - window.start > WINDOW) Object.assign(window, { start: clock(), count: 0 });
    window.count += 1;
    return {
      date: new Date(clock()).toUTCString(),
      ...limitHeaders(Math.max(0, limit - window.count), window.start + WINDOW),
    };
  };
  const server = await startServer({
    port,
    faults,
    endpoints: [...gate.endpoints(), ...endpointsOf(world, pageSize)],
    refuse,
    authorise: (request) => authorise(world, gate, request),
    headers: limits,
  });
  const { host } = new URL(server.url);
  const idOf = ({ id }: Status) => `${id}@${host}`;
  const statusOf = (nativeId: string): Status => {
    const status = world.statuses.get(nativeId.replace(`@${host}`, ''));
    if (!status) throw new Error(`this Mastodon has no status ${nativeId}`);
    return status;
  };

  return {
    world,
    gate,
    url: server.url,
    idOf,
    account: { handle: 'cafenar@mastodon.example', auth: 'token', server: server.url },
    secrets: { accessToken: gate.token },
    arrive: (arrival) => idOf(arrive(world, arrival, statusOf)),
    writeInApp(text, { replyTo, visibility }) {
      const parent = replyTo === null ? null : statusOf(replyTo);
      const name = parent === null ? '' : `@${handleOf(parent)} `;
      const status = world.post(world.us, name + text, {
        inReplyTo: parent?.id ?? null,
        visibility: visibility ?? parent?.visibility ?? 'public',
      });
      return idOf(status);
    },
    edit(nativeId, text) {
      const status = statusOf(nativeId);
      const name = status.mentions.includes(world.us) ? '@cafenar ' : '';
      world.statuses.set(status.id, Object.assign(status, { text: name + text, editedAt: clock() }));
    },
    remove: (nativeId) => world.remove(statusOf(nativeId).id),
    written: () => [...world.statuses.values()].filter(({ app }) => app === 'earshot').map(toWritten),
    fail: (fault) => faults.add(fault),
    revoke: () => {
      world.revoked = true;
    },
    liked: (nativeId) => world.favourites.has(statusOf(nativeId).id),
    requests: server.requests,
    stop: server.stop,
  };

  function toWritten(status: Status): Written {
    return {
      nativeId: idOf(status),
      text: status.text,
      replyTo: status.inReplyTo === null ? null : `${status.inReplyTo}@${host}`,
      private: status.visibility === 'direct',
    };
  }
}

function arrive(
  world: World,
  { by, text, kind, createdAt, replyTo }: Arrival,
  statusOf: (nativeId: string) => Status,
): Status {
  return world.post(world.person(by), kind === 'post' ? text : `@cafenar ${text}`, {
    visibility: kind === 'message' ? 'direct' : 'public',
    createdAt: createdAt ?? world.clock(),
    inReplyTo: replyTo === undefined ? null : statusOf(replyTo).id,
  });
}

function handleOf({ account: { username, host } }: Status): string {
  return host === null ? username : `${username}@${host}`;
}

function authorise(world: World, gate: Gate, { headers }: FakeRequest): void {
  if (headers.authorization === undefined) throw refused(401, 'This method requires an authenticated user');
  if (headers.authorization !== `Bearer ${gate.token}`) throw refused(401, 'The access token is invalid');
  if (world.revoked) throw refused(401, 'The access token was revoked');
}

function refuse({ status, retryAt, detail }: RefusalCause): FakeAnswer {
  if (retryAt !== undefined) {
    return { status, json: { error: 'Too many requests' }, headers: limitHeaders(0, retryAt) };
  }
  return { status, json: { error: detail ?? WORDS[status] ?? 'An error occurred' } };
}

/** As Mastodon counts requests; the reset is a time, not seconds. */
function limitHeaders(remaining: number, resetAt: number): Record<string, string> {
  return {
    'x-ratelimit-limit': String(LIMIT),
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-reset': new Date(resetAt).toISOString(),
  };
}
