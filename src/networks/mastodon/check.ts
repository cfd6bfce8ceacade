import { type CheckFinding, looking } from '../../core/check-finding.js';
import { NetworkError } from '../../core/errors.js';
import type { NetworkDeps } from '../network.js';
import { searchNote } from './capabilities.js';
import type { Client } from './client.js';
import type { Self } from './identity.js';
import { authorId } from './ids.js';
import { appSchema, policySchema, searchSchema, type WireAccount } from './schema.js';
import { lackingScopes } from './scopes.js';
import type { Server } from './server.js';

/** Everything that could stop polling and answering, each cause in words. A failure is a finding too. */
export function checkAccount(
  { client, server, self, deps }: { client: Client; server: Server; self: Self; deps: NetworkDeps },
  signal: AbortSignal,
): Promise<CheckFinding[]> {
  return looking(async () => {
    const identity = await self.verify(signal);
    const { domain, software, version } = await server.learn(signal);
    await trySearch(client, server, identity.account, signal);
    return [
      ...identityFindings(identity.handle, deps.account.handle, domain),
      {
        level: 'ok',
        code: 'server',
        message: `${client.host} runs ${software} ${version}`.trim().concat('.'),
      },
      ...(await scopeFindings(client, deps, signal)),
      ...(await policyFindings(client, signal)),
      ...coverage(server),
    ];
  });
}

function identityFindings(actual: string, configured: string, domain: string): CheckFinding[] {
  const wanted = configured.replace(/^@/, '');
  if (wanted === '' || authorId(wanted, domain) === actual.toLowerCase()) {
    return [{ level: 'ok', code: 'identity', message: `The access token belongs to @${actual}.` }];
  }
  return [
    {
      level: 'error',
      code: 'identity',
      message: `The access token belongs to @${actual}, but the configuration says @${wanted}.`,
      hint: `Set the account's handle to ${actual}, or sign in as @${wanted}.`,
    },
  ];
}

/** Its own posts are found by any server whose search covers posts at all. */
async function trySearch(
  client: Client,
  server: Server,
  { statuses_count }: WireAccount,
  signal: AbortSignal,
): Promise<void> {
  if (server.known()?.software !== 'Mastodon' || !statuses_count) return;
  const query = { q: 'from:me', type: 'statuses', limit: 1 };
  const call = { method: 'GET' as const, path: '/api/v2/search', query, purpose: 'try its search' };
  const found = await orNull(client.json(call, searchSchema, signal));
  if (found !== null) server.setFullText(found.data.statuses.length > 0);
}

async function scopeFindings(
  client: Client,
  deps: NetworkDeps,
  signal: AbortSignal,
): Promise<CheckFinding[]> {
  const granted = deps.secrets.get('scope')?.split(/\s+/) ?? (await scopesOfApp(client, signal));
  if (granted === null) return [];
  const lacking = lackingScopes(granted);
  if (lacking.length === 0)
    return [{ level: 'ok', code: 'scopes', message: 'All permissions were granted.' }];
  return lacking.map(({ scope, use }) => ({
    level: 'warning',
    code: 'scope-missing',
    message: `The access token lacks ${scope}: earshot cannot ${use}.`,
    hint: `Sign in again with: ${client.again}`,
  }));
}

/** Of a pasted token, the permissions of the application it belongs to (told since 4.3). */
async function scopesOfApp(client: Client, signal: AbortSignal): Promise<string[] | null> {
  const path = '/api/v1/apps/verify_credentials';
  const call = { method: 'GET' as const, path, purpose: 'tell the permissions of the access token' };
  return (await orNull(client.json(call, appSchema, signal)))?.data.scopes ?? null;
}

const STRANGERS = {
  for_not_following: 'people you do not follow',
  for_not_followers: 'people who do not follow you',
  for_new_accounts: 'accounts younger than 30 days',
  for_private_mentions: 'people who write to you in private unasked',
  for_limited_accounts: 'accounts that moderators have limited',
} as const;

/** What the owner has told the server to throw away never reaches earshot (settings of 4.3 and later). */
async function policyFindings(client: Client, signal: AbortSignal): Promise<CheckFinding[]> {
  const path = '/api/v2/notifications/policy';
  const call = { method: 'GET' as const, path, purpose: 'tell which mentions it throws away' };
  const policy = (await orNull(client.json(call, policySchema, signal)))?.data ?? {};
  const dropped = Object.entries(STRANGERS).filter(([name]) =>
    Object.entries(policy).some(([key, value]) => key === name && value === 'drop'),
  );
  if (dropped.length === 0) return [];
  return [
    {
      level: 'warning',
      code: 'coverage',
      message: `The server throws away mentions from ${dropped.map(([, who]) => who).join(', ')}: earshot never sees them.`,
      hint: `On ${client.host}, open Notifications, then its settings, and choose "Filter" or "Accept" instead of "Ignore".`,
    },
  ];
}

function coverage(server: Server): CheckFinding[] {
  return [
    {
      level: 'note',
      code: 'coverage',
      message: searchNote(server),
      hint: 'Watch your hashtags, and follow the people whose posts you want found.',
    },
    {
      level: 'note',
      code: 'coverage',
      message: 'Answers to you that took your name out, and people you mute or block, are not heard.',
      hint: 'Look through the conversations of your own posts on the server now and then.',
    },
  ];
}

/** What only some servers have is left out where they have it not. */
async function orNull<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof NetworkError && error.networkKind !== 'auth') return null;
    throw error;
  }
}
