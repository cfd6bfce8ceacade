import { describe, expect, it } from 'vitest';
import { timeWritten } from '../../../src/core/mention.js';

const NOW = Date.UTC(2026, 10, 22);

describe('when a message was written', () => {
  it.each([
    ['as its network says', Date.UTC(2026, 10, 20), Date.UTC(2026, 10, 20)],
    ['in our future too: our clock may be behind', Date.UTC(2029, 0), Date.UTC(2029, 0)],
    ['at the beginning of time', 0, 0],
    ['not before it', -1, NOW],
    ['not in an age to come', Date.UTC(9999, 11, 31), NOW],
    ['not at a time that is none', Number.NaN, NOW],
  ])('is told %s', (_, told, written) => {
    expect(timeWritten(told, NOW)).toBe(written);
  });
});
