import { inspect } from 'node:util';
import { expect } from 'vitest';
import { NetworkError } from '../../src/core/errors.js';
import type { Network } from '../../src/networks/network.js';
import type { Fault, Harness } from '../fakes/fake.js';
import { IMPATIENT, nameOf, type Rig } from './rig.js';

/** What a fault is called in the name of a test. */
export function faultName(action: Fault['action']): string {
  if (typeof action === 'string') return action;
  return 'status' in action ? `status ${action.status}` : 'a long rate limit';
}

/** The adapter to meet a fault with: where nothing comes, nobody waits for long. */
export function facing(rig: Rig, action: Fault['action']): Network {
  const silent = action === 'silence-before' || action === 'silence-after';
  return silent ? rig.restart(IMPATIENT) : rig.network;
}

/** The NetworkError that something fails with. */
export async function failureOf(pending: Promise<unknown>): Promise<NetworkError> {
  const error = await pending.then(
    (value) => new Error(`nothing failed; the outcome was ${inspect(value)}`),
    (reason: unknown) => reason,
  );
  if (error instanceof NetworkError) return error;
  throw error;
}

/** An error is told in words, with the network's name, with what to do, and without any secret. */
export function expectWords(harness: Harness, rig: Rig, error: NetworkError): void {
  expect(error.network).toBe(harness.id);
  expect(error.message).toMatch(/^[A-Z].*\.$/s);
  expect(error.message).toContain(nameOf(harness));
  expect(error.hint ?? '').toMatch(/\w/);
  expectNoSecret(rig, inspect(error, { depth: 10, showHidden: true }));
}

/** Neither what is shown nor what --verbose prints holds a secret. */
export function expectNoSecret(rig: Rig, shown: string): void {
  const printed = [shown, ...rig.debugged].join('\n');
  for (const secret of rig.everSecret()) expect(printed).not.toContain(secret);
}
