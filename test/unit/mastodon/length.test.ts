import { describe, expect, it } from 'vitest';
import { countCharacters } from '../../../src/networks/mastodon/length.js';

const count = (text: string) => countCharacters(text, { charactersPerUrl: 23 });

describe('countCharacters', () => {
  it.each([
    ['nothing', '', 0],
    ['letters', 'hello', 5],
    ['decomposed letters', 'e\u0301'.repeat(3), 3],
    ['Persian with joiners', 'می‌خواهم', 7],
    ['families and flags', '👩‍👩‍👧‍👦🏳️‍🌈', 2],
    ['a long link', `see https://nar.example/${'a'.repeat(200)}`, 27],
    ['a short link', 'http://a.de', 23],
    ['a full stop after a link', 'https://nar.example/menu.', 24],
    ['a link in brackets', '(https://nar.example/menu)', 25],
    ['a bracket that is not of the link', 'https://nar.example/x)y', 25],
    ['a link after another alphabet', 'سhttp://a.de', 24],
    ['two links', 'https://nar.example https://nar.example', 47],
    ['no link without a protocol', 'nar.example', 11],
    ['of a handle the name', 'hi @tom@ruby.social!', 8],
    ['a handle without a host', '@tom hi', 7],
    ['no handle in an address', 'mail@nar.example', 16],
  ])('counts %s', (_, text, length) => {
    expect(count(text)).toBe(length);
  });

  it('counts rather too much than too little where a link is unusual', () => {
    expect(count('http://xn/a')).toBe(23);
    expect(count(`http://intern/${'a'.repeat(100)}`)).toBe(114);
    expect(count('https://nar.example/منو')).toBeGreaterThanOrEqual(23);
    expect(count('https://قهوه.example/a')).toBeGreaterThanOrEqual(23);
  });
});
