import { describe, expect, it } from 'vitest';
import { readOpeningHours } from '../../../src/core/business-hours.js';
import { DAY, HOUR, MINUTE } from '../../../src/core/clock.js';
import { responseNumbers } from '../../../src/core/response-metrics.js';
import { answeringFacts, together } from '../../../src/services/digest-response.js';
import { committer, inbound, ownPost, prepared } from '../store/support.js';
import { deskWith } from './desk.js';

const ZONE = 'Europe/London';
/** Ten to six on weekdays, Saturday night into Sunday; Christmas Day is a Friday. */
const HOURS = readOpeningHours(
  {
    mon: ['10:00-18:00'],
    tue: ['10:00-18:00'],
    wed: ['10:00-18:00'],
    thu: ['10:00-18:00'],
    fri: ['10:00-18:00'],
    sat: ['22:00-03:00'],
  },
  ['2026-12-25'],
);

interface Message {
  at: string;
  by?: string;
  thread?: string;
  needsReply?: boolean;
  noise?: boolean;
  private?: boolean;
}
interface Answer {
  at: string;
  /** The message it answers, by its place; none for a post of a private conversation. */
  to?: number;
  thread?: string;
}

/** The response numbers of a history, all of it or of a period, as of the start of 2027 or another moment. */
async function numbersOf(
  messages: readonly Message[],
  answers: readonly Answer[],
  period: readonly [string, string] = ['2026-01-01', '2027-01-01'],
  now = Date.parse('2027-01-01T00:00Z'),
) {
  const business = { name: 'Café', timeZone: ZONE, languages: [], hours: HOURS, minutesPerDay: null };
  const desk = deskWith({ business }, () => now);
  const account = await desk.store.accounts.ensure({ key: 'cafe', network: 'x', handle: 'cafe' });
  await committer(
    desk.store,
    account.id,
  )({
    now,
    mentions: messages.map(({ at, by = 'mina', thread = 't', needsReply = true, noise, ...rest }, index) =>
      prepared(
        inbound(`m${index}`, {
          createdAt: Date.parse(at),
          threadNativeId: thread,
          author: { nativeId: by, handle: by },
          private: rest.private ?? false,
        }),
        { understanding: { needsReply, ...(noise ? { intent: 'noise' as const } : {}) } },
      ),
    ),
    ownPosts: answers.map(({ at, to, thread = 't' }, index) =>
      ownPost(`p${index}`, {
        createdAt: Date.parse(at),
        threadNativeId: thread,
        private: to === undefined,
        replyToNativeId: to === undefined ? null : `m${to}`,
      }),
    ),
  });
  const facts = await answeringFacts(desk, Date.parse(period[0]), Date.parse(period[1]));
  desk.store.close();
  return responseNumbers(together(facts), true);
}

const timesOf = async (...history: Parameters<typeof numbersOf>) => {
  const { calendar, business } = (await numbersOf(...history)).firstResponse;
  return { n: calendar.n, calendar: calendar.meanMs, open: business?.meanMs };
};

