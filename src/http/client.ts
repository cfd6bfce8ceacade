import { type Clock, sleep } from '../core/clock.js';
import { NetworkError, type NetworkErrorKind } from '../core/errors.js';
import type { Fetch } from '../core/fetch.js';
import { readBody } from './body.js';
import { failureOf, NoAnswer } from './no-answer.js';
import { retrySafe } from './retry.js';

/** One request, without its credentials. */
export interface HttpCall {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Absolute, or below the client's base. Never shown: it may hold a token. */
  path: string;
  query?: Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;
  /** Sent as JSON. */
  json?: unknown;
  /** Sent as a form. */
  form?: Readonly<Record<string, string>>;
  headers?: Readonly<Record<string, string>>;
  /** What it is for, to follow "Mastodon refused to": "read the notifications". */
  purpose: string;
  /** The name under which the network counts its rate limit; one for the whole host when left out. */
  bucket?: string;
  /** Changes nothing on the other side although it is no GET: may be sent again after a failure. */
  safe?: boolean;
  /** How long to bear silence, ms, where it differs from the client's. */
  timeoutMs?: number;
}

/** What came back, whatever the status; nothing of the request. */
export interface HttpAnswer {
  status: number;
  headers: Headers;
  text: string;
}

/** What a refusal means for us. */
export interface Meaning {
  kind: NetworkErrorKind;
  message: string;
  hint?: string;
  /** When it makes sense to ask again, ms UTC. */
  retryAt?: number;
}

/** What is particular to one network's HTTP API. */
export interface HttpDialect {
  network: string;
  /** How the network is written for people. */
  name: string;
  /** Headers that every request carries, credentials included. */
  authorise?(signal: AbortSignal): Promise<Readonly<Record<string, string>>>;
  /**
   * Replaces credentials that have just been refused.
   *
   * @returns false where there is nothing to replace them with, or the answer was no refusal of credentials
   */
  renew?(answer: HttpAnswer, sent: Readonly<Record<string, string>>, signal: AbortSignal): Promise<boolean>;
  /** Until when the next request of this bucket would be refused (ms UTC), as the headers or body tell; else null. */
  freeAt?(answer: HttpAnswer, now: number): number | null;
  /** What a person does about a write whose outcome is unknown, where earshot cannot look for it itself. */
  settleHint?: string;
  /** The meaning of an answer with a status of 300 or more, or of a 2xx that `isRefusal` named. */
  interpret(answer: HttpAnswer, call: HttpCall): Meaning;
}

export interface HttpClientOptions {
  dialect: HttpDialect;
  /** Where relative paths begin. */
  base: URL | null;
  fetch: Fetch;
  clock: Clock;
  /** Longest silence to bear, ms. */
  timeoutMs: number;
  /** Longest rate-limit wait to sit out, ms. */
  maxWaitMs: number;
  /** Largest body to read, bytes. */
  maxBytes?: number;
  debug(message: string): void;
  /** Takes secrets out of what is quoted from an answer. */
  redact(text: string): string;
}

/** What a schema library offers to check a body with. */
export interface Schema<T> {
  safeParse(
    value: unknown,
  ):
    | { success: true; data: T }
    | { success: false; error: { issues: readonly { path: readonly PropertyKey[]; message: string }[] } };
}

/** One network's HTTP API for one account: signed, within its rate limits, retried where that is safe, checked. */
export interface HttpClient {
  /**
   * The answer of a request that was accepted (2xx or 304).
   *
   * @throws NetworkError
   */
  send(call: HttpCall, signal: AbortSignal): Promise<HttpAnswer>;
  /**
   * The same, its body parsed as JSON and checked.
   *
   * @throws NetworkError
   */
  json<T>(call: HttpCall, schema: Schema<T>, signal: AbortSignal): Promise<{ data: T; headers: Headers }>;
}

/** Waits before a safe request is sent again, ms. */
const RETRY_DELAYS = [250, 1_000];
const MAX_BYTES = 8 * 1024 * 1024;
const ONE_BUCKET = '';

