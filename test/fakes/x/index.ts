import { createHash } from 'node:crypto';
import { SECOND } from '../../../src/core/clock.js';
import { type FaultRequest, type Sandbox, startSandbox } from '../../../src/sandbox/index.js';
import type { Fault, NetworkFake, Written } from '../fake.js';
import { Faults } from '../faults.js';
import type { RefusalCause } from '../server.js';
import { startRelay } from './relay.js';

const HANDLE = 'cafenar';
const REDIRECT = 'http://127.0.0.1:7777/callback';

/** X as the sandbox plays it, with an account that was authorised in a browser (OAuth 2.0). */
export async function startXFake(options: { pageSize?: number; port?: number } = {}): Promise<NetworkFake> {
  const { port = 0, ...more } = options;
  const sandbox = await startSandbox({ clock: Date.now, handle: HANDLE, limits: false, ...more });
  const onTheWay = new Faults();
  const relay = await startRelay(sandbox.url, onTheWay, refusalOf, port);
  const tagged = new Set<string>();
  return {
    url: relay.url,
    account: {
      handle: HANDLE,
      auth: 'oauth2',
      baseUrl: relay.url,
      clientId: sandbox.credentials.oauth2.clientId,
    },
    secrets: await authorise(sandbox),
    arrive: ({ by, text, kind, createdAt, replyTo }) => {
      const private_ = kind === 'message';
      const id = sandbox.arrive({
        by,
        text: kind === 'mention' || kind === 'reply' ? `@${HANDLE} ${text}` : text,
        ...(private_ ? { private: true } : {}),
        ...(createdAt === undefined ? {} : { createdAt }),
        ...(replyTo === undefined || private_ ? {} : { replyTo }),
      });
      if (kind === 'mention' || kind === 'reply') tagged.add(id);
      return id;
    },
    writeInApp: (text, { replyTo }) =>
      sandbox.arrive({ by: HANDLE, text, ...(replyTo === null ? {} : { replyTo }) }),
    edit: (id, text) => void sandbox.edit(id, tagged.has(id) ? `@${HANDLE} ${text}` : text),
    remove: (id) => sandbox.remove(id),
    written: () => writtenIn(sandbox),
    hidden: (id) =>
      sandbox
        .ledger()
        .filter((entry) => entry.id === id)
        .at(-1)?.action === 'hide',
    fail(fault) {
      if (fault === 'none') {
        onTheWay.add('none');
        sandbox.faults.clear();
      } else if (isOnTheWay(fault)) onTheWay.add(fault);
      else sandbox.faults.add(faultsFor(fault));
    },
    expireToken: () => sandbox.tokens.expire(),
    revoke: () => sandbox.tokens.revoke(),
    requests: () => sandbox.requests(),
    async stop() {
      await relay.stop();
      await sandbox.stop();
    },
  };
}

/** Whether a fault falls on what the sandbox has answered, or has to wait for its turn. */
function isOnTheWay({ action, after = 0 }: Fault): boolean {
  return after > 0 || (typeof action === 'object' && ('delayMs' in action || 'rewrite' in action));
}

/** Signs in as a person would, in two requests (RFC 7636). */
async function authorise({ url, credentials }: Sandbox): Promise<Record<string, string>> {
  const verifier = 'v'.repeat(64);
  const ask = new URL('/i/oauth2/authorize', url);
  ask.search = new URLSearchParams({
    response_type: 'code',
    client_id: credentials.oauth2.clientId,
    redirect_uri: REDIRECT,
    state: 'state',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    scope: 'tweet.read tweet.write tweet.moderate.write users.read dm.read dm.write offline.access',
  }).toString();
  const { headers } = await fetch(ask, { redirect: 'manual' });
  const answer = await fetch(new URL('/2/oauth2/token', url), {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: credentials.oauth2.clientId,
      code: new URL(headers.get('location') ?? '').searchParams.get('code') ?? '',
      redirect_uri: REDIRECT,
      code_verifier: verifier,
    }),
  });
  const { access_token, refresh_token, expires_in } = (await answer.json()) as Record<string, string>;
  return {
    accessToken: access_token ?? '',
    refreshToken: refresh_token ?? '',
    expiresAt: String(Date.now() + Number(expires_in) * SECOND),
  };
}

function writtenIn(sandbox: Sandbox): Written[] {
  const ledger = sandbox.ledger();
  const deleted = new Set(ledger.filter(({ action }) => action === 'delete').map(({ id }) => id));
  return ledger.flatMap(({ action, id, text, replyTo }) =>
    (action === 'reply' || action === 'message') && id !== null && !deleted.has(id)
      ? [{ nativeId: id, text: text ?? '', replyTo, private: action === 'message' }]
      : [],
  );
}

/** Where replies are written, in public and in private. */
const WRITES = ['/2/tweets', '/2/dm_conversations'];

function faultsFor({ on, times = 1, action }: Fault): FaultRequest[] {
  const which: Pick<FaultRequest, 'method' | 'path'>[] =
    on === 'read' ? [{ method: 'GET', path: '/2/' }] : WRITES.map((path) => ({ method: 'POST', path }));
  return which.map((one) => ({ ...one, times, ...actionOf(action) }));
}

const SAME: Readonly<Record<Extract<Fault['action'], string>, Pick<FaultRequest, 'action' | 'afterAccept'>>> =
  {
    'reset-before': { action: 'reset-before' },
    'reset-after': { action: 'reset-after' },
    truncate: { action: 'truncate' },
    'silence-before': { action: 'timeout' },
    'silence-after': { action: 'timeout', afterAccept: true },
    nonsense: { action: 'not-json' },
  };

function actionOf(action: Fault['action']): Omit<FaultRequest, 'path'> {
  if (typeof action === 'string') return SAME[action];
  if ('delayMs' in action || 'rewrite' in action) throw new Error('the relay does this');
  return { action: 'status', ...refusalOf('retryAt' in action ? { status: 429, ...action } : action) };
}

function refusalOf({ status, retryAt }: RefusalCause): {
  status: number;
  headers: Record<string, string>;
  body: { title: string; detail: string; type: string; status: number };
} {
  const title = status === 429 ? 'Too Many Requests' : 'Refused';
  return {
    status,
    headers:
      retryAt === undefined
        ? {}
        : {
            'x-rate-limit-limit': '300',
            'x-rate-limit-remaining': '0',
            'x-rate-limit-reset': String(Math.ceil(retryAt / SECOND)),
          },
    body: { title, detail: title, type: 'about:blank', status },
  };
}
