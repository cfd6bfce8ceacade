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
        expect(redactor.redact(`${new URLSearchParams({ token: hidden, of: 'x' })}`)).toBe(
          'token=[redacted]&of=x',
        );
      }),
    );
  });

  it('blanks the longer of two secrets first', () => {
    const redactor = createRedactor();
    redactor.register('abcdef');
    redactor.register('abcdefghijkl');
    expect(redactor.redact('abcdefghijkl abcdef')).toBe('[redacted] [redacted]');
  });

  it.each([
    [
      'a webhook',
      'https://hooks.chat.example/services/T01/B02/abcDEF123456ghiJKL789',
      'POST /services/T01/B02/abcDEF123456ghiJKL789',
    ],
    [
      'part of its path',
      'https://hooks.chat.example/services/T01/B02/abcDEF123456ghiJKL789',
      'no hook abcDEF123456ghiJKL789',
    ],
    [
      'a password in an address',
      'https://nar:correct-horse-battery@proxy.example/',
      'user nar, password correct-horse-battery',
    ],
    [
      'the half of a bot token',
      '7000001:AACanaryToken0123456789abcdefghij',
      'bot AACanaryToken0123456789abcdefghij',
    ],
    [
      'the signature of a JWT',
      'eyJhbGciOi.eyJzdWIiOiJuYXIifQ.c2lnbmF0dXJlLWlzLWhlcmU',
      'bad c2lnbmF0dXJlLWlzLWhlcmU',
    ],
  ])('blanks %s that is told without the rest', (_, secret, told) => {
    const redactor = createRedactor();
    redactor.register(secret);
    const shown = redactor.redact(told);
    expect(shown).toContain('[redacted]');
    for (const piece of secret.split(/[^A-Za-z0-9-]+/).filter(({ length }) => length > 15)) {
      if (piece.startsWith('hooks')) continue;
      expect(shown).not.toContain(piece);
    }
    expect(redactor.redact('https://hooks.chat.example is down')).toBe('https://hooks.chat.example is down');
  });

  it('leaves short strings and other words alone', () => {
    const redactor = createRedactor();
    redactor.register('cafe');
    redactor.register('');
    expect(redactor.redact('a cafe in a cafeteria')).toBe('a cafe in a cafeteria');
  });
});
