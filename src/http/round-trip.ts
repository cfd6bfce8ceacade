import type { Fetch } from '../core/fetch.js';
import { readBody } from './body.js';
import type { HttpAnswer, HttpCall } from './call.js';
import { NoAnswer } from './no-answer.js';
import { withinPatience } from './patience.js';

/** Largest body that is read where nothing else is said, bytes. */
const MAX_BYTES = 8 * 1024 * 1024;
const UTF_8 = new TextDecoder();

/** What a request travels by. */
export interface Transport {
  fetch: Fetch;
  /** Where relative paths begin. */
  base: URL | null;
  /** Largest body to read, bytes. */
  maxBytes?: number;
  /** Reads a body that need not be UTF-8. */
  decode?(body: Uint8Array, headers: Headers): string;
}

/**
 * One request and its whole body, given up after `timeoutMs` without a byte, and when all of it takes too long.
 *
 * @throws whatever broke it: `failureOf` tells what it means
 */
export async function roundTrip(
  options: Transport,
  call: HttpCall,
  credentials: Readonly<Record<string, string>>,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  if (signal.aborted) throw new NoAnswer('aborted', false);
  const silent = new AbortController();
  const timer = setTimeout(() => silent.abort(new NoAnswer('timeout', true)), timeoutMs);
  try {
    const { body: sent, type } = bodyOf(call);
    return await withinPatience(timeoutMs, async (tooSlow) => {
      const response = await options.fetch(addressOf(options.base, call), {
        method: call.method,
        headers: { accept: 'application/json', ...type, ...credentials, ...call.headers },
        redirect: 'manual',
        signal: AbortSignal.any([signal, silent.signal, tooSlow]),
        ...(sent === undefined ? {} : { body: sent }),
      });
      timer.refresh();
      const { status, headers } = response;
      const body = await readBody(response, options.maxBytes ?? MAX_BYTES, () => timer.refresh());
      return { status, headers, text: options.decode?.(body, headers) ?? UTF_8.decode(body) };
    });
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
