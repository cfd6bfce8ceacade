import { inspect } from 'node:util';
import { NetworkError } from '../../src/core/errors.js';

/** What a call to a network fails with. @throws where it succeeds, or fails with anything else */
export async function failureOf(pending: Promise<unknown>): Promise<NetworkError> {
  const reason = await pending.then(
    (value) => `it succeeded: ${inspect(value)}`,
    (error: unknown) => error,
  );
  if (reason instanceof NetworkError) return reason;
  throw new Error(`no NetworkError: ${inspect(reason)}`);
}
