import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../../src/core/redact.js';

const secret = fc.string({ minLength: 9, maxLength: 60, unit: 'grapheme' });

describe('createRedactor', () => {
  it('blanks every form of a secret, wherever it stands', () => {
    fc.assert(
      fc.property(secret, fc.string(), fc.string(), (hidden, before, after) => {
        const redactor = createRedactor();
        redactor.register(hidden);
        const url = new URLSearchParams({ q: `${before}${hidden}${after}` }).get('q') ?? '';
        expect(redactor.redact(`${before}|${hidden}|${after}`)).toContain('[redacted]');
        expect(redactor.redact(`${before}|${hidden}|${after}`)).not.toContain(`|${hidden}|`);
        expect(redactor.redact(encodeURIComponent(`|${hidden}|`))).toBe('%7C[redacted]%7C');
        expect(redactor.redact(JSON.stringify({ hidden }))).toBe('{"hidden":"[redacted]"}');
        expect(redactor.redact(Buffer.from(`${before}${hidden}${after}`).toString('base64'))).toContain(
          '[redacted]',
        );
        expect(redactor.redact(Buffer.from(`${before}${hidden}${after}`).toString('base64url'))).toContain(
          '[redacted]',
        );
        expect(redactor.redact(url)).toContain('[redacted]');
      }),
    );
  });

  it('blanks the longer of two secrets first', () => {
    const redactor = createRedactor();
    redactor.register('abcdef');
    redactor.register('abcdefghijkl');
    expect(redactor.redact('abcdefghijkl abcdef')).toBe('[redacted] [redacted]');
  });

  it('leaves short strings and other words alone', () => {
    const redactor = createRedactor();
    redactor.register('cafe');
    redactor.register('');
    expect(redactor.redact('a cafe in a cafeteria')).toBe('a cafe in a cafeteria');
  });
});
