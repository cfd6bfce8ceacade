import { type CheckFinding, findingOf, looking } from '../../core/check-finding.js';
import { MINUTE } from '../../core/clock.js';
import { NetworkError } from '../../core/errors.js';
import { clockSkew, describeSkew } from '../../http/clock-skew.js';
import type { NetworkDeps } from '../network.js';
import { type Client, mayChat } from './client.js';
import { againOf, passwordHint } from './errors.js';
import { logPageSchema } from './schema.js';
import { scopeOf } from './session.js';

/** Posts and replies carry our clock's time: from here on readers would notice. */
const TOLERATED_SKEW = 2 * MINUTE;

/** Everything that could stop polling and answering, each cause in words. A failure is a finding too. */
export function checkAccount(
  client: Client,
  deps: NetworkDeps,
  signal: AbortSignal,
): Promise<CheckFinding[]> {
  return looking(async () => {
    const { data, headers } = await client.who(signal);
    return [
      identity(data.handle, deps.account.handle),
      ...(data.active ? [] : [INACTIVE]),
      ...skew(clockSkew(headers.get('date'), deps.clock()) ?? 0),
      ...password(deps),
      await chat(client, deps, signal),
      COVERAGE,
    ];
  });
}

const INACTIVE: CheckFinding = {
  level: 'error',
  code: 'inactive',
  message: 'Bluesky says that the account is not active: nobody sees its posts.',
  hint: 'Open the account on bsky.app, which says why.',
};

const COVERAGE: CheckFinding = {
  level: 'note',
  code: 'coverage',
  message:
    'Bluesky does not list people you muted or blocked, or who blocked you; search finds posts by their words, not in pictures.',
};

function identity(actual: string, configured: string): CheckFinding {
  const wanted = configured.replace(/^@/, '').toLowerCase();
  if (actual.toLowerCase() === wanted || actual.toLowerCase().startsWith(`${wanted}.`)) {
    return { level: 'ok', code: 'identity', message: `The app password belongs to @${actual}.` };
  }
  return {
    level: 'error',
    code: 'identity',
    message: `The app password belongs to @${actual}, but the configuration says @${configured}.`,
    hint: `Set the account's handle to ${actual}, or enter the app password of @${configured}.`,
  };
}

function skew(ms: number): CheckFinding[] {
  if (Math.abs(ms) <= TOLERATED_SKEW) return [];
  return [
    {
      level: 'warning',
      code: 'clock-skew',
      message: `This machine's clock is ${describeSkew(ms, 'Bluesky')}: replies would carry a wrong time.`,
      hint: 'Turn on automatic time.',
    },
  ];
}

function password({ account, secrets }: NetworkDeps): CheckFinding[] {
  if (scopeOf(secrets.get('accessJwt') ?? '') !== 'com.atproto.access') return [];
  return [
    {
      level: 'warning',
      code: 'main-password',
      message:
        "earshot signs in with the account's own password, which can do everything, even delete the account.",
      hint: passwordHint(againOf(account)),
    },
  ];
}

async function chat(client: Client, deps: NetworkDeps, signal: AbortSignal): Promise<CheckFinding> {
  try {
    const call = { nsid: 'chat.bsky.convo.getLog', purpose: 'read your private messages' };
    await client.call(call, logPageSchema, signal);
    deps.memory.set({ chat: true });
    return { level: 'ok', code: 'scopes', message: 'The app password may use private messages.' };
  } catch (error) {
    if (!(error instanceof NetworkError)) throw error;
    if (mayChat(deps.memory) !== false) return findingOf(error);
    return {
      level: 'warning',
      code: 'scope-missing',
      message: 'The app password may not use private messages: they are neither read nor sent.',
      hint: `Make one with "Allow access to your direct messages" and enter it with: ${againOf(deps.account)}`,
    };
  }
}
