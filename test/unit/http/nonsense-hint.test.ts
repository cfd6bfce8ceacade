import { expect, it } from 'vitest';
import { nonsense } from '../../../src/http/failures.js';

it('sends whoever read nonsense to the address first, where the network has many', () => {
  const call = { method: 'GET' as const, purpose: 'tell its limits' };
  const check = 'Check the address.';
  const of = { network: 'mastodon', name: 'Mastodon', nonsenseHint: check };
  expect(nonsense(of, call, 'it is not JSON').hint).toBe(check);
  // A write may have been carried out: that comes first.
  expect(nonsense(of, { ...call, method: 'POST' }, 'it is not JSON').hint).not.toContain(check);
});
