import { describe, expect, it } from 'vitest';
import { fittingVariants, nextVariant, type TemplateVariant } from '../../../src/core/template.js';

const variant = (id: number, language: string | null, network: string | null): TemplateVariant => ({
  id,
  language,
  network,
  text: String(id),
});
const ALL = [
  variant(1, null, null),
  variant(2, 'fa', null),
  variant(3, 'fa', 'x'),
  variant(4, null, 'x'),
  variant(5, 'fa', 'x'),
];
const ids = (variants: readonly TemplateVariant[]) => variants.map(({ id }) => id);

describe('the wordings for an occasion', () => {
  it.each([
    ['fa', 'x', [3, 5]],
    ['fa', 'mastodon', [2]],
    ['vi', 'x', [4]],
    ['vi', 'mastodon', [1]],
  ])('%s on %s are %j', (language, network, expected) => {
    expect(ids(fittingVariants(ALL, { language, network }))).toEqual(expected);
  });

  it('are none where all are for others', () => {
    expect(
      fittingVariants([variant(1, 'fa', null), variant(2, null, 'x')], {
        language: 'en',
        network: 'bluesky',
      }),
    ).toEqual([]);
  });

  it('take turns', () => {
    const three = [variant(7, null, null), variant(8, null, null), variant(9, null, null)];
    expect([null, 7, 8, 9, 99].map((last) => nextVariant(three, last)?.id)).toEqual([7, 8, 9, 7, 7]);
    expect(nextVariant([], null)).toBeNull();
  });
});
