import * as z from 'zod';
import { connectAgain } from '../../core/account-command.js';
import type { HttpAnswer, HttpCall, Meaning } from '../../http/client.js';
import type { NetworkDeps } from '../network.js';
import { blockedUntil } from './limits.js';

const problemSchema = z.object({ error: z.string().optional(), message: z.string().optional() });
type Problem = z.infer<typeof problemSchema>;

/** The command that connects an account again. */
export function againOf({ id, handle, server, baseUrl }: NetworkDeps['account']): string {
  return connectAgain('bluesky', id, { handle: handle.replace(/^@/, ''), server, 'base-url': baseUrl });
}

/** Where an app password comes from. @param again the command that takes it */
export function passwordHint(again: string): string {
  return `Make an app password (bsky.app: Settings, Privacy and security, App passwords) and enter it with: ${again}`;
}

/** XRPC error names that say the thing asked about is not there. */
const GONE = new Set([
  'RecordNotFound',
  'RepoNotFound',
  'NotFound',
  'InvalidConvo',
  'HandleNotFound',
  'RecipientNotFound',
]);
const OUR_ACCOUNT = 'Open the account on bsky.app, which says what can be done.';
const THEIRS = 'Write to them some other way, or leave it.';
/** Error names of accounts, conversations and people that do not take what we ask, whatever the credentials. */
const REFUSED: Readonly<Record<string, { why: string; hint: string }>> = {
  AccountTakedown: { why: 'Bluesky has taken this account down', hint: OUR_ACCOUNT },
  AccountDeactivated: { why: 'this account is deactivated', hint: OUR_ACCOUNT },
  AccountSuspended: { why: 'the account is suspended', hint: OUR_ACCOUNT },
  RepoDeactivated: { why: 'the account is deactivated', hint: OUR_ACCOUNT },
  RepoTakendown: { why: 'the account has been taken down', hint: OUR_ACCOUNT },
  BlockedActor: { why: 'you or they have blocked the other', hint: THEIRS },
  BlockedByActor: { why: 'they have blocked you', hint: THEIRS },
  MessagesDisabled: { why: 'they take no private messages', hint: 'Answer in public, or leave it.' },
  NotFollowedBySender: {
    why: 'they take private messages only from people they follow',
    hint: 'Answer in public, or leave it.',
  },
  ConvoLocked: { why: 'the conversation is closed', hint: THEIRS },
};

/** The error name and message of an XRPC refusal, as far as the body has them. */
export function problemOf(answer: Pick<HttpAnswer, 'text'>): Problem {
  try {
    const parsed = problemSchema.safeParse(JSON.parse(answer.text));
    return parsed.success ? parsed.data : {};
  } catch {
    return {};
  }
}

/** Whether the credentials are good but of a kind that may not use this method: an app password without messages. */
export function isBadScope({ error, message }: Problem): boolean {
  return error === 'InvalidToken' && /bad token (scope|method)/i.test(message ?? '');
}

/** Whether the access token is refused, and another may be taken. */
export function isRefusedToken(answer: HttpAnswer): boolean {
  const problem = problemOf(answer);
  if (isBadScope(problem)) return false;
  if (problem.error === 'ExpiredToken' || problem.error === 'InvalidToken') return true;
  return answer.status === 401;
}

/**
 * What a refusal means (XRPC: status, and a body with `error` and `message`).
 *
 * @param again the command that connects the account again
 * @param now our clock, ms
 * @see https://atproto.com/specs/xrpc#error-responses
 */
export function interpret(answer: HttpAnswer, call: HttpCall, again: string, now: number): Meaning {
  const problem = problemOf(answer);
  const { error = '', message = '' } = problem;
  const told = message === '' ? error : message;
  const because = (why: string) =>
    why === ''
      ? `Bluesky refused to ${call.purpose} (${answer.status}).`
      : `Bluesky refused to ${call.purpose}: ${why.replace(/[.\s]+$/, '').slice(0, 300)}.`;
  const { status } = answer;
  if (status === 429 || error === 'RateLimitExceeded') return tooMany(answer, call, now);
  if (isBadScope(problem)) {
    return {
      kind: 'forbidden',
      message: because('the app password does not allow it'),
      hint: `Make an app password with "Allow access to your direct messages" and enter it with: ${again}`,
    };
  }
  if (error === 'AuthFactorTokenRequired') {
    return {
      kind: 'auth',
      message: because('the password of the account itself needs a code sent by e-mail'),
      hint: passwordHint(again),
    };
  }
  const known = Object.hasOwn(REFUSED, error) ? REFUSED[error] : undefined;
  if (known) return { kind: 'forbidden', message: because(known.why), hint: known.hint };
  if (isRefusedToken(answer)) return { kind: 'auth', message: because(told), hint: passwordHint(again) };
  if (status === 403) return { kind: 'forbidden', message: because(told), hint: OUR_ACCOUNT };
  if (GONE.has(error) || status === 404 || status === 410) {
    return {
      kind: 'not-found',
      message: because(told || 'it is not there (any more)'),
      hint: 'It was deleted, or one of you blocked the other.',
    };
  }
  if (status >= 500) {
    const message = `Bluesky failed to ${call.purpose} (${status}${told && `: ${told}`}).`;
    return {
      kind: 'server',
      message,
      ...(call.method === 'GET' ? { hint: 'Try again in a few minutes.' } : {}),
    };
  }
  if (status < 400) {
    return {
      kind: 'rejected',
      message: because('the server sends earshot to another address'),
      hint: "Check the account's server in the configuration.",
    };
  }
  return {
    kind: 'rejected',
    message: because(told),
    hint: 'Run earshot with --verbose and report this if it persists.',
  };
}

function tooMany(answer: HttpAnswer, call: HttpCall, now: number): Meaning {
  const retryAt = blockedUntil(answer, now);
  return {
    kind: 'rate-limit',
    message: `Bluesky asks earshot to wait before it may ${call.purpose} again.`,
    hint: 'Poll less often, or let the next run go on from here: nothing is lost.',
    ...(retryAt === null ? {} : { retryAt }),
  };
}
