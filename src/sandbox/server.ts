import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Clock } from '../core/clock.js';
import type { Caller } from './authenticate.js';
import { control } from './control.js';
import { findEndpoint } from './endpoints/index.js';
import { type Fault, Faults } from './faults.js';
import type { Grants } from './grants.js';
import type { Ledger } from './ledger.js';
import type { SignedRequest } from './oauth1.js';
import { type Answer, forbidden, invalidRequest, plainProblem, Refusal } from './problems.js';
import { Query } from './query.js';
import type { RateLimits } from './rate-limits.js';
import type { Stage } from './stage.js';

const MAX_BODY = 1_000_000;

/** The parts a request passes through. */
export interface ServerParts {
  stage: Stage;
  clock: Clock;
  authenticate(request: SignedRequest): Caller;
  grants: Grants;
  rateLimits: RateLimits;
  faults: Faults;
  ledger: Ledger;
  log: ((line: string) => void) | undefined;
}

interface ReadRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  contentType: string;
  authorization: string | undefined;
  body: string;
}

/** Answers requests: faults first, then who asks, how often, and what for. */
export function createHandler(parts: ServerParts): RequestListener {
  return (incoming, response) => {
    const started = parts.clock();
    void serve(parts, incoming, response)
      .catch((error: unknown) => {
        parts.log?.(`the sandbox itself failed: ${error instanceof Error ? error.message : 'unknown error'}`);
        if (!response.headersSent)
          send(parts, response, { status: 500, body: { title: 'Internal Server Error' } });
        else response.destroy();
      })
      .finally(() => {
        const path = incoming.url?.split('?')[0] ?? '';
        const outcome = response.headersSent ? response.statusCode : 'no answer';
        parts.log?.(`${incoming.method} ${path} ${outcome} ${parts.clock() - started} ms`);
      });
  };
}

async function serve(parts: ServerParts, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(incoming.url ?? '/', 'http://sandbox');
  const request: ReadRequest = {
    method: incoming.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    contentType: incoming.headers['content-type'] ?? '',
    authorization: incoming.headers.authorization,
    body: await readAll(incoming),
  };
  const isControl = request.path.startsWith('/sandbox/');
  const fault = isControl ? null : parts.faults.take(request.method, request.path);
  if (fault) {
    await actOut(parts, fault, response, () => settle(() => route(parts, request)));
    return;
  }
  send(
    parts,
    response,
    settle(() => (isControl ? routeControl(parts, request, incoming) : route(parts, request))),
  );
}

/** Runs a handler; what it refuses becomes the answer. */
function settle(run: () => Answer): Answer {
  try {
    return run();
  } catch (error) {
    if (error instanceof Refusal) return error.answer;
    throw error;
  }
}

function route(parts: ServerParts, request: ReadRequest): Answer {
  const { method, path, query, authorization } = request;
  if (method === 'GET' && path === '/i/oauth2/authorize') return parts.grants.authorize(query);
  if (method === 'POST' && path === '/2/oauth2/token')
    return parts.grants.token(readForm(request), authorization);
  if (method === 'POST' && path === '/2/oauth2/revoke')
    return parts.grants.revoke(readForm(request), authorization);
  const found = findEndpoint(method, path);
  if (!found) throw plainProblem(404, 'Not Found', 'Not Found');
  if (found === 'other-method') throw plainProblem(405, 'Method Not Allowed', 'Method Not Allowed');
  const { endpoint } = found;
  const name = `${endpoint.method} ${endpoint.path}`;
  parts.ledger.countRequest(name);
  const form = isForm(request) ? new URLSearchParams(request.body) : null;
  const caller = parts.authenticate({ method, path, query, form, authorization: authorization ?? '' });
  const headers = { ...caller.headers, ...parts.rateLimits.take(name, endpoint.limits, caller.who) };
  const answer = settle(() => {
    caller.mayUse(endpoint);
    return endpoint.handle({
      stage: parts.stage,
      path: found.path,
      query: new Query(query, endpoint.parameters),
      body: readJson(request),
    });
  });
  return { ...answer, headers: { ...headers, ...answer.headers } };
}

