import { expect, it } from 'vitest';
import { connectAgain } from '../../../src/core/account-command.js';

it('is the command that renews one account, with what it would ask for otherwise', () => {
  expect(connectAgain('mastodon', 'cafe', { server: 'https://ruby.social', 'base-url': null })).toBe(
    'earshot account add mastodon --server https://ruby.social --id cafe',
  );
  expect(connectAgain('telegram', 'bot')).toBe('earshot account add telegram --id bot');
});
