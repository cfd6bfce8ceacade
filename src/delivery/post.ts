import { SECOND } from '../core/clock.js';
import type { Channel } from '../core/delivery.js';
import { isSafe } from '../http/call.js';
import { createHttpClient, type HttpAnswer, type HttpCall, type Meaning } from '../http/client.js';
import { pauseUntil } from '../http/retry-after.js';
import { CHANNEL_NAMES, type DeliveryDeps, excerpt, UNKNOWN_HINT } from './deps.js';

/** How long to stay away when a server says "too many requests" and not for how long. */
const DEFAULT_PAUSE = 30 * SECOND;

/** One request to a channel, its address included. */
export type ChannelCall = Pick<HttpCall, 'path' | 'json' | 'headers' | 'safe'>;

/**
 * Posts to a channel.
 *
 * @throws NetworkError
 */
export function post(
  deps: DeliveryDeps,
  channel: Channel,
  call: ChannelCall,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  const purpose = `take a message over ${channel.id}`;
  return clientFor(deps, channel).send({ method: 'POST', purpose, ...call }, signal);
}

/**
 * Asks a channel something that sends nothing.
 *
 * @throws NetworkError
 */
export function ask(
  deps: DeliveryDeps,
  channel: Channel,
  path: string,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  return clientFor(deps, channel).send({ method: 'GET', purpose: `know of ${channel.id}`, path }, signal);
}

function clientFor(deps: DeliveryDeps, channel: Channel) {
  const name = CHANNEL_NAMES[channel.kind];
  return createHttpClient({
    ...deps,
    base: null,
    dialect: {
      network: channel.id,
      name,
      settleHint: UNKNOWN_HINT,
      freeAt: (answer, now) =>
        answer.status === 429 ? pauseUntil(answer.headers, now, DEFAULT_PAUSE) : null,
      interpret: (answer, call) =>
        meaningOf(answer, `${name} refused to ${call.purpose}`, isSafe(call), deps.clock()),
    },
  });
}

function meaningOf(answer: HttpAnswer, refused: string, safe: boolean, now: number): Meaning {
  const { status, headers } = answer;
  const said = excerpt(answer.text);
  const message = `${refused} (${status}${said === '' ? '' : `: ${said}`}).`;
  if (status === 429) {
    return {
      kind: 'rate-limit',
      message,
      retryAt: pauseUntil(headers, now, DEFAULT_PAUSE),
      hint: 'Let it rest for a while: earshot tries again when it may.',
    };
  }
  // The client says what to do about what may have arrived.
  if (status >= 500)
    return { kind: 'server', message, ...(safe ? { hint: 'Try again in a few minutes.' } : {}) };
  if (status < 400) {
    return { kind: 'rejected', message, hint: 'It points elsewhere: use the address it points to.' };
  }
  if (status === 401 || status === 403) {
    return { kind: 'auth', message, hint: 'Check the address, the token and what it is allowed to do.' };
  }
  if (status === 404 || status === 410) {
    return { kind: 'not-found', message, hint: 'The address is wrong or was revoked: make a new one.' };
  }
  return {
    kind: 'rejected',
    message,
    hint: 'Check this channel in the configuration: see docs/delivery.md.',
  };
}
