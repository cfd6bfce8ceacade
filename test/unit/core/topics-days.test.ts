import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { DAY, HOUR } from '../../../src/core/clock.js';
import { phraseReader, type Word } from '../../../src/core/topic-words.js';
import { findTopics, type TalkedOf } from '../../../src/core/topics.js';
import { randomFrom } from '../../helpers/random.js';

interface Said extends TalkedOf {
  at: number;
}

const MOST = 6;

/** The topics of the day before a moment, beside all that was said until then. */
function topicsBefore(said: readonly Said[], to: number) {
  const from = to - DAY;
  const now = said.filter(({ at }) => at >= from && at < to);
  const before = said.filter(({ at }) => at < from);
  const aged = before.map(({ text, at }) => ({ text, age: Math.floor((from - 1 - at) / DAY) }));
  return { now, topics: findTopics('en', now, aged, MOST) };
}

describe('topics from one day to the next', () => {
  const WORDS =
    'the coffee was a bit cold and my order came with cake for two people at table nine again'.split(' ');
  /** Four weeks of everyday talk, or as many days as are given; on the last of them some speak of one thing besides. */
  const desk = (seed: number, days: number, all = 30): Said[] => {
    const random = randomFrom(seed);
    return Array.from({ length: all }, (_, day) =>
      Array.from({ length: 40 }, (_, index): Said => {
        const id = day * 40 + index;
        const everyday = Array.from({ length: 9 }, () => random.pick(WORDS)).join(' ');
        const text = day >= all - days && index < 8 ? `${everyday}. late delivery` : everyday;
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

  it('stay while they last where little was said before, which they are half of by then', () => {
    for (let seed = 1; seed <= 5; seed++) {
      const [first] = topicsBefore(desk(seed, 6, 10), 10 * DAY).topics;
      expect({ seed, topic: first?.text }).toEqual({ seed, topic: 'late delivery' });
    }
  });

  it('come before surer ones that rose days ago', () => {
    const said = desk(3, 3).map((one) => {
      const index = one.id % 40;
      if (one.at >= 29 * DAY && index >= 20 && index < 28) return { ...one, text: `${one.text}. sour milk` };
      const more = one.at >= 27 * DAY && one.at < 28 * DAY && index >= 8 && index < 10;
      return more ? { ...one, text: `${one.text}. late delivery` } : one;
    });
    expect(topicsBefore(said, 30 * DAY).topics.map(({ text }) => text)).toEqual([
      'sour milk',
      'late delivery',
    ]);
  });

  it.each([
    [19, []],
    [20, ['late delivery']],
  ])('are told from %i older mentions on: %j', (older, expected) => {
    const everyday = (count: number, seed: number) =>
      desk(seed, 0)
        .slice(0, count)
        .map((one, id) => ({ ...one, id, authorId: id }));
    const talked = (seed: number) =>
      everyday(100, seed).map((one) => (one.id < 40 ? { ...one, text: `${one.text}. late delivery` } : one));
    const before = [
      ...talked(1).map(({ text }) => ({ text, age: 0 })),
      ...everyday(older, 2).map(({ text }) => ({ text, age: 1 })),
    ];
    const found = findTopics('en', talked(3), before, MOST);
    expect(found.map(({ text }) => text)).toEqual(expected);
  });

  it('are marked as they come, last and fade', () => {
    const said = desk(7, 5).filter(({ id, text }) => {
      const day = Math.floor(id / 40);
      // Eight of forty speak of it on four days, and four on the last.
      return !(day === 29 && id % 40 < 4 && text.includes('late delivery'));
    });
    const trends = [26, 27, 28, 29, 30].map((day) => {
      const topic = topicsBefore(said, day * DAY).topics.find(({ key }) => key === 'late delivery');
      return topic?.trend;
    });
    expect(trends).toEqual(['new', 'steady', 'steady', 'steady', 'steady']);
    const louder = said.flatMap((one): Said[] =>
      one.at >= 27 * DAY && one.at < 28 * DAY && one.text.includes('late delivery')
        ? [0, 1, 2].map((copy) => ({ ...one, id: one.id + copy * 10_000, authorId: copy * 10_000 + one.id }))
        : [one],
    );
    const loud = [28, 29].map((day) => topicsBefore(louder, day * DAY).topics[0]);
    expect(loud.map((topic) => [topic?.key, topic?.trend])).toEqual([
      ['late delivery', 'rising'],
      ['late delivery', 'fading'],
    ]);
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

/** In how many mentions a phrase stands, however its words are written. */
function saidIn(mentions: readonly Said[], key: string): number {
  const read = phraseReader();
  const holds = (runs: readonly Word[][]) =>
    runs.some((run) => ` ${run.map((word) => word.key).join(' ')} `.includes(` ${key} `));
  return mentions.filter(({ text }) => holds(read(text))).length;
}

describe.skipIf(!there)('topics of a real week', () => {
  it('are few where no day differs from another, because its mentions are shuffled', () => {
    const rows: { text: string }[] = parse(readFileSync(CSV, 'utf8'), { columns: true });
    const random = randomFrom(1);
    const texts = rows
      .map(({ text }) => ({ text, order: random.below(1_000_000_000) }))
      .sort((a, b) => a.order - b.order);
    const said = texts.map(({ text }, id): Said => {
      return {
        id,
        text,
        authorId: id,
        sentiment: 'neutral',
        priority: 0,
        at: (id / texts.length) * 30 * DAY,
      };
    });
    const found = Array.from({ length: 10 }, (_, index) => topicsBefore(said, (21 + index) * DAY).topics);
    console.log(`Topics of ten days that differ by chance only: ${found.flat().length}`);
    expect(found.flat().length).toBeLessThanOrEqual(15);
  });

  it('are found again the next day where they are still talked about more than they were', () => {
    const rows: { text: string; createdAt: string; sentiment: TalkedOf['sentiment']; brand: string }[] =
      parse(readFileSync(CSV, 'utf8'), { columns: true });
    const counts = { topics: 0, stillSaid: 0, again: 0 };
    for (const brand of ['Delta', 'Southwest', 'Virgin America']) {
      const said = rows
        .filter((row) => row.brand === brand)
        .map(({ text, createdAt, sentiment }, id): Said => {
          return { id, text, authorId: id, sentiment, priority: 0, at: Date.parse(createdAt) };
        });
      let earlier: ReturnType<typeof topicsBefore> | undefined;
      // A digest at seven in the morning.
      for (let to = Date.UTC(2015, 1, 19, 7); to <= Date.UTC(2015, 1, 24, 7); to += DAY) {
        const current = topicsBefore(said, to);
        for (const { key, expected } of earlier?.topics ?? []) {
          counts.topics += 1;
          const usual = (expected / (earlier?.now.length ?? 1)) * current.now.length;
          const count = saidIn(current.now, key);
          if (count < 3 || count < 1.5 * usual) continue;
          counts.stillSaid += 1;
          if (current.topics.some((topic) => topic.key === key)) counts.again += 1;
        }
        earlier = current;
      }
    }
    console.log(`Topics of one day and the next: ${JSON.stringify(counts)}`);
    expect(counts.stillSaid).toBeGreaterThan(10);
    expect(counts.again / counts.stillSaid).toBeGreaterThanOrEqual(0.8);
  });
});
