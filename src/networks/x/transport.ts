import type { IncomingHttpHeaders } from 'node:http';
import {
  ApiPartialResponseError,
  ApiRequestError,
  ApiResponseError,
  type IClientSettings,
  type ITwitterApiClientPlugin,
  type TwitterApi,
  type TwitterResponse,
} from 'twitter-api-v2';
import { parseBaseUrl } from '../../http/base-url.js';
import { RedirectAgent } from '../../http/redirect-agent.js';

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

/** X did not answer, or not to the end. */
export class NoAnswer extends Error {
  /** Node's error code, or `timeout`. */
  readonly code: string;
  /** Whether the request may have reached X. */
  readonly mayHaveArrived: boolean;

  constructor(code: string, mayHaveArrived: boolean) {
    super(`no answer (${code})`);
    this.code = code;
    this.mayHaveArrived = mayHaveArrived;
  }
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
export function clientSettings(baseUrl: string | null): Partial<IClientSettings> {
  const agent = baseUrl === null ? {} : { httpAgent: new RedirectAgent(parseBaseUrl(baseUrl)) };
  return { plugins: [abortPlugin], compression: false, ...agent };
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
  const args: RequestArgs = {
    fullResponse: true,
    forceParseMode: 'text',
    timeout: timeoutMs,
    params: call.params ?? {},
    signal,
  };
  return settle(request(client, call, args));
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
export async function settle(pending: Promise<TwitterResponse<string>>): Promise<Answer> {
  try {
    const { headers, data } = await pending;
    return { status: 200, headers, text: data };
  } catch (error) {
    if (error instanceof ApiResponseError) {
      return { status: error.code, headers: error.headers, text: String(error.data) };
    }
    if (error instanceof ApiPartialResponseError) throw new NoAnswer('ECONNRESET', true);
    // The library's own requestError is always undefined (1.29.1): the socket knows what happened to it.
    if (error instanceof ApiRequestError) throw noAnswer(error.request.socket?.errored ?? null);
    throw error;
  }
}

const BEFORE_CONNECTING = new Set(['connect', 'getaddrinfo']);

function noAnswer(error: Error | null): NoAnswer {
  const code = textOf(error, 'code');
  if (code === 'ABORT_ERR') return new NoAnswer('aborted', true);
  if (error?.message === 'Request timeout.') return new NoAnswer('timeout', true);
  const neverSent = BEFORE_CONNECTING.has(textOf(error, 'syscall')) || /CERT|TLS|SSL/.test(code);
  return new NoAnswer(code || 'ECONNRESET', !neverSent);
}

function textOf(error: Error | null, property: string): string {
  const value: unknown = error === null ? undefined : Object.getOwnPropertyDescriptor(error, property)?.value;
  return typeof value === 'string' ? value : '';
}