/** Makes the client of one account. Reads are tried again after failures that may pass; writes never. */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const { dialect, clock } = options;
  const freeAt = new Map<string, number>();
  const blockedFor = (call: HttpCall) => (freeAt.get(call.bucket ?? ONE_BUCKET) ?? 0) - clock();

  const awaitTurn = async (call: HttpCall, signal: AbortSignal): Promise<void> => {
    const wait = blockedFor(call);
    if (wait <= 0) return;
    if (wait > options.maxWaitMs) throw mustWait(dialect, call, clock() + wait);
    options.debug(`${dialect.network}: waiting ${wait} ms for the rate limit`);
    await sleep(wait, signal);
  };

  const once = async (call: HttpCall, signal: AbortSignal) => {
    const credentials = (await dialect.authorise?.(signal)) ?? {};
    const answer = await exchange(options, call, credentials, signal);
    const until = dialect.freeAt?.(answer, clock()) ?? null;
    if (until === null) freeAt.delete(call.bucket ?? ONE_BUCKET);
    else freeAt.set(call.bucket ?? ONE_BUCKET, until);
    return { answer, credentials };
  };

  /** A request refused for its credentials or for its time (401, 429) had no effect and may be repeated. */
  const attempt = async (call: HttpCall, signal: AbortSignal): Promise<HttpAnswer> => {
    await awaitTurn(call, signal);
    let { answer, credentials } = await once(call, signal);
    if (isRefused(answer) && (await dialect.renew?.(answer, credentials, signal))) {
      ({ answer, credentials } = await once(call, signal));
    }
    if (answer.status === 429 && isSafe(call) && blockedFor(call) > 0) {
      await awaitTurn(call, signal);
      ({ answer } = await once(call, signal));
    }
    if (isRefused(answer)) throw refusal(options, answer, call);
    return answer;
  };

  const send = (call: HttpCall, signal: AbortSignal) => {
    const run = () => attempt(call, signal);
    return isSafe(call) ? retrySafe(run, { delays: RETRY_DELAYS, retryable: mayPass, signal }) : run();
  };

  return {
    send,
    json: async (call, schema, signal) => {
      const answer = await send(call, signal);
      const parsed = schema.safeParse(parseJson(dialect, answer, call));
      if (parsed.success) return { data: parsed.data, headers: answer.headers };
      const [issue] = parsed.error.issues;
      const where = issue === undefined ? '' : ` (${issue.path.join('.') || 'body'}: ${issue.message})`;
      throw nonsense(dialect, call, `it is not what ${dialect.name} documents${where}`);
    },
  };
}

/** The error for an accepted answer that cannot be what the network documents. */
export function nonsense(
  dialect: Pick<HttpDialect, 'network' | 'name' | 'settleHint'>,
  call: HttpCall,
  why: string,
): NetworkError {
  return new NetworkError(
    `${dialect.name}'s answer could not be read when earshot asked it to ${call.purpose}: ${why}.`,
    {
      network: dialect.network,
      kind: 'server',
      outcomeUnknown: !isSafe(call),
      hint: isSafe(call) ? 'Try again in a few minutes.' : (dialect.settleHint ?? SETTLE),
    },
  );
}

const SETTLE =
  'It may have been carried out all the same: earshot looks for it among your own posts before it sends again.';

function isSafe(call: HttpCall): boolean {
  return call.method === 'GET' || call.safe === true;
}

function isRefused({ status }: HttpAnswer): boolean {
  return status >= 300 && status !== 304;
}

async function exchange(
  options: HttpClientOptions,
  call: HttpCall,
  credentials: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  const { dialect } = options;
  const timeoutMs = call.timeoutMs ?? options.timeoutMs;
  try {
    const answer = await roundTrip(options, call, credentials, timeoutMs, signal);
    options.debug(`${dialect.network}: ${call.purpose} -> ${answer.status}`);
    return answer;
  } catch (error) {
    const failure = failureOf(error, signal);
    options.debug(`${dialect.network}: ${call.purpose} -> ${failure.message}`);
    throw silence(dialect, call, failure, timeoutMs);
  }
}

