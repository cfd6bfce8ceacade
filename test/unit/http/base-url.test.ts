import { describe, expect, it } from 'vitest';
import { parseBaseUrl } from '../../../src/http/base-url.js';

describe('parseBaseUrl', () => {
  it.each([
    'http://127.0.0.1:8080',
    'http://127.8.0.1:8080',
    'http://localhost:1',
    'http://[::1]:80',
    'https://x.example.com',
    'https://10.0.0.1:8443',
  ])('takes %s', (text) => {
    expect(parseBaseUrl(text).origin).toBe(new URL(text).origin);
  });

  it.each([
    ['http://example.com', /unprotected/],
    ['http://127.0.0.1.example.com', /unprotected/],
    ['http://0.0.0.0:80', /unprotected/],
    ['ftp://localhost', /unprotected/],
    ['localhost:8080', /unprotected/],
    ['x', /not a web address/],
    ['https://example.com/2/', /without a path/],
    ['https://example.com/?a=1', /without a path/],
  ])('refuses %s', (text, why) => {
    expect(() => parseBaseUrl(text)).toThrow(why);
  });

  it('does not repeat a password', () => {
    expect(() => parseBaseUrl('https://me:hunter2secret@example.com')).toThrow(
      /^(?!.*hunter2secret).*user or password/,
    );
  });
});
