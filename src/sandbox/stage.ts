import type * as z from 'zod';
import type { Clock } from '../core/clock.js';
import type { Change } from './changes.js';
import { type Answer, invalidRequest, type Json } from './problems.js';
import type { Query } from './query.js';
import type { EndpointLimits } from './rate-limits.js';
import type { World } from './world.js';

/** What endpoints work on. */
export interface Stage {
  readonly world: World;
  /** Scene time. */
  readonly now: Clock;
  /** Whether X's reach and windows hold. */
  readonly limits: boolean;
  /** The most a page holds, whatever was asked for: X serves fewer than `max_results` at will. */
  readonly pageSize: number;
  /** Carries a change out and keeps it. */
  record(change: Change): void;
}

/** One request that was let in. */
export interface ApiRequest {
  stage: Stage;
  path: Readonly<Record<string, string>>;
  query: Query;
  /** The parsed JSON body, or null. */
  body: unknown;
}

/** One endpoint of X's API v2. */
export interface Endpoint {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** With `:name` for path parameters. */
  path: string;
  /** OAuth 2.0 scopes a user token needs. */
  scopes: readonly string[];
  /** Whether an app-only token will do. */
  appOnly: boolean;
  /** The OAuth 1.0a app permission it needs. */
  access: 'read' | 'write' | 'messages';
  limits: EndpointLimits;
  /** Every query parameter it takes. */
  parameters: readonly string[];
  handle(request: ApiRequest): Answer;
}

/** Reads a JSON body. @throws Refusal (400) in X's words */
export function readBody<T>(schema: z.ZodType<T>, body: unknown): T {
  const result = schema.safeParse(body ?? {});
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const path = ['$', ...(issue?.path ?? []).map(String)].join('.');
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  throw invalidRequest(
    unknown === undefined
      ? `${path}: ${issue?.message ?? 'is not valid'}`
      : `${path}.${unknown}: is not defined in the schema and the schema does not allow additional properties`,
    {},
  );
}

/** @throws Refusal (400) where a path names another user than the one who asks */
export function mustBeUs(stage: Stage, id: string): void {
  if (id !== stage.world.us.id) {
    throw invalidRequest(
      `The \`id\` query parameter value [${id}] must be the same as the authenticating user [${stage.world.us.id}]`,
      { id: [id] },
    );
  }
}

/** A JSON object body for a 200 or 201. */
export function ok(body: { [key: string]: Json | undefined }, status = 200): Answer {
  return { status, body };
}