describe('the clock', () => {
  it('runs from the first message of a block, not from the last', async () => {
    const asked = ['10:00', '14:00', '17:00'].map((time) => ({ at: `2026-11-16T${time}Z` }));
    const answered = [{ at: '2026-11-16T17:30Z', to: 2 }];
    expect(await timesOf(asked, answered)).toEqual({ n: 1, calendar: 7.5 * HOUR, open: 7.5 * HOUR });
  });

  it('begins again with a message after the answer', async () => {
    const asked = [{ at: '2026-11-16T10:00Z' }, { at: '2026-11-16T12:00Z' }];
    const answered = [
      { at: '2026-11-16T11:00Z', to: 0 },
      { at: '2026-11-16T15:00Z', to: 1 },
    ];
    expect(await timesOf(asked, answered)).toEqual({ n: 2, calendar: 2 * HOUR, open: 2 * HOUR });
  });

  it('is one for each author of a thread', async () => {
    const asked = [{ at: '2026-11-16T10:00Z' }, { at: '2026-11-16T10:30Z', by: 'tom' }];
    const numbers = await numbersOf(asked, [{ at: '2026-11-16T11:00Z', to: 1 }]);
    expect(numbers.firstResponse.calendar).toMatchObject({ n: 1, medianMs: 30 * MINUTE });
    expect(numbers.ever).toEqual({ answered: 1, n: 2, rate: 0.5 });
  });

  it('is stopped by a private answer too', async () => {
    const asked = [{ at: '2026-11-16T10:00Z', private: true }];
    expect(await timesOf(asked, [{ at: '2026-11-16T10:20Z' }])).toMatchObject({
      n: 1,
      calendar: 20 * MINUTE,
    });
  });

  it('counts an answer however late, in the period of the message and not in that of the answer', async () => {
    const history = [[{ at: '2026-11-16T10:00Z' }], [{ at: '2026-11-26T10:00Z', to: 0 }]] as const;
    expect(await timesOf(...history, ['2026-11-16', '2026-11-17'])).toMatchObject({
      n: 1,
      calendar: 10 * DAY,
    });
    expect(await timesOf(...history, ['2026-11-26', '2026-11-27'])).toMatchObject({ n: 0, calendar: null });
  });

  it('is not one where nothing needed a reply, nor for noise', async () => {
    const asked = [
      { at: '2026-11-16T10:00Z', needsReply: false },
      { at: '2026-11-16T10:00Z', by: 'bot', thread: 'u', noise: true },
    ];
    const answered = [
      { at: '2026-11-16T11:00Z', to: 0 },
      { at: '2026-11-16T11:00Z', to: 1, thread: 'u' },
    ];
    const numbers = await numbersOf(asked, answered);
    expect(numbers.firstResponse.calendar.n).toBe(0);
    expect(numbers.allMentionsEver).toEqual({ answered: 1, n: 1, rate: 1 });
  });
});

describe('open hours', () => {
  it.each([
    ['asked and answered at night', '2026-11-16T20:00Z', '2026-11-17T02:00Z', 0],
    ['over a night', '2026-11-16T17:30Z', '2026-11-17T10:15Z', 45 * MINUTE],
    ['over a weekend and its night shift', '2026-11-20T17:00Z', '2026-11-23T11:00Z', 7 * HOUR],
    ['inside a shift that goes past midnight', '2026-11-21T23:30Z', '2026-11-22T01:30Z', 2 * HOUR],
    ['over a holiday', '2026-12-24T17:00Z', '2026-12-28T10:30Z', 6.5 * HOUR],
    // In October the clocks go back at two: the shift from 22:00 to 03:00 is six hours long.
    ['in the night the clocks go back', '2026-10-24T12:00Z', '2026-10-25T12:00Z', 6 * HOUR],
    ['in the night they go forward', '2026-03-28T12:00Z', '2026-03-29T12:00Z', 4 * HOUR],
  ])('%s', async (_, asked, answered, open) => {
    const times = await timesOf([{ at: asked }], [{ at: answered, to: 0 }]);
    expect(times).toEqual({ n: 1, calendar: Date.parse(answered) - Date.parse(asked), open });
  });
});

describe('a window', () => {
  const rates = (asked: readonly Message[], answers: readonly Answer[], now: string) =>
    numbersOf(asked, answers, ['2026-01-01', '2027-01-01'], Date.parse(now));

  it('keeps a mention out until it is over, answered or not', async () => {
    const asked = [{ at: '2026-11-16T10:00Z' }, { at: '2026-11-16T10:00:00.001Z', by: 'tom', thread: 'u' }];
    const answered = [{ at: '2026-11-16T10:30Z', to: 1, thread: 'u' }];
    const before = await rates(asked, answered, '2026-11-16T11:00Z');
    expect(before.within1h).toEqual({ answered: 0, n: 1, rate: 0 });
    expect(before.ever).toEqual({ answered: 1, n: 2, rate: 0.5 });
    const after = await rates(asked, answered, '2026-11-16T11:01Z');
    expect(after.within1h).toEqual({ answered: 1, n: 2, rate: 0.5 });
    expect(after.within24h).toEqual({ answered: 0, n: 0, rate: null });
  });

  it('takes an answer at its last moment, and none after it', async () => {
    const asked = [{ at: '2026-11-16T10:00Z' }];
    const at = async (time: string) => (await numbersOf(asked, [{ at: time, to: 0 }])).within24h.answered;
    expect(await at('2026-11-17T10:00Z')).toBe(1);
    expect(await at('2026-11-17T10:00:00.001Z')).toBe(0);
  });
});
