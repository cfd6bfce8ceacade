import type { HttpAnswer, HttpCall, Meaning } from '../../http/client.js';
import { freeAt } from './limits.js';
import { errorSchema } from './schema.js';

/** What every server with Mastodon's API has. */
const OF_EVERY_SERVER: ReadonlySet<string> = new Set(['/api/v1/apps', '/api/v1/instance']);

/**
 * The meaning of a refusal.
 *
 * @param account the host of its server, and the command that signs in again
 * @param now our clock, ms
 */
export function interpret(
  answer: HttpAnswer,
  call: HttpCall,
  { host, again }: { host: string; again: string },
  now: number,
): Meaning {
  const to = `Mastodon (${host}) refused to ${call.purpose}`;
  const why = wordsOf(answer.text);
  const said = why === '' ? '' : ` ("${why}")`;
  switch (answer.status) {
    case 401:
      return {
        kind: 'auth',
        message: `${to}: it does not accept the access token, which has expired or was withdrawn${said}.`,
        hint: `Sign in again with: ${again}`,
      };
    case 403:
      return /scope/i.test(why)
        ? {
            kind: 'forbidden',
            message: `${to}: the access token was not given that permission${said}.`,
            hint: `Sign in again with: ${again}`,
          }
        : {
            kind: 'forbidden',
            message: `${to}: the account may not do that${said}.`,
            hint: `Sign in at https://${host} and look for a message about the account.`,
          };
    case 404:
    case 410:
      if (OF_EVERY_SERVER.has(call.path)) {
        return {
          kind: 'not-found',
          message: `${host} does not answer as Mastodon does when it is asked to ${call.purpose}${said}.`,
          hint: "Check the server's address: it is what follows the last @ of the account's full name.",
        };
      }
      return {
        kind: 'not-found',
        message: `Mastodon (${host}) does not have what earshot asked for to ${call.purpose}${said}.`,
        hint: 'It was deleted, or its author keeps it from you.',
      };
    case 429:
      return {
        kind: 'rate-limit',
        message: `Mastodon (${host}) asks earshot to wait before it may ${call.purpose} again.`,
        retryAt: freeAt(answer, now) ?? now,
        hint: 'Poll less often, or let the next run go on from here: nothing is lost.',
      };
    default:
      return otherwise(answer, call, host, said);
  }
}

function otherwise(answer: HttpAnswer, call: HttpCall, host: string, said: string): Meaning {
  const { status } = answer;
  if (status >= 500) {
    return {
      kind: 'server',
      message: `Mastodon (${host}) failed to ${call.purpose} (status ${status})${said}.`,
      ...(call.method === 'GET' ? { hint: 'The server has trouble; try again in a few minutes.' } : {}),
    };
  }
  if (status < 400) {
    const target = hostOf(answer.headers.get('location'));
    return {
      kind: 'rejected',
      message: `${host} sends earshot on to ${target ?? 'another address'} when asked to ${call.purpose}; Mastodon does not.`,
      hint: `Check the account's server in the configuration${target === null ? '' : `: it may be https://${target}`}.`,
    };
  }
  return {
    kind: 'rejected',
    message: `Mastodon (${host}) refused to ${call.purpose} (status ${status})${said}.`,
    hint: 'Run earshot with --verbose and report this if it persists.',
  };
}

function hostOf(location: string | null): string | null {
  return location !== null && URL.canParse(location) ? new URL(location).host : null;
}

/** What the server says in its own words. */
function wordsOf(text: string): string {
  const parsed = errorSchema.safeParse(jsonOf(text));
  const words = parsed.success ? (parsed.data.error_description ?? parsed.data.error ?? '') : '';
  return words.replace(/\.$/, '').slice(0, 300);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
