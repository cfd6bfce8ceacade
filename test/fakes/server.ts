/*
 * The loopback server that every fake network is built on. A fake gives its endpoints and the forms of its
 * network's refusals; the server reads requests, checks them, acts out faults and counts.
 *
 *   const faults = new Faults();
 *   const server = await startServer({
 *     faults,
 *     refuse: ({ status, retryAt }) => ({ status, json: { error: 'refused' }, headers: ... }),
 *     authorise: (request) => { if (request.headers.authorization !== ...) throw new Refusal({ status: 401, json: ... }); },
 *     endpoints: [
 *       endpoint({
 *         method: 'GET', path: '/api/v1/notifications', name: 'notifications', fault: 'read',
 *         query: z.strictObject({ limit: z.coerce.number().int().min(1).max(80).optional(), 'types[]': listOf(z.string()).optional() }),
 *         handle: ({ query }) => ({ json: page(query) }),
 *       }),
 *       endpoint({ method: 'POST', path: '/bot:token/sendMessage', name: 'sendMessage', fault: 'write', body: z.strictObject({ ... }),
 *         handle: ({ params, body }) => ({ json: ... }) }),
 *     ],
 *   });
 *
 * What is not declared is refused: an unknown path (404), another method (405), a query parameter or a body without
 * a schema or against it (400, or the `status` the fake's `refuse` gives it), another content type (415). A handler
 * refuses with `throw new Refusal(answer)`. Any other error of a handler is a bug of the fake: the client gets a 500,
 * and `stop()` rejects with it.
 */
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import * as z from 'zod';
import { actOut, type Faults } from './faults.js';
import { BadRequest, bodyOf, fieldsOf, parsed, readRequest } from './request.js';

/** A request as it came in. */
export interface FakeRequest {
  method: string;
  /** Without the query, still encoded. */
  path: string;
  /** What `:name` stood for in the endpoint's path, decoded. */
  params: Readonly<Record<string, string>>;
  search: URLSearchParams;
  headers: IncomingHttpHeaders;
  text: string;
}

/** What goes back. One of `json`, `text` and `stream`, or none for an empty body. */
export interface FakeAnswer {
  /** 200 when left out. */
  status?: number;
  headers?: Readonly<Record<string, string>>;
  json?: unknown;
  text?: string;
  /** For bodies that are too large to make. */
  stream?: Iterable<Buffer>;
}

/** Why a request is refused before its handler sees it, or by a fault. */
export interface RefusalCause {
  status: number;
  /** ms UTC, with 429. */
  retryAt?: number;
  /** What was wrong with the request; for errors the server itself finds. */
  detail?: string;
}

/** Thrown by a handler to refuse a request in the network's own form. */
export class Refusal extends Error {
  readonly answer: FakeAnswer;

  constructor(answer: FakeAnswer) {
    super(`refused with ${answer.status}`);
    this.answer = answer;
  }
}

type Handler = (request: FakeRequest & { query: unknown; body: unknown }) => FakeAnswer | Promise<FakeAnswer>;

/** Made with `endpoint`, which knows the types of its query and body. */
export interface Endpoint {
  method: string;
  path: string;
  name: string;
  fault: 'read' | 'write' | null;
  open: boolean;
  accepts: readonly ('json' | 'form')[];
  query: z.ZodType;
  body: z.ZodType | null;
  handle: Handler;
}

export interface EndpointOptions<Query, Body> {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** `:name` stands for anything without a slash, also within a segment: `/bot:token/getMe`, `/item/:id.json`. */
  path: string;
  /** The short name under which requests are counted. */
  name: string;
  /** Which faults fall on it; left out for what is neither read nor written, such as a token endpoint. */
  fault?: 'read' | 'write';
  /** Whether it is served without credentials. */
  open?: boolean;
  /** Content types of the body; JSON when left out. */
  accepts?: readonly ('json' | 'form')[];
  /** A strict object of its parameters (text, or lists of text); none are taken when it is left out. */
  query?: z.ZodType<Query>;
  /** A strict schema of its body; none is taken when it is left out. */
  body?: z.ZodType<Body>;
  handle(request: FakeRequest & { query: Query; body: Body }): FakeAnswer | Promise<FakeAnswer>;
}

export interface ServerOptions {
  endpoints: readonly Endpoint[];
  faults: Faults;
  /** The form of the network's refusals. */
  refuse(cause: RefusalCause, request: FakeRequest): FakeAnswer;
  /** Looks at the credentials of a request to an endpoint that is not open; throws Refusal. */
  authorise?(request: FakeRequest): void;
  /** Headers on every answer, such as rate limits. */
  headers?(request: FakeRequest, name: string): Record<string, string>;
  /** 0, the default, takes a free one. */
  port?: number;
}

