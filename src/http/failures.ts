import { SECOND } from '../core/clock.js';
import { NetworkError } from '../core/errors.js';
import { type HttpCall, isSafe } from './call.js';
import type { NoAnswer } from './no-answer.js';
import { longestAnswer } from './patience.js';

/** Whose failures are told. */
export interface Counterpart {
  network: string;
  /** How the network is written for people. */
  name: string;
  /** What a person does about a write whose outcome is unknown, where earshot cannot look for it itself. */
  settleHint?: string;
  /** What a person does about an answer to a read that makes no sense, where trying again may not be it. */
  nonsenseHint?: string;
}

type Asked = Pick<HttpCall, 'method' | 'safe' | 'purpose'>;

const SETTLE =
  'It may have been carried out all the same: earshot looks for it among your own posts before it sends again.';

/** What to do about a write that may have been carried out. */
export function settleHint({ settleHint: own }: Counterpart): string {
  return own ?? SETTLE;
}

/**
 * The error for an accepted answer that cannot be what the network documents.
 *
 * @param hint what to do about a read, where trying again is not it
 */
export function nonsense(
  from: Counterpart,
  call: Asked,
  why: string,
  hint = from.nonsenseHint ?? 'Try again in a few minutes.',
): NetworkError {
  const safe = isSafe(call);
  return new NetworkError(
    `${from.name}'s answer could not be read when earshot asked it to ${call.purpose}: ${why}.`,
    {
      network: from.network,
      kind: 'server',
      outcomeUnknown: !safe,
      hint: safe ? hint : settleHint(from),
    },
  );
}

/** The error for messages that cannot be read: each may be one that is waited for (core/unreadable.ts), or looked for. */
export function unreadable(from: Counterpart, purpose: string, count: number): NetworkError {
  const what = count === 1 ? '1 message is' : `${count} messages are`;
  const hint =
    'What polls cannot read they ask for again for ten minutes; then they leave it out and say so.';
  return nonsense(from, { method: 'GET', purpose }, `${what} not what ${from.name} documents`, hint);
}

const WORDS_FOR_CODE: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the server refuses connections',
  ENOTFOUND: 'its address was not found',
  EAI_AGAIN: 'the name server did not answer',
  ECONNRESET: 'the connection broke off',
  aborted: 'it was interrupted',
  'bad-port': 'its port is one that no web server may have',
};

/**
 * The error for no answer at all, or none to the end.
 *
 * @param timeoutMs the longest silence that was borne, ms
 */
export function silence(from: Counterpart, call: Asked, failure: NoAnswer, timeoutMs: number): NetworkError {
  const outcomeUnknown = !isSafe(call) && failure.mayHaveArrived;
  if (failure.code === 'too-large') return tooLarge(from, call, outcomeUnknown);
  const why = wordsFor(failure.code, timeoutMs);
  return new NetworkError(`${from.name} could not be reached to ${call.purpose}: ${why}.`, {
    network: from.network,
    kind: 'unreachable',
    outcomeUnknown,
    hint: outcomeUnknown ? settleHint(from) : 'Check the internet connection and the address, and try again.',
  });
}

function wordsFor(code: string, timeoutMs: number): string {
  if (code === 'timeout') return `nothing came for ${timeoutMs / SECOND} seconds`;
  if (code === 'too-slow')
    return `its answer had not come to an end after ${longestAnswer(timeoutMs) / SECOND} seconds`;
  return WORDS_FOR_CODE[code] ?? `the connection failed (${code})`;
}

function tooLarge(from: Counterpart, call: Asked, outcomeUnknown: boolean): NetworkError {
  return new NetworkError(
    `${from.name} sent more than earshot reads at a time when it was asked to ${call.purpose}.`,
    {
      network: from.network,
      kind: 'rejected',
      outcomeUnknown,
      hint: outcomeUnknown ? settleHint(from) : 'Make sure that the address is the one you mean.',
    },
  );
}

/** The error for a rate limit that is too long to sit out. @param retryAt its end, ms UTC */
export function mustWait(from: Counterpart, call: Asked, retryAt: number): NetworkError {
  return new NetworkError(`${from.name} asks earshot to wait before it may ${call.purpose} again.`, {
    network: from.network,
    kind: 'rate-limit',
    retryAt,
    hint: 'Poll less often, or let the next run go on from here: nothing is lost.',
  });
}

/** Whether asking again may help. */
export function mayPass(error: unknown): boolean {
  return (
    error instanceof NetworkError && (error.networkKind === 'server' || error.networkKind === 'unreachable')
  );
}
