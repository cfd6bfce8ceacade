import { type FakeAnswer, Refusal, type RefusalCause } from '../server.js';

const NAMES: Readonly<Record<number, string>> = {
  400: 'InvalidRequest',
  401: 'AuthenticationRequired',
  403: 'Forbidden',
  404: 'XRPCNotSupported',
  410: 'NotFound',
  422: 'InvalidRequest',
  500: 'InternalServerError',
  502: 'UpstreamFailure',
  503: 'NotEnoughResources',
};

/** An XRPC refusal: a status, and a body with `error` and `message`. */
export function refusal(status: number, error: string, message: string): Refusal {
  return new Refusal({ status, json: { error, message } });
}

/** The form of refusals that no method makes itself. */
export function refuse({ status, retryAt, detail }: RefusalCause): FakeAnswer {
  if (status === 429) return tooMany(retryAt ?? Date.now());
  const error = NAMES[status] ?? 'InvalidRequest';
  return { status, json: { error, message: detail ?? `the fake answers ${status}` } };
}

/** @param until ms UTC */
export function tooMany(until: number): FakeAnswer {
  return {
    status: 429,
    headers: {
      'ratelimit-limit': '3000',
      'ratelimit-remaining': '0',
      'ratelimit-reset': String(Math.ceil(until / 1_000)),
      'ratelimit-policy': '3000;w=300',
    },
    json: { error: 'RateLimitExceeded', message: 'Rate Limit Exceeded' },
  };
}