/** No page in a browser may steer the stage: only requests addressed to this machine and without an Origin. */
function routeControl(parts: ServerParts, request: ReadRequest, incoming: IncomingMessage): Answer {
  const host = incoming.headers.host ?? '';
  if (!/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host) || incoming.headers.origin !== undefined) {
    throw forbidden('The stage is steered from this machine only, and not from a browser.');
  }
  const { method, path } = request;
  const answer = control(parts.stage, parts.faults, parts.ledger, method, path, readJson(request));
  if (!answer) throw plainProblem(404, 'Not Found', `There is no ${method} ${path}.`);
  return answer;
}

async function actOut(
  parts: ServerParts,
  fault: Fault,
  response: ServerResponse,
  carryOut: () => Answer,
): Promise<void> {
  const answer = Faults.accepts(fault) ? carryOut() : null;
  switch (fault.action) {
    case 'timeout':
      return;
    case 'reset-before':
    case 'reset-after':
      response.destroy();
      return;
    case 'truncate': {
      const body = Buffer.from(JSON.stringify(answer?.body ?? {}));
      response.writeHead(answer?.status ?? 200, {
        ...headersFor(parts, answer ?? { status: 200 }),
        'content-length': String(body.length),
      });
      response.write(body.subarray(0, body.length >> 1), () => response.destroy());
      return;
    }
    case 'not-json':
      response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' });
      response.end('<!doctype html><title>Something went wrong</title>');
      return;
    case 'empty':
      response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' });
      response.end();
      return;
    case 'slow':
      await new Promise((resolve) => setTimeout(resolve, fault.delayMs));
      send(parts, response, answer ?? { status: 200 });
      return;
    case 'status':
      if (typeof fault.body === 'string') {
        response.writeHead(fault.status, { 'content-type': 'text/plain; charset=utf-8', ...fault.headers });
        response.end(fault.body);
      } else {
        const title = {
          title: 'Fault',
          type: 'about:blank',
          status: fault.status,
          detail: 'A fault was asked for.',
        };
        send(parts, response, { status: fault.status, headers: fault.headers, body: fault.body ?? title });
      }
      return;
  }
}

function send(parts: ServerParts, response: ServerResponse, answer: Answer): void {
  response.writeHead(answer.status, headersFor(parts, answer));
  response.end(answer.body === undefined ? undefined : JSON.stringify(answer.body));
}

function headersFor(parts: ServerParts, answer: Answer): Record<string, string> {
  const kind = answer.status >= 400 && isProblem(answer) ? 'application/problem+json' : 'application/json';
  return {
    'content-type': `${kind}; charset=utf-8`,
    date: new Date(parts.clock()).toUTCString(),
    ...answer.headers,
  };
}

function isProblem(answer: Answer): boolean {
  return typeof answer.body === 'object' && answer.body !== null && 'title' in answer.body;
}

function isForm(request: ReadRequest): boolean {
  return request.contentType.startsWith('application/x-www-form-urlencoded');
}

/** OAuth 2.0 wants a form; X takes JSON too, and twitter-api-v2 sends it. */
function readForm(request: ReadRequest): URLSearchParams {
  if (isForm(request)) return new URLSearchParams(request.body);
  const json = readJson(request);
  const entries = typeof json === 'object' && json !== null ? Object.entries(json) : [];
  return new URLSearchParams(entries.map(([name, value]): [string, string] => [name, String(value)]));
}

function readJson(request: ReadRequest): unknown {
  if (request.body === '') return null;
  if (!request.contentType.startsWith('application/json')) {
    throw plainProblem(415, 'Unsupported Media Type', 'The body must be application/json.');
  }
  try {
    return JSON.parse(request.body);
  } catch {
    throw invalidRequest('The body is not valid JSON.', {});
  }
}

async function readAll(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > MAX_BODY) {
      incoming.destroy();
      break;
    }
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}
