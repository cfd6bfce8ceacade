import { type CheckFinding, looking } from '../../core/check-finding.js';
import { clockSkew, describeSkew } from '../../http/clock-skew.js';
import type { NetworkDeps } from '../network.js';
import type { Client } from './client.js';
import { againOf } from './errors.js';
import { askIdentity, bare } from './identity.js';
import { TOLERATED_SKEW } from './limits.js';
import { SCOPES } from './scopes.js';

/** Everything that could stop polling and answering, each cause in words. A failure is a finding too. */
export function checkAccount(
  client: Client,
  deps: NetworkDeps,
  signal: AbortSignal,
): Promise<CheckFinding[]> {
  return looking(async () => {
    const { identity, headers } = await askIdentity(client, signal);
    deps.onIdentity(identity);
    const now = deps.clock();
    const again = againOf(deps.account);
    return [
      ...identityFindings(identity.handle, bare(deps.account.handle)),
      ...skewFindings(clockSkew(headers.date, now)),
      ...(deps.account.auth === 'oauth2'
        ? scopeFindings(deps.secrets.get('scope'), deps.secrets.get('refreshToken') !== undefined, again)
        : accessFindings(headers['x-access-level'], again)),
      COST,
    ];
  });
}

const COST: CheckFinding = {
  level: 'ok',
  code: 'cost',
  message: 'X bills every post read and written: earshot poll --dry-run shows what a poll may cost.',
};

function identityFindings(actual: string, configured: string): CheckFinding[] {
  if (actual.toLowerCase() === configured.toLowerCase()) {
    return [{ level: 'ok', code: 'identity', message: `The credentials belong to @${actual}.` }];
  }
  return [
    {
      level: 'error',
      code: 'identity',
      message: `The credentials belong to @${actual}, but the configuration says @${configured}.`,
      hint: `Set the account's handle to ${actual}, or enter the credentials of @${configured}.`,
    },
  ];
}

function skewFindings(skew: number | null): CheckFinding[] {
  if (skew === null || Math.abs(skew) <= TOLERATED_SKEW) return [];
  return [
    {
      level: 'warning',
      code: 'clock-skew',
      message: `This machine's clock is ${describeSkew(skew, 'X')}: from five minutes on X refuses every request.`,
      hint: 'Turn on automatic time.',
    },
  ];
}

/** What an OAuth 1.0a access token may do, as X's x-access-level header says. */
function accessFindings(level: string | string[] | undefined, again: string): CheckFinding[] {
  const remedy = `Set the app permissions to "Read and write and Direct message" in the X developer console, then regenerate the access token and enter it with: ${again}`;
  switch (level) {
    case undefined:
      return [];
    case 'read':
      return [
        {
          level: 'error',
          code: 'app-type',
          message: 'The app may only read: replies and private messages will be refused.',
          hint: remedy,
        },
      ];
    case 'read-write':
      return [
        {
          level: 'warning',
          code: 'app-type',
          message: 'The app may not use private messages: they are neither read nor sent.',
          hint: remedy,
        },
      ];
    default:
      return [
        { level: 'ok', code: 'app-type', message: 'The app may read, write and use private messages.' },
      ];
  }
}

function scopeFindings(granted: string | undefined, renewable: boolean, again: string): CheckFinding[] {
  const findings: CheckFinding[] = [];
  const remedy = `Authorise earshot again with: ${again}`;
  if (granted !== undefined) {
    const has = new Set(granted.split(/\s+/));
    const lacking = SCOPES.filter(({ scope }) => !has.has(scope));
    for (const { scope, use } of lacking) {
      findings.push({
        level: 'warning',
        code: 'scope-missing',
        message: `The authorisation lacks ${scope}: earshot cannot ${use}.`,
        hint: remedy,
      });
    }
    if (lacking.length === 0)
      findings.push({ level: 'ok', code: 'scopes', message: 'All permissions were granted.' });
  }
  if (!renewable) {
    findings.push({
      level: 'warning',
      code: 'no-refresh-token',
      message: 'There is no refresh token: the authorisation ends two hours after it was given.',
      hint: remedy,
    });
  }
  return findings;
}