/** One request and its whole body, given up after `timeoutMs` without a byte. */
async function roundTrip(
  options: HttpClientOptions,
  call: HttpCall,
  credentials: Readonly<Record<string, string>>,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  if (signal.aborted) throw new NoAnswer('aborted', false);
  const silent = new AbortController();
  const timer = setTimeout(() => silent.abort(new NoAnswer('timeout', true)), timeoutMs);
  try {
    const { body, type } = bodyOf(call);
    const response = await options.fetch(addressOf(options.base, call), {
      method: call.method,
      headers: { accept: 'application/json', ...type, ...credentials, ...call.headers },
      redirect: 'manual',
      signal: AbortSignal.any([signal, silent.signal]),
      ...(body === undefined ? {} : { body }),
    });
    const text = await readBody(response, options.maxBytes ?? MAX_BYTES, () => timer.refresh());
    return { status: response.status, headers: response.headers, text };
  } finally {
    clearTimeout(timer);
  }
}

function addressOf(base: URL | null, { path, query = {} }: HttpCall): URL {
  const url = base === null ? new URL(path) : new URL(path, base);
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue;
    for (const one of Array.isArray(value) ? value : [value]) url.searchParams.append(name, String(one));
  }
  return url;
}

function bodyOf({ json, form }: HttpCall): { body?: string; type: Record<string, string> } {
  if (json !== undefined) return { body: JSON.stringify(json), type: { 'content-type': 'application/json' } };
  if (form === undefined) return { type: {} };
  return {
    body: new URLSearchParams(form).toString(),
    type: { 'content-type': 'application/x-www-form-urlencoded' },
  };
}

function parseJson(dialect: HttpDialect, answer: HttpAnswer, call: HttpCall): unknown {
  try {
    return JSON.parse(answer.text);
  } catch {
    throw nonsense(dialect, call, 'it was cut short or is not JSON');
  }
}

function refusal(options: HttpClientOptions, answer: HttpAnswer, call: HttpCall): NetworkError {
  const quoted = { ...answer, text: options.redact(answer.text) };
  const { message, ...meaning } = options.dialect.interpret(quoted, call);
  const unknown = !isSafe(call) && answer.status >= 500;
  return new NetworkError(message, {
    network: options.dialect.network,
    status: answer.status,
    outcomeUnknown: unknown,
    ...(unknown ? { hint: options.dialect.settleHint ?? SETTLE } : {}),
    ...meaning,
  });
}

const WORDS_FOR_CODE: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the server refuses connections',
  ENOTFOUND: 'its address was not found',
  EAI_AGAIN: 'the name server did not answer',
  ECONNRESET: 'the connection broke off',
  aborted: 'it was interrupted',
  'too-large': 'its answer is larger than earshot reads',
};

function silence(dialect: HttpDialect, call: HttpCall, failure: NoAnswer, timeoutMs: number): NetworkError {
  const outcomeUnknown = !isSafe(call) && failure.mayHaveArrived;
  const words = WORDS_FOR_CODE[failure.code] ?? `the connection failed (${failure.code})`;
  const why = failure.code === 'timeout' ? `nothing came for ${timeoutMs / 1_000} seconds` : words;
  const kind = failure.code === 'too-large' ? 'rejected' : 'unreachable';
  return new NetworkError(`${dialect.name} could not be reached to ${call.purpose}: ${why}.`, {
    network: dialect.network,
    kind,
    outcomeUnknown,
    hint: outcomeUnknown
      ? (dialect.settleHint ?? SETTLE)
      : 'Check the internet connection and the address, and try again.',
  });
}

function mayPass(error: unknown): boolean {
  return (
    error instanceof NetworkError && (error.networkKind === 'server' || error.networkKind === 'unreachable')
  );
}

function mustWait({ network, name }: HttpDialect, call: HttpCall, retryAt: number): NetworkError {
  return new NetworkError(`${name} asks earshot to wait before it may ${call.purpose} again.`, {
    network,
    kind: 'rate-limit',
    retryAt,
    hint: 'Poll less often, or let the next run go on from here: nothing is lost.',
  });
}
