import type { IncomingHttpHeaders } from 'node:http';
import type { IClientSettings, ITwitterApiClientPlugin, TwitterApi, TwitterResponse } from 'twitter-api-v2';
import { SECOND } from '../../core/clock.js';
import { parseBaseUrl } from '../../http/base-url.js';
import { failureOf, NoAnswer } from '../../http/no-answer.js';
import { withinPatience } from '../../http/patience.js';
import { loadLibrary } from './load-library.js';

/** One request to X, without its credentials. */
export interface Call {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below /2/, with `:name` for each of `params`: also the name under which its rate limit is kept. */
  path: string;
  params?: Record<string, string>;
  query?: Record<string, string | number | undefined>;
  body?: Record<string, unknown>;
  /** What it is for, to follow "X refused to": "read the mentions". */
  purpose: string;
}

/** What X answered, whatever the status; nothing of the request, so no credentials either. */
export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

interface RequestArgs {
  fullResponse: true;
  forceParseMode: 'text';
  timeout: number;
  params: Record<string, string>;
  signal: AbortSignal;
}

/**
 * Settings that make twitter-api-v2 talk to another server than X's (null: X itself). Compressed bodies are not
 * asked for: one cut short would leave the library waiting for ever.
 *
 * @throws EarshotError `config` for a base URL that would expose the credentials
 */
export async function clientSettings(baseUrl: string | null): Promise<Partial<IClientSettings>> {
  const settings = { plugins: [abortPlugin], compression: false };
  if (baseUrl === null) {
    const { BoundedAgent } = await import('../../http/bounded-agent.js');
    // As Node's own agent, which the library would use.
    return {
      ...settings,
      httpAgent: new BoundedAgent({ keepAlive: true, scheduling: 'lifo', timeout: 5 * SECOND }),
    };
  }
  const to = parseBaseUrl(baseUrl);
  const { RedirectAgent } = await import('../../http/redirect-agent.js');
  return { ...settings, httpAgent: new RedirectAgent(to) };
}

/** Hands the AbortSignal given with a request on to node:https, which twitter-api-v2 has no option for. */
const abortPlugin: ITwitterApiClientPlugin = {
  onBeforeRequest: ({ params, requestOptions }) => {
    if ('signal' in params && params.signal instanceof AbortSignal) requestOptions.signal = params.signal;
  },
};

/**
 * Sends one request through twitter-api-v2, which signs it. The body is taken as text, because the library
 * would parse it before anything is known of its shape.
 *
 * @param client made with clientSettings
 * @param timeoutMs longest silence, ms
 * @throws NoAnswer
 */
export async function send(
  client: TwitterApi,
  call: Call,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Answer> {
  if (signal.aborted) throw new NoAnswer('aborted', false);
  return answerOf(timeoutMs, signal, (until) => {
    const args: RequestArgs = {
      fullResponse: true,
      forceParseMode: 'text',
      timeout: timeoutMs,
      params: call.params ?? {},
      signal: until,
    };
    return request(client, call, args);
  });
}

/**
 * What a request that the library sends came to. It would bear an answer without end.
 *
 * @param timeoutMs longest silence, ms
 * @param ask is given what ends the request
 * @throws NoAnswer
 */
export function answerOf(
  timeoutMs: number,
  signal: AbortSignal,
  ask: (until: AbortSignal) => Promise<TwitterResponse<string>>,
): Promise<Answer> {
  return withinPatience(timeoutMs, async (tooSlow) => {
    const until = AbortSignal.any([signal, tooSlow]);
    const answer = await settle(ask(until), until).catch((error: unknown) => {
      tooSlow.throwIfAborted();
      throw error;
    });
    // The library takes what had come when the request was broken off for the whole.
    tooSlow.throwIfAborted();
    return answer;
  });
}

function request(client: TwitterApi, call: Call, args: RequestArgs): Promise<TwitterResponse<string>> {
  switch (call.method) {
    case 'GET':
      return client.v2.get<string>(call.path, call.query, args);
    case 'DELETE':
      return client.v2.delete<string>(call.path, call.query, args);
    case 'POST':
      return client.v2.post<string>(call.path, call.body, args);
    case 'PUT':
      return client.v2.put<string>(call.path, call.body, args);
  }
}

/** Turns the library's answers and errors, which carry the signed request, into plain facts without secrets. */
async function settle(pending: Promise<TwitterResponse<string>>, signal: AbortSignal): Promise<Answer> {
  try {
    const { headers, data } = await pending;
    return { status: 200, headers, text: data };
  } catch (error) {
    const { ApiPartialResponseError, ApiRequestError, ApiResponseError } = await loadLibrary();
    if (error instanceof ApiResponseError) {
      return { status: error.code, headers: error.headers, text: String(error.data) };
    }
    if (signal.aborted) throw new NoAnswer('aborted', true);
    if (error instanceof ApiPartialResponseError) throw new NoAnswer('ECONNRESET', true);
    if (!(error instanceof ApiRequestError)) throw error;
    // The library's own requestError is always undefined (1.29.1): the socket knows what happened to it.
    const cause = error.request.socket?.errored ?? null;
    throw cause?.message === 'Request timeout.' ? new NoAnswer('timeout', true) : failureOf(cause, signal);
  }
}
