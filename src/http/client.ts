import { type Clock, sleep } from '../core/clock.js';
import { NetworkError, type NetworkErrorKind } from '../core/errors.js';
import { type HttpAnswer, type HttpCall, isSafe } from './call.js';
import { type Counterpart, mayPass, mustWait, nonsense, settleHint, silence } from './failures.js';
import { misfitOf, type Schema } from './misfit.js';
import { failureOf } from './no-answer.js';
import { quotable } from './quotable.js';
import { retrySafe } from './retry.js';
import { roundTrip, type Transport } from './round-trip.js';

export type { HttpAnswer, HttpCall } from './call.js';
export type { Schema } from './misfit.js';

/** What a refusal means for us. */
export interface Meaning {
  kind: NetworkErrorKind;
  message: string;
  hint?: string;
  /** When it makes sense to ask again, ms UTC. */
  retryAt?: number;
}

/** What is particular to one network's HTTP API. */
export interface HttpDialect extends Counterpart {
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
  /** The meaning of an answer with a status of 300 or more (304 is none). */
  interpret(answer: HttpAnswer, call: HttpCall): Meaning;
}

/** What a client is handed. */
export interface HttpClientOptions extends Transport {
  dialect: HttpDialect;
  clock: Clock;
  /** Longest silence to bear, ms. */
  timeoutMs: number;
  /** Longest rate-limit wait to sit out, ms. */
  maxWaitMs: number;
  debug(message: string): void;
  /** Takes secrets out of what is quoted from an answer. */
  redact(text: string): string;
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
const ONE_BUCKET = '';

/** Makes the client of one account. Reads are tried again after failures that may pass; writes never. */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const { dialect, clock } = options;
  const freeAt = new Map<string, number>();
  const blockedUntil = (call: HttpCall) => freeAt.get(call.bucket ?? ONE_BUCKET) ?? 0;

  const awaitTurn = async (call: HttpCall, signal: AbortSignal): Promise<void> => {
    const until = blockedUntil(call);
    const wait = until - clock();
    if (wait <= 0) return;
    if (wait > options.maxWaitMs) throw mustWait(dialect, call, until);
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
    if (answer.status === 429 && isSafe(call) && blockedUntil(call) > clock()) {
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
      const body = parseJson(dialect, answer, call);
      const parsed = schema.safeParse(body);
      if (parsed.success) return { data: parsed.data, headers: answer.headers };
      const misfit = options.redact(misfitOf(body, parsed.error.issues));
      throw nonsense(dialect, call, `it is not what ${dialect.name} documents (${misfit})`);
    },
  };
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

function parseJson(dialect: HttpDialect, answer: HttpAnswer, call: HttpCall): unknown {
  try {
    return JSON.parse(answer.text);
  } catch {
    throw nonsense(dialect, call, 'it was cut short or is not JSON');
  }
}

function refusal(options: HttpClientOptions, answer: HttpAnswer, call: HttpCall): NetworkError {
  const quoted = { ...answer, text: quotable(answer.text, options.redact) };
  const { message, ...meaning } = options.dialect.interpret(quoted, call);
  const unknown = !isSafe(call) && answer.status >= 500;
  return new NetworkError(options.redact(message), {
    network: options.dialect.network,
    status: answer.status,
    outcomeUnknown: unknown,
    ...(unknown ? { hint: settleHint(options.dialect) } : {}),
    ...meaning,
  });
}
