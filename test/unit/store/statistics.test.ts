import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { INTENTS, SENTIMENT_LABELS, type SentimentLabel } from '../../../src/core/sentiment.js';
import { addUp, volumeOf } from '../../../src/core/tally.js';
import { act, deskStore, inbound, NOW, ownPost, prepared } from './support.js';

const told = fc.record({
  at: fc.integer({ min: 0, max: 19 }),
  author: fc.nat(1),
  thread: fc.nat(1),
  kind: fc.constantFrom('mention', 'mention', 'repost'),
  intent: fc.constantFrom(...INTENTS),
  sentiment: fc.constantFrom(...SENTIMENT_LABELS),
  language: fc.constantFrom('en', 'fa', 'vi'),
  needsReply: fc.boolean(),
  deleted: fc.integer({ min: 0, max: 5 }).map((roll) => roll === 0),
  /** How much later we answered it, if we did. */
  answer: fc.option(fc.integer({ min: 0, max: 6 })),
  ignored: fc.boolean(),
});
interface Told {
  at: number;
  author: number;
  thread: number;
  kind: string;
  intent: string;
  sentiment: SentimentLabel;
  language: string;
  needsReply: boolean;
  deleted: boolean;
  ignored: boolean;
  answeredAt: number | null;
}

/** Node 20 has no Map.groupBy. */
function grouped<T, K>(values: readonly T[], keyOf: (value: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const value of values) groups.set(keyOf(value), [...(groups.get(keyOf(value)) ?? []), value]);
  return groups;
}

/** When each was answered: at our first post to that author in that thread that is not before it. */
function withAnswers(all: (Omit<Told, 'answeredAt'> & { answer: number | null })[]): Told[] {
  return all.map((mention) => {
    const posts = all
      .filter(
        ({ answer, author, thread }) =>
          answer !== null && author === mention.author && thread === mention.thread,
      )
      .map(({ at, answer }) => at + (answer ?? 0))
      .filter((at) => at >= mention.at);
    return { ...mention, answeredAt: posts.length === 0 ? null : Math.min(...posts) };
  });
}

const volume = (mentions: readonly Told[]) => ({
  mentions: mentions.length,
  positive: mentions.filter(({ sentiment }) => sentiment === 'positive').length,
  neutral: mentions.filter(({ sentiment }) => sentiment === 'neutral').length,
  negative: mentions.filter(({ sentiment }) => sentiment === 'negative').length,
});

/** Windows as long as these histories. */
const WINDOWS = [1, 3, 6];

const tally = (mentions: readonly Told[], now: number) => {
  const needing = mentions.filter(({ needsReply }) => needsReply);
  return {
    ...volume(mentions),
    answered: mentions.filter(({ answeredAt }) => answeredAt !== null).length,
    needReply: needing.length,
    needAnswered: needing.filter(({ answeredAt }) => answeredAt !== null).length,
    windows: WINDOWS.map((window) => {
      const elapsed = needing.filter(({ at }) => now - at >= window);
      const within = elapsed.filter(({ at, answeredAt }) => answeredAt !== null && answeredAt - at <= window);
      return { elapsed: elapsed.length, within: within.length };
    }),
  };
};

/** First responses, block by block, as the definition reads. */
function blocks(counted: readonly Told[], from: number, to: number) {
  const groups = grouped(
    counted.filter(({ answeredAt }) => answeredAt !== null),
    ({ author, thread, answeredAt }) => `${author}/${thread}/${answeredAt}`,
  );
  return [...groups.values()]
    .map((block) => ({
      receivedAt: Math.min(...block.map(({ at }) => at)),
      answeredAt: block[0]?.answeredAt ?? 0,
      wanted: block.some(({ needsReply }) => needsReply),
    }))
    .filter(({ receivedAt, wanted }) => wanted && receivedAt >= from && receivedAt < to)
    .map(({ receivedAt, answeredAt }) => ({ receivedAt: NOW + receivedAt, answeredAt: NOW + answeredAt }));
}

const inOrder = <T>(rows: T[]) => rows.map((row) => JSON.stringify(row)).sort();

