import type { Clock } from '../core/clock.js';
import type { ChannelKind } from '../core/delivery.js';
import { NetworkError } from '../core/errors.js';
import type { Fetch } from '../core/fetch.js';
import type { SecretStore } from '../core/secrets.js';

/** What carriers are handed. */
export interface DeliveryDeps {
  fetch: Fetch;
  clock: Clock;
  /** Longest silence to bear, ms. */
  timeoutMs: number;
  /** Longest rate-limit wait to sit out, ms. */
  maxWaitMs: number;
  /** The secrets of a channel. */
  secrets(channel: string): Pick<SecretStore, 'get'>;
  /** The environment variable a channel's secret may stand in. */
  secretVariable(channel: string, name: string): string;
  debug(message: string): void;
  /** Takes secrets out of what is quoted from an answer. */
  redact(text: string): string;
}

/** How channels are written for people. */
export const CHANNEL_NAMES: Readonly<Record<ChannelKind, string>> = {
  email: 'The mail server',
  slack: 'Slack',
  discord: 'Discord',
  teams: 'Teams',
  ntfy: 'ntfy',
  telegram: 'Telegram',
  webhook: 'The webhook',
};

/** What to do where nobody can tell whether it arrived. */
export const UNKNOWN_HINT = 'Look whether it arrived; earshot does not send it again by itself.';

/** What a service said, short enough to quote, on one line. */
export function excerpt(said: string): string {
  return said
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
    .slice(0, 200);
}

/** A secret that must be there. @throws NetworkError (auth) saying where to put it */
export function requireSecret(deps: DeliveryDeps, channel: string, name: string): string {
  const value = deps.secrets(channel).get(name)?.trim();
  if (value) return value;
  throw secretProblem(deps, channel, name, `has no ${name}`);
}

/** The error for a secret that is missing or of no use. */
export function secretProblem(
  deps: DeliveryDeps,
  channel: string,
  name: string,
  problem: string,
): NetworkError {
  return new NetworkError(`The channel ${channel} ${problem}.`, {
    network: channel,
    kind: 'auth',
    hint: `Put it into credentials.json as {"${channel}": {"${name}": "..."}}, or set ${deps.secretVariable(channel, name)}.`,
  });
}
