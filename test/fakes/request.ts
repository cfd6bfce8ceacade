import type { IncomingMessage } from 'node:http';
import type * as z from 'zod';
import type { Endpoint, FakeRequest } from './server.js';

// What a fake reads of a request, and how it is checked before a handler sees it.

/** A request that is refused before its handler sees it. */
export class BadRequest extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** A request with its whole body; what its path stands for is not looked at yet. */
export async function readRequest(incoming: IncomingMessage): Promise<FakeRequest> {
  const url = new URL(incoming.url ?? '/', 'http://fake');
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
  return {
    method: incoming.method ?? 'GET',
    path: url.pathname,
    params: {},
    search: url.searchParams,
    headers: incoming.headers,
    text: Buffer.concat(chunks).toString('utf8'),
  };
}

/** Fields by name; those given more than once, and those whose name ends with `[]`, as lists. */
export function fieldsOf(search: URLSearchParams): Record<string, string | string[]> {
  return Object.fromEntries(
    [...new Set(search.keys())].map((name) => {
      const values = search.getAll(name);
      return [name, values.length === 1 && !name.endsWith('[]') ? (values[0] ?? '') : values];
    }),
  );
}

/** The body of a request, against the endpoint's schema. @throws BadRequest */
export function bodyOf(found: Endpoint, request: FakeRequest): unknown {
  if (found.body === null) {
    if (request.text !== '') throw new BadRequest(400, 'no body is taken');
    return undefined;
  }
  if (request.text === '') return parsed(found.body, undefined, 'body');
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim();
  const isForm = type === 'application/x-www-form-urlencoded';
  const accepted = isForm ? 'form' : type === 'application/json' ? 'json' : null;
  if (accepted === null || !found.accepts.includes(accepted))
    throw new BadRequest(415, `content type ${type}`);
  const value = isForm ? fieldsOf(new URLSearchParams(request.text)) : jsonOf(request.text);
  return parsed(found.body, value, 'body');
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new BadRequest(400, 'the body is not JSON');
  }
}

/** A value against its schema. @throws BadRequest saying where it differs */
export function parsed(schema: z.ZodType, value: unknown, where: string): unknown {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new BadRequest(400, `${where} ${issue?.path.join('.')}: ${issue?.message}`);
}
