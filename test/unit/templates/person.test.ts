import { describe, expect, it } from 'vitest';
import { firstNameOf } from '../../../src/templates/person.js';

describe('the name to call a person by', () => {
  it.each([
    ['Mina K.', 'Mina'],
    ['Dr. Sara Ahmadi', 'Sara'],
    ['دکتر سارا احمدی', 'سارا'],
    ['Nguyễn Văn Minh', 'Minh'],
    ['Lan Phạm', 'Lan'],
    ['🌸 Lan 🌸', 'Lan'],
    ["O'Brien", "O'Brien"],
    ['Jean-Luc Picard', 'Jean-Luc'],
  ])('in %j is %j', (shown, name) => {
    expect(firstNameOf(shown)).toBe(name);
  });

  it.each([
    null,
    '',
    '   ',
    '🔥🔥',
    'M. K.',
    '@mina',
    'mina99',
    'BEST DEALS http://x.co',
    'Shop | 50% off',
    'The Best Coffee In Town',
  ])('cannot be told from %j', (shown) => {
    expect(firstNameOf(shown)).toBeNull();
  });
});
