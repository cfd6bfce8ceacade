import type { IncomingHttpHeaders } from 'node:http';
import { sleep } from '../../core/clock.js';
import { mayPass, mustWait, nonsense, silence } from '../../http/failures.js';
import { misfitOf, type Schema } from '../../http/misfit.js';
import { NoAnswer } from '../../http/no-answer.js';
import { quotable } from '../../http/quotable.js';
import { retrySafe } from '../../http/retry.js';
import type { NetworkDeps } from '../network.js';
import { againOf, refusal, X } from './errors.js';
import { LimitBook } from './limits.js';
import { openSession } from './session.js';
import { type Answer, type Call, send } from './transport.js';

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
  call<T>(call: Call, schema: Schema<T>, signal: AbortSignal): Promise<Reply<T>>;
}

interface Sent extends Answer {
  accessToken: string;
  sentAt: number;
}

/** Waits before a read is tried again, ms. */
const RETRY_DELAYS = [250, 1_000];

/** Makes the client of one account. Nothing is asked before the first call. */
export function createClient(deps: NetworkDeps): Client {
  const session = openSession(deps);
  const limits = new LimitBook();

  /** Sits out a rate limit that ends soon enough. */
  const awaitTurn = async (call: Call, signal: AbortSignal): Promise<void> => {
    const retryAt = limits.freeAt(kindOf(call));
    const wait = retryAt - deps.clock();
    if (wait <= 0) return;
    if (wait > deps.maxWaitMs) throw mustWait(X, call, retryAt);
    deps.debug(`x: waiting ${wait} ms for the rate limit of ${kindOf(call)}`);
    await sleep(wait, signal);
  };

  const once = async (call: Call, signal: AbortSignal): Promise<Sent> => {
    const { client, accessToken } = await session.signed(signal);
    const sentAt = deps.clock();
    try {
      const answer = await send(client, call, deps.timeoutMs, signal);
      limits.note(kindOf(call), answer.headers, deps.clock());
      deps.debug(`x: ${kindOf(call)} -> ${answer.status}`);
      return { ...answer, accessToken, sentAt };
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      deps.debug(`x: ${kindOf(call)} -> ${error.message}`);
      throw silence(X, call, error, deps.timeoutMs);
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
      const quoted = { ...answer, text: quotable(answer.text, deps.redact) };
      throw refusal(quoted, {
        call,
        auth: deps.account.auth,
        again: againOf(deps.account),
        now: deps.clock(),
      });
    }
    return { data: parse(answer, call, deps), headers: answer.headers };
  };

  return {
    call: async (call, schema, signal) => {
      const run = () => attempt(call, signal);
      const retry = { delays: RETRY_DELAYS, retryable: mayPass, signal };
      const { data, headers } = call.method === 'GET' ? await retrySafe(run, retry) : await run();
      // Outside the retry: what X documents otherwise today will not be as expected in a second, and is billed again.
      return { data: check(data, schema, call), headers };
    },
  };
}

function kindOf(call: Call): string {
  return `${call.method} ${call.path}`;
}

/** The library ends a silent body as if it were whole: half a JSON after all the patience is silence. */
function parse(answer: Sent, call: Call, { clock, timeoutMs }: NetworkDeps): unknown {
  try {
    return JSON.parse(answer.text);
  } catch {
    if (clock() - answer.sentAt < timeoutMs) throw nonsense(X, call, 'it was cut short or is not JSON');
    throw silence(X, call, new NoAnswer('timeout', true), timeoutMs);
  }
}

function check<T>(body: unknown, schema: Schema<T>, call: Call): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw nonsense(X, call, `it is not what X documents (${misfitOf(body, parsed.error.issues)})`);
}
