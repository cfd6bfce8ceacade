import { describe, expect, it } from 'vitest';
import { MINUTE, SECOND } from '../../../src/core/clock.js';
import { interpret } from '../../../src/networks/mastodon/errors.js';
import { freeAt } from '../../../src/networks/mastodon/limits.js';

const NOW = Date.UTC(2026, 10, 21, 12);
const RUBY = { host: 'ruby.social', again: 'earshot account add mastodon --id ruby' };
const call = { method: 'GET', path: '/', purpose: 'read your mentions' } as const;

function meaning(status: number, body: unknown, headers: Record<string, string> = {}) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return interpret({ status, headers: new Headers(headers), text }, call, RUBY, NOW);
}

describe('a refusal', () => {
  it.each([
    [401, { error: 'The access token was revoked' }, 'auth', /withdrawn \("The access token was revoked"\)/],
    [
      403,
      { error: 'This action is outside the authorized scopes' },
      'forbidden',
      /not given that permission/,
    ],
    [403, { error: 'Your login is currently disabled' }, 'forbidden', /account may not do that/],
    [404, { error: 'Record not found' }, 'not-found', /does not have/],
    [410, '', 'not-found', /does not have/],
    [
      422,
      { error: 'x', error_description: 'Validation failed: Text is too long.' },
      'rejected',
      /Text is too long"/,
    ],
    [422, '<html>', 'rejected', /status 422\)\.$/],
    [503, { error: 'Service Unavailable' }, 'server', /failed to read your mentions/],
  ])('%i %j is %s, in words', (status, body, kind, words) => {
    const found = meaning(status, body);
    expect(found.kind).toBe(kind);
    expect(found.message).toMatch(words);
    expect(found.message).toContain('ruby.social');
    expect(found.hint).toMatch(/\w/);
  });

  it('of what every server has doubts that it is one', () => {
    const answer = { status: 404, headers: new Headers(), text: '<h1>Not found</h1>' };
    const asked = { method: 'GET', path: '/api/v1/instance', purpose: 'tell its limits' } as const;
    const found = interpret(answer, asked, { ...RUBY, host: 'shop.example' }, NOW);
    expect(found.kind).toBe('not-found');
    expect(found.message).toMatch(/shop\.example does not answer as Mastodon does/);
    expect(found.hint).toMatch(/address/);
  });

  it('by being sent on names the server it should have been', () => {
    const found = meaning(301, '', { location: 'https://social.ruby.example/api/v1/notifications' });
    expect([found.kind, found.hint]).toEqual([
      'rejected',
      expect.stringContaining('https://social.ruby.example'),
    ]);
  });
});

describe('a rate limit', () => {
  const at = (status: number, headers: Record<string, string>) =>
    freeAt({ status, headers: new Headers(headers) }, NOW);
  const iso = (ms: number) => new Date(ms).toISOString();

  it.each([
    [
      'none while requests remain',
      200,
      { 'x-ratelimit-remaining': '1', 'x-ratelimit-reset': iso(NOW + MINUTE) },
      null,
    ],
    [
      'the time of the reset',
      200,
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': iso(NOW + MINUTE) },
      NOW + MINUTE,
    ],
    [
      'seconds since 1970 too',
      429,
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(NOW / 1_000 + 60) },
      NOW + MINUTE,
    ],
    [
      'none that is over',
      200,
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': iso(NOW - MINUTE) },
      null,
    ],
    ['the wait that is asked for', 429, { 'retry-after': '30' }, NOW + 30 * SECOND],
    ['five minutes where nothing is said', 429, {}, NOW + 5 * MINUTE],
    ['nonsense is nothing', 200, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': 'soon' }, null],
    [
      'by the clock of the server',
      200,
      {
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': iso(NOW + 61 * MINUTE),
        date: new Date(NOW + 60 * MINUTE).toUTCString(),
      },
      NOW + MINUTE,
    ],
  ])('is read: %s', (_, status, headers, until) => {
    expect(at(status, headers as Record<string, string>)).toBe(until);
  });
});
