import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Watch } from '../../../src/core/watch.js';
import { repliesQuery, watchQuery } from '../../../src/networks/x/query.js';
import { parseSearch } from '../../../src/sandbox/search/parse.js';
import { watchOf } from '../../helpers/watch.js';

function watch(overrides: Partial<Watch>): Watch {
  return watchOf({ keywords: ['nar'], ...overrides });
}

describe('watchQuery', () => {
  it.each<[Partial<Watch>, string]>([
    [{}, 'nar -from:cafenar -is:retweet'],
    [{ keywords: ['nar', 'Café Nar'] }, '(nar OR "Café Nar") -from:cafenar -is:retweet'],
    [{ keywords: ['کافه‌نار'] }, '"کافه‌نار" -from:cafenar -is:retweet'],
    [{ keywords: ['#cafenar', '@cafenar'] }, '(#cafenar OR @cafenar) -from:cafenar -is:retweet'],
    [
      { required: ['hà nội'], excluded: ['giveaway', 'free gift'] },
      'nar "hà nội" -giveaway -"free gift" -from:cafenar -is:retweet',
    ],
    [{ languages: ['fa', 'he', 'id'] }, 'nar (lang:fa OR lang:iw OR lang:in) -from:cafenar -is:retweet'],
    [
      { keywords: ['or', 'from:bob', '-nar', 'say "hi"', '(x)'] },
      '("or" OR "from:bob" OR "-nar" OR "say hi" OR "(x)") -from:cafenar -is:retweet',
    ],
    [{ keywords: ['  ', '"', 'nar'] }, 'nar -from:cafenar -is:retweet'],
  ])('writes %o', (overrides, query) => {
    expect(watchQuery(watch(overrides), 'cafenar', false)).toBe(query);
  });

  it('leaves out what the mentions timeline has', () => {
    expect(watchQuery(watch({}), 'cafenar', true)).toContain('-@cafenar');
  });

  it('refuses what X would refuse, naming the watch', () => {
    const long = watch({
      name: 'everything',
      keywords: Array.from({ length: 60 }, (_, index) => `keyword${index}`),
    });
    expect(() => watchQuery(long, 'cafenar', false)).toThrow(/'everything'.*512/);
    expect(() => watchQuery(watch({ keywords: ['"!"'] }), 'cafenar', false)).toThrow(/no keyword/);
  });

  it('is a query X’s grammar takes, whatever the words', () => {
    const word = fc.oneof(
      fc.string({ maxLength: 12, unit: 'grapheme' }),
      fc.constantFrom('OR', 'a"b', ')', '-x', 'is:reply', 'خوب', 'a:b'),
    );
    const words = fc.array(word, { maxLength: 3 });
    fc.assert(
      fc.property(words, words, words, (keywords, required, excluded) => {
        const query = watchQuery(
          watch({ keywords: ['nar', ...keywords], required, excluded }),
          'cafenar',
          true,
        );
        expect(() => parseSearch(query)).not.toThrow();
      }),
      { numRuns: 500 },
    );
  });
});

describe('repliesQuery', () => {
  it('asks only for answers that do not name us', () => {
    expect(repliesQuery('cafenar')).toBe('to:cafenar -@cafenar -from:cafenar -is:retweet');
  });
});
