const PROBLEMS = 'https://api.x.com/2/problems';

/** A JSON body as the sandbox sends it. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json | undefined };

/** What goes back to the client. `body` undefined means an empty body. */
export interface Answer {
  status: number;
  body?: Json;
  headers?: Record<string, string>;
}

/** Thrown to refuse a request in X's words; the server turns it into an `application/problem+json` answer. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly answer: Answer;

  constructor(answer: Answer) {
    const detail =
      typeof answer.body === 'object' && answer.body && 'detail' in answer.body ? answer.body.detail : '';
    super(`${answer.status} ${detail}`);
    this.answer = answer;
  }
}

/** 400: one or more parameters were wrong. `values` are the offending parameters as they came. */
export function invalidRequest(message: string, values: Record<string, string[]>): Refusal {
  return new Refusal({
    status: 400,
    body: {
      errors: [{ parameters: values, message }],
      title: 'Invalid Request',
      detail: 'One or more parameters to your request was invalid.',
      type: `${PROBLEMS}/invalid-request`,
    },
  });
}

/** A problem without a type of its own: X says `about:blank` and a sentence. */
export function plainProblem(
  status: number,
  title: string,
  detail: string,
  extra: Record<string, Json> = {},
): Refusal {
  return new Refusal({ status, body: { ...extra, title, detail, type: 'about:blank', status } });
}

/** 401: no, wrong or expired credentials. */
export function unauthorized(extra: Record<string, Json> = {}): Refusal {
  return plainProblem(401, 'Unauthorized', 'Unauthorized', extra);
}

/** 403 for a reason that X words itself. */
export function forbidden(detail: string): Refusal {
  return plainProblem(403, 'Forbidden', detail);
}

/** 403: an app-only token where a user's is needed. */
export function unsupportedAuthentication(): Refusal {
  return new Refusal({
    status: 403,
    body: {
      title: 'Unsupported Authentication',
      detail:
        'Authenticating with OAuth 2.0 Application-Only is forbidden for this endpoint.  Supported authentication types are [OAuth 1.0a User Context, OAuth 2.0 User Context].',
      type: `${PROBLEMS}/unsupported-authentication`,
      status: 403,
    },
  });
}

/** 403: the app's tier does not include this (likes, quote posts). */
export function clientForbidden(what: string): Refusal {
  return new Refusal({
    status: 403,
    body: {
      title: 'Client Forbidden',
      detail: `This request must be made using an approved developer account that is enrolled in a tier with access to ${what}.`,
      type: `${PROBLEMS}/client-forbidden`,
      status: 403,
      reason: 'client-not-enrolled',
      registration_url: 'https://developer.x.com/en/docs/projects/overview',
    },
  });
}

/** 403: the OAuth 1.0a app was not given this permission. */
export function appPermissionMissing(): Refusal {
  return new Refusal({
    status: 403,
    body: {
      title: 'Forbidden',
      detail:
        'Your client app is not configured with the appropriate oauth1 app permissions for this endpoint.',
      type: `${PROBLEMS}/oauth1-permissions`,
      status: 403,
    },
  });
}

/** One entry of `errors` inside a 200: something asked about is not there. */
export function notFound(
  resource: 'tweet' | 'user',
  parameter: string,
  value: string,
): { [key: string]: Json } {
  return {
    value,
    detail: `Could not find ${resource} with ${parameter}: [${value}].`,
    title: 'Not Found Error',
    resource_type: resource,
    parameter,
    resource_id: value,
    type: `${PROBLEMS}/resource-not-found`,
  };
}
