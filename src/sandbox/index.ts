import { createServer } from 'node:http';
import { type Clock, SECOND } from '../core/clock.js';
import { EarshotError } from '../core/errors.js';
import { type AccessLevel, createAuthenticator } from './authenticate.js';
import type { Change } from './changes.js';
import { type Arrival, arrive, editPost, removePost } from './control.js';
import { credentialsOf, type SandboxCredentials } from './credentials.js';
import { type FaultRequest, Faults } from './faults.js';
import { Grants } from './grants.js';
import { Ledger, type LedgerEntry } from './ledger.js';
import { OAuth1Verifier } from './oauth1.js';
import { RateLimits } from './rate-limits.js';
import type { Scene } from './scene.js';
import { createSceneClock } from './scene-clock.js';
import { handleSchema } from './scene-schema.js';
import { createHandler } from './server.js';
import type { Stage } from './stage.js';
import { createStateWriter, readState } from './state-file.js';
import { World } from './world.js';

export type { AccessLevel } from './authenticate.js';
export type { Arrival } from './control.js';
export type { OAuth1Credentials, SandboxCredentials } from './credentials.js';
export type { FaultRequest } from './faults.js';
export { importPosts } from './import-posts.js';
export type { LedgerEntry } from './ledger.js';
export { type ResolvedScenario, readScenario, resolveScenario } from './scenario.js';
export { CAFE } from './scenarios/cafe.js';
export type { Person, Scene, SceneMessage, ScenePost, SceneWatch } from './scene.js';
export { writeSandboxConfig } from './write-config.js';

/** Clients keep connections for a while; one closed under them looks like a fault nobody asked for. */
const KEEP_ALIVE = 65 * SECOND;

export interface SandboxOptions extends Partial<Scene> {
  /** The real clock: rate limits, token lives and signatures go by it. */
  clock: Clock;
  /** 0, the default, takes a free one. */
  port?: number;
  /** Our account's handle, without @. */
  handle: string;
  name?: string;
  /** Scene time to start at, ms UTC. Default: now; with `replay`, the first post's time. */
  now?: number;
  /** Plays the scene at this speed (scene time per real time). */
  replay?: number;
  /** Whether X's reach, windows and rate limits hold. */
  limits: boolean;
  /** The most posts or messages a page holds, fewer than a client may ask for. */
  pageSize?: number;
  /** What the OAuth 1.0a app may do; everything by default. */
  accessLevel?: AccessLevel;
  /** Keeps the state in this file from one start to the next. */
  statePath?: string;
  log?: (line: string) => void;
}

/** A running sandbox. */
export interface Sandbox {
  /** `http://127.0.0.1:PORT`. */
  url: string;
  port: number;
  account: { nativeId: string; handle: string; name: string };
  credentials: SandboxCredentials;
  /** Scene time, ms UTC. */
  now: Clock;
  /** Stops listening and cuts open connections. */
  stop(): Promise<void>;
  /** What the client did and tried, in order. */
  ledger(): LedgerEntry[];
  /** Requests since the start, by endpoint. */
  requests(): Record<string, number>;
  /** Failures to act out for the next requests. */
  faults: { add(faults: readonly FaultRequest[]): void; clear(): void };
  /** What becomes of OAuth 2.0 tokens by time, and at the owner's wish. */
  tokens: { expire(): void; revoke(): void };
  /** Somebody else writes something. @returns its id */
  arrive(arrival: Arrival): string;
  /** Somebody edits a post. @returns the new version's id */
  edit(id: string, text: string): string;
  /** Somebody deletes a post. */
  remove(id: string): void;
}

/**
 * Starts X's API v2 on loopback for one account.
 *
 * @throws EarshotError where the handle cannot be one, the port cannot be had, or the state file cannot be used
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { clock, limits, statePath } = options;
  const handle = readHandle(options.handle);
  const kept = statePath === undefined ? null : readState(statePath, handle);
  const scene = kept?.scene ?? {
    people: options.people ?? [],
    posts: options.posts ?? [],
    messages: options.messages ?? [],
    watches: options.watches ?? [],
  };
  const world = new World({ handle, name: options.name ?? handle }, scene);
  const changes: Change[] = kept?.changes ?? [];
  for (const change of changes) world.apply(change);
  const opening = options.now ?? (options.replay === undefined ? clock() : firstTime(scene, clock()));
  const now = createSceneClock(clock, Math.max(opening, kept?.sceneTime ?? 0), options.replay ?? 1);

  const write = statePath === undefined ? null : createStateWriter(statePath, scene);
  const save = () => write?.({ handle, sceneTime: now(), grants: grants.state, changes });
  const credentials = credentialsOf(handle);
  const grants = new Grants(credentials.oauth2, clock, kept?.grants ?? { access: {}, refresh: {} }, save);
  const stage: Stage = {
    world,
    now,
    limits,
    pageSize: options.pageSize ?? Number.POSITIVE_INFINITY,
    record: (change) => {
      changes.push(change);
      try {
        save();
      } catch (error) {
        changes.pop();
        throw error;
      }
      world.apply(change);
    },
  };
  const faults = new Faults();
  const ledger = new Ledger(changes);

  save();
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE });
  const port = await listen(server, options.port ?? 0);
  const url = `http://127.0.0.1:${port}`;
  const origins = ['https://api.x.com', 'https://api.twitter.com', url, `http://localhost:${port}`];
  const oauth1 = new OAuth1Verifier(credentials.oauth1, origins, clock);
  server.on(
    'request',
    createHandler({
      stage,
      clock,
      authenticate: createAuthenticator(
        credentials,
        oauth1,
        grants,
        options.accessLevel ?? 'read-write-directmessages',
      ),
      grants,
      rateLimits: new RateLimits(clock, limits),
      faults,
      ledger,
      log: options.log,
    }),
  );
  return {
    url,
    port,
    account: { nativeId: world.us.id, handle: world.us.handle, name: world.us.name },
    credentials,
    now,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
    ledger: () => ledger.entries(),
    requests: () => ledger.requests(),
    faults,
    tokens: { expire: () => grants.expire(), revoke: () => grants.revokeAll() },
    arrive: (arrival) => arrive(stage, arrival),
    edit: (id, text) => editPost(stage, id, text),
    remove: (id) => removePost(stage, id),
  };
}

function readHandle(given: string): string {
  const handle = given.replace(/^@/, '');
  if (handleSchema.safeParse(handle).success) return handle;
  throw new EarshotError(`'${given}' cannot be a handle on X.`, {
    code: 'sandbox-handle',
    kind: 'usage',
    hint: 'Use at most 15 of A-Z, a-z, 0-9 and _.',
  });
}

function firstTime(scene: Scene, fallback: number): number {
  let first = Number.POSITIVE_INFINITY;
  for (const { createdAt } of [...scene.posts, ...scene.messages]) first = Math.min(first, createdAt);
  return Number.isFinite(first) ? first : fallback;
}

function listen(server: ReturnType<typeof createServer>, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      reject(
        new EarshotError(`The sandbox cannot listen on port ${port}: ${error.message}.`, {
          code: 'sandbox-port',
          hint: 'Choose another port, or leave --port out to take a free one.',
          cause: error,
        }),
      );
    });
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}
