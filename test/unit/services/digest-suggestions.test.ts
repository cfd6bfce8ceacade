import { describe, expect, it } from 'vitest';
import { suggestionsOf } from '../../../src/services/digest-suggestions.js';
import { DIGEST } from '../views/samples.js';

const quiet = { ...DIGEST, unknownReplies: 0, failing: [], waiting: { ...DIGEST.waiting, top: [] } };

describe('what a digest suggests', () => {
  it('is three things at most, the most pressing first, each with a command', () => {
    const all = suggestionsOf({ ...DIGEST, unknownReplies: 2 });
    expect(all).toHaveLength(3);
    expect(all.map(({ kind }) => kind)).toEqual(['settle-replies', 'check-account', 'answer']);
    for (const { command } of all) expect(command).toMatch(/^earshot \w/);
  });

  it('is what people are unhappy about, and thanks, where nobody waits', () => {
    expect(suggestionsOf(quiet)).toMatchObject([
      { kind: 'look-at-topic', topic: 'late delivery', negative: 5, mentions: 6 },
      { kind: 'thank', count: 4 },
    ]);
  });

  it('is no matter that is dying down', () => {
    const topics = quiet.topics.map((topic) => ({ ...topic, trend: 'fading' as const }));
    expect(suggestionsOf({ ...quiet, topics }).map(({ kind }) => kind)).toEqual(['thank']);
  });
});
