import type { IncomingHttpHeaders } from 'node:http';
import type * as z from 'zod';
import { sleep } from '../../core/clock.js';
import { NetworkError } from '../../core/errors.js';
import { retrySafe } from '../../http/retry.js';
import type { NetworkDeps } from '../network.js';
import { type Circumstances, nonsense, refusal, silence } from './errors.js';
import { LimitBook } from './limits.js';
import { openSession } from './session.js';
import { type Answer, type Call, NoAnswer, send } from './transport.js';

/** What X answered, checked. */
export interface Reply<T> {
  data: T;
  headers: IncomingHttpHeaders;
}

/** X's API for one account: signed, checked, within its rate limits. */
export interface Client {
  /**
   * Sends one request. Reads are tried again after failures that may pass; writes never.
   *
   * @throws NetworkError
   */
  call<T>(call: Call, schema: z.ZodType<T>, signal: AbortSignal): Promise<Reply<T>>;
}

interface Sent extends Answer {
  accessToken: string;
  sentAt: number;
}

/** Waits before a read is tried again, ms. */
const RETRY_DELAYS = [250, 1_000];

export function createClient(deps: NetworkDeps): Client {
  const session = openSession(deps);
  const limits = new LimitBook();

  const circumstances = (call: Call): Circumstances => ({
    call,
    auth: deps.account.auth,
    now: deps.clock(),
    timeoutMs: deps.timeoutMs,
  });

  /** Sits out a rate limit that ends soon enough. */
  const awaitTurn = async (call: Call, signal: AbortSignal): Promise<void> => {
    const retryAt = limits.freeAt(kindOf(call));
    const wait = retryAt - deps.clock();
    if (wait <= 0) return;
    if (wait > deps.maxWaitMs) throw mustWait(call, retryAt);
    deps.debug(`x: waiting ${wait} ms for the rate limit of ${kindOf(call)}`);
    await sleep(wait, signal);
  };

  const once = async (call: Call, signal: AbortSignal): Promise<Sent> => {
    const { client, accessToken } = await session.signed(signal);
    const sentAt = deps.clock();
    if (signal.aborted) throw silence(new NoAnswer('aborted', false), circumstances(call));
    try {
      const answer = await send(client, call, deps.timeoutMs, signal);
      limits.note(kindOf(call), answer.headers, deps.clock());
      deps.debug(`x: ${kindOf(call)} -> ${answer.status}`);
      return { ...answer, accessToken, sentAt };
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      deps.debug(`x: ${kindOf(call)} -> ${error.message}`);
      throw silence(error, circumstances(call));
    }
  };

  /** One request within the rate limits; a refused one (401, 429) had no effect and may be repeated. */
  const attempt = async (call: Call, signal: AbortSignal): Promise<Reply<unknown>> => {
    await awaitTurn(call, signal);
    let answer = await once(call, signal);
    if (answer.status === 401 && (await session.renew(answer.accessToken, signal))) {
      answer = await once(call, signal);
    }
    if (answer.status === 429 && call.method === 'GET' && limits.freeAt(kindOf(call)) > deps.clock()) {
      await awaitTurn(call, signal);
      answer = await once(call, signal);
    }
    if (answer.status >= 300) {
      throw refusal({ ...answer, text: deps.redact(answer.text) }, circumstances(call));
    }
    return { data: parse(answer, circumstances(call)), headers: answer.headers };
  };

  return {
    call: async (call, schema, signal) => {
      const run = () => attempt(call, signal);
      const retry = { delays: RETRY_DELAYS, retryable: mayPass, signal };
      const { data, headers } = call.method === 'GET' ? await retrySafe(run, retry) : await run();
      // Outside the retry: what X documents otherwise today will not be as expected in a second, and is billed again.
      return { data: check(data, schema, circumstances(call)), headers };
    },
  };
}

function kindOf(call: Call): string {
  return `${call.method} ${call.path}`;
}

function mayPass(error: unknown): boolean {
  return (
    error instanceof NetworkError && (error.networkKind === 'server' || error.networkKind === 'unreachable')
  );
}

function mustWait(call: Call, retryAt: number): NetworkError {
  return new NetworkError(`X asks earshot to wait before it may ${call.purpose} again.`, {
    network: 'x',
    kind: 'rate-limit',
    retryAt,
    hint: 'Poll less often, or let the next run go on from here: nothing is lost.',
  });
}

function parse(answer: Sent, about: Circumstances): unknown {
  try {
    return JSON.parse(answer.text);
  } catch {
    if (about.now - answer.sentAt >= about.timeoutMs) throw silence(new NoAnswer('timeout', true), about);
    throw nonsense('it was cut short or is not JSON', about);
  }
}

function check<T>(body: unknown, schema: z.ZodType<T>, about: Circumstances): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const where = issue === undefined ? '' : `${issue.path.join('.') || 'body'}: ${issue.message}`;
  throw nonsense(`it is not what X documents (${where})`, about);
}