export interface FakeServer {
  /** `http://127.0.0.1:PORT`. */
  url: string;
  /** Requests that came in, by the endpoint's name; what no endpoint serves is counted as `METHOD path`. */
  requests(): Readonly<Record<string, number>>;
  /** Stops listening and cuts open connections; again, nothing more. Rejects with the first bug of a handler. */
  stop(): Promise<void>;
}

/** Declares an endpoint. */
export function endpoint<Query = Record<string, never>, Body = undefined>(
  options: EndpointOptions<Query, Body>,
): Endpoint {
  return {
    ...options,
    fault: options.fault ?? null,
    open: options.open ?? false,
    accepts: options.accepts ?? ['json'],
    query: options.query ?? z.strictObject({}),
    body: options.body ?? null,
    // The schemas have made them what the handler declares.
    handle: (request) => options.handle(request as Parameters<typeof options.handle>[0]),
  };
}

/** A query parameter or form field that may be repeated: one is a list of one. */
export function listOf<T>(item: z.ZodType<T>): z.ZodType<T[]> {
  return z.preprocess((value) => (typeof value === 'string' ? [value] : value), z.array(item));
}

/** Starts a server on loopback. */
export async function startServer(options: ServerOptions): Promise<FakeServer> {
  const counts: Record<string, number> = {};
  const bugs: unknown[] = [];
  const served = options.endpoints.map((each) => ({ ...each, pattern: patternOf(each.path) }));

  const answerTo = async (found: Endpoint, request: FakeRequest): Promise<FakeAnswer> => {
    try {
      if (!found.open) options.authorise?.(request);
      const query = parsed(found.query, fieldsOf(request.search), 'query');
      const body = bodyOf(found, request);
      return await found.handle({ ...request, query, body });
    } catch (error) {
      if (error instanceof Refusal) return error.answer;
      if (error instanceof BadRequest)
        return options.refuse({ status: error.status, detail: error.message }, request);
      bugs.push(error);
      return { status: 500, text: `The fake itself failed: ${String(error)}` };
    }
  };

  const serve = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const request = await readRequest(incoming);
    const matching = served.filter(({ pattern }) => pattern.test(request.path));
    const found = matching.find(({ method }) => method === request.method);
    const name = found?.name ?? `${request.method} ${request.path}`;
    counts[name] = (counts[name] ?? 0) + 1;
    if (!found) {
      const status = matching.length > 0 ? 405 : 404;
      await send(response, options.refuse({ status, detail: `no ${name}` }, request));
      return;
    }
    const known = { ...request, params: paramsOf(found.pattern, request.path) };
    const carryOut = async () => {
      const answer = await answerTo(found, known);
      return { ...answer, headers: { ...options.headers?.(known, name), ...answer.headers } };
    };
    const fault = found.fault === null ? null : options.faults.take(found.fault);
    await actOut(fault, { response, carryOut, send, refuse: (cause) => options.refuse(cause, known) });
  };

  const server = createServer({ keepAliveTimeout: 65_000 }, (incoming, response) => {
    serve(incoming, response).catch((error: unknown) => {
      // A client that hangs up in the middle is part of many tests.
      if (!response.destroyed && !incoming.destroyed) bugs.push(error);
      response.destroy();
    });
  });
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  let closed: Promise<unknown> | undefined;
  return {
    url: `http://127.0.0.1:${port}`,
    requests: () => ({ ...counts }),
    async stop() {
      if (!closed) {
        closed = once(server, 'close');
        server.close();
        server.closeAllConnections();
      }
      await closed;
      if (bugs.length > 0) throw bugs[0];
    },
  };
}

function patternOf(path: string): RegExp {
  const escaped = path.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replace(/:([a-zA-Z]\w*)/g, '(?<$1>[^/]+?)')}$`);
}

function paramsOf(pattern: RegExp, path: string): Record<string, string> {
  const groups = Object.entries(pattern.exec(path)?.groups ?? {});
  return Object.fromEntries(groups.map(([name, value]) => [name, decodeURIComponent(value)]));
}

async function send(response: ServerResponse, answer: FakeAnswer): Promise<void> {
  const type = answer.json === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' };
  response.writeHead(answer.status ?? 200, { ...type, ...answer.headers });
  if (answer.stream !== undefined) await pipeline(Readable.from(answer.stream), response);
  else response.end(answer.json === undefined ? answer.text : JSON.stringify(answer.json));
}