describe('statistics', () => {
  it('are what a count over every mention gives, of any history and period', async () => {
    const history = fc.array(told, { maxLength: 14 });
    await fc.assert(
      fc.asyncProperty(
        history,
        fc.nat(20),
        fc.nat(20),
        fc.integer({ min: 1, max: 7 }),
        fc.integer({ min: 0, max: 30 }),
        async (all, a, b, step, now) => {
          const [from, to] = [Math.min(a, b), Math.max(a, b)];
          const { store, commit } = await deskStore();
          const ids = all.map((_, index) => `m${index}`);
          await commit({
            mentions: all.map((mention, index) =>
              prepared(
                inbound(`m${index}`, {
                  createdAt: NOW + mention.at,
                  kind: mention.kind === 'repost' ? 'repost' : 'mention',
                  threadNativeId: `t${mention.thread}`,
                  author: { nativeId: `a${mention.author}`, handle: 'a' },
                }),
                {
                  understanding: {
                    sentiment: { label: mention.sentiment, score: 0, confidence: 1 },
                    intent: mention.intent,
                    language: mention.language,
                    needsReply: mention.needsReply,
                  },
                },
              ),
            ),
            ownPosts: all.flatMap(({ at, answer, thread }, index) =>
              answer === null
                ? []
                : [
                    ownPost(`p${index}`, {
                      createdAt: NOW + at + answer,
                      threadNativeId: `t${thread}`,
                      replyToNativeId: `m${index}`,
                    }),
                  ],
            ),
          });
          for (const [index, { ignored }] of all.entries()) {
            const mention = await store.mentions.getByNativeId('x', `m${index}`);
            if (ignored && mention) await store.triage.apply([mention.id], { status: 'ignored' }, act());
          }
          await commit({ deletedNativeIds: ids.filter((_, index) => all[index]?.deleted) });

          const history = withAnswers(all);
          const period = history.filter(({ at }) => at >= from && at < to);
          const plain = (mention: Told) =>
            mention.intent !== 'noise' && mention.kind !== 'repost' && !mention.deleted;
          const counted = period.filter(plain);
          const { statistics } = store;
          const when = [NOW + from, NOW + to] as const;

          const series = await statistics.series(...when, step);
          const slices = grouped(counted, ({ at }) => Math.floor((at - from) / step));
          expect(series).toEqual(new Map([...slices].map(([slice, mentions]) => [slice, volume(mentions)])));

          const deleted = period.filter((mention) => mention.deleted).length;
          const reposts = period.filter((mention) => !mention.deleted && mention.kind === 'repost').length;
          expect(await statistics.leftOut(...when)).toEqual({
            noise: period.length - counted.length - deleted - reposts,
            reposts,
            deleted,
            removed: 0,
          });

          const praise = counted.filter(
            ({ intent, answeredAt, ignored }) => intent === 'praise' && answeredAt === null && !ignored,
          );
          expect(await statistics.unansweredPraise(...when)).toBe(praise.length);

          for (const [by, keysOf] of [
            [[], () => []],
            [['language'], ({ language }: Told) => [language]],
            [['network', 'account', 'language'], ({ language }: Told) => ['x', 'cafe', language]],
            [['quarter'], ({ at }: Told) => [String(Math.floor((NOW + at) / 900_000))]],
          ] as const) {
            const found = await statistics.tallies(by, ...when, NOW + now, WINDOWS);
            const parts = grouped(counted, (mention) => keysOf(mention).join());
            if (by.length === 0 && counted.length === 0) parts.set('', []);
            expect(inOrder(found.map(({ keys, ...part }) => [keys.join(), part]))).toEqual(
              inOrder([...parts].map(([key, mentions]) => [key, tally(mentions, now)])),
            );
            expect(volumeOf(addUp(found))).toEqual(volume(counted));
          }
          const needing = counted.filter(({ needsReply }) => needsReply).length;
          expect(await statistics.arrivals(...when)).toEqual(new Map(needing > 0 ? [['x', needing]] : []));

          const times = (await statistics.waits(...when)).map(({ receivedAt, answeredAt }) => ({
            receivedAt,
            answeredAt,
          }));
          expect(inOrder(times)).toEqual(inOrder(blocks(history.filter(plain), from, to)));

          const waiting = history.filter(
            ({ needsReply, ignored, answeredAt, deleted }) =>
              needsReply && !ignored && answeredAt === null && !deleted,
          );
          const left = [...grouped(waiting, ({ language }) => language)].map(([language, mentions]) => ({
            network: 'x',
            account: 'cafe',
            language,
            count: mentions.length,
            oldestAt: NOW + Math.min(...mentions.map(({ at }) => at)),
          }));
          expect(inOrder(await statistics.waitingNow())).toEqual(inOrder(left));
          store.close();
        },
      ),
      { numRuns: 150 },
    );
  });
});
