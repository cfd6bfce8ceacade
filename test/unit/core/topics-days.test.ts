import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { DAY, HOUR } from '../../../src/core/clock.js';
import { risingTopics, type TalkedOf } from '../../../src/core/topics.js';
import { randomFrom } from '../../helpers/random.js';

interface Said extends TalkedOf {
  at: number;
}

const MOST = 6;

/** The topics of the day before each moment, against all that was said until then. */
function topicsBefore(said: readonly Said[], to: number) {
  const now = said.filter(({ at }) => at >= to - DAY && at < to);
  const before = said.filter(({ at }) => at < to - DAY);
  return { now, topics: risingTopics('en', now, before, MOST) };
}

const words = (text: string) => text.toLowerCase().split(' ');

describe('topics from one day to the next', () => {
  const WORDS =
    'the coffee was a bit cold and my order came with cake for two people at table nine again'.split(' ');
  /** Four weeks of everyday talk, and at their end days in which some speak of one thing besides. */
  const desk = (seed: number, days: number): Said[] => {
    const random = randomFrom(seed);
    return Array.from({ length: 30 }, (_, day) =>
      Array.from({ length: 40 }, (_, index): Said => {
        const id = day * 40 + index;
        const everyday = Array.from({ length: 9 }, () => random.pick(WORDS)).join(' ');
        const text = day >= 30 - days && index < 8 ? `${everyday}. late delivery` : everyday;
        return {
          id,
          text,
          authorId: id,
          sentiment: 'negative',
          priority: 0,
          at: day * DAY + index * HOUR * 0.5,
        };
      }),
    ).flat();
  };

  it('stay while people go on talking, although the days before are part of the background by then', () => {
    for (let seed = 1; seed <= 10; seed++) {
      const said = desk(seed, 5);
      for (let day = 26; day <= 30; day++) {
        const [first] = topicsBefore(said, day * DAY).topics;
        expect({ seed, day, topic: first?.text }).toEqual({ seed, day, topic: 'late delivery' });
      }
    }
  });

  it('go when it is over', () => {
    for (let seed = 1; seed <= 10; seed++) {
      const said = desk(seed, 5).map((one) =>
        one.at >= 29 * DAY ? { ...one, text: one.text.replace('. late delivery', '') } : one,
      );
      const texts = topicsBefore(said, 30 * DAY).topics.map(({ text }) => text);
      expect(texts.filter((text) => /late|delivery/.test(text))).toEqual([]);
    }
  });
});

const CSV = '../shared/data/mentions/airline-dev.csv';
const there = existsSync(CSV);
if (!there) console.log(`${CSV} is not there: the topics of the real week are skipped.`);

describe.skipIf(!there)('topics of a real week', () => {
  it('are found again six hours later where they are talked about no less', () => {
    const rows: { text: string; createdAt: string; sentiment: TalkedOf['sentiment']; brand: string }[] =
      parse(readFileSync(CSV, 'utf8'), { columns: true });
    const counts = { asLoud: 0, again: 0 };
    for (const brand of ['Delta', 'Southwest']) {
      const said = rows
        .filter((row) => row.brand === brand)
        .map(({ text, createdAt, sentiment }, id): Said => {
          return { id, text, authorId: id, sentiment, priority: 0, at: Date.parse(createdAt) };
        });
      const times = said.map(({ at }) => at);
      let earlier: ReturnType<typeof topicsBefore> | undefined;
      for (let to = Math.min(...times) + 3 * DAY; to <= Math.max(...times); to += 6 * HOUR) {
        const current = topicsBefore(said, to);
        const found = new Set(current.topics.flatMap(({ text }) => words(text)));
        const share = ({ now }: typeof current, text: string) =>
          now.filter((one) => one.text.toLowerCase().includes(text)).length / now.length;
        for (const { text, strength } of earlier?.topics ?? []) {
          const topic = text.toLowerCase();
          if (!earlier || strength < 3.5 || share(current, topic) < share(earlier, topic)) continue;
          counts.asLoud += 1;
          if (words(topic).some((word) => found.has(word))) counts.again += 1;
        }
        earlier = current;
      }
    }
    console.log(
      `Topics of 3.5 standard deviations or more, as loud six hours later: ${JSON.stringify(counts)}`,
    );
    expect(counts.asLoud).toBeGreaterThan(10);
    expect(counts.again / counts.asLoud).toBeGreaterThanOrEqual(0.85);
  });
});
