import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND } from '../../../src/core/clock.js';
import { compactCount } from '../../../src/core/compact-count.js';
import { counted, percent } from '../../../src/output/number.js';
import { rebin, sparkline } from '../../../src/output/sparkline.js';
import { age, ago, iso, longDate, moment, monthYear, span } from '../../../src/output/time.js';

describe('age', () => {
  it.each([
    [-HOUR, 'now'],
    [59 * SECOND, 'now'],
    [MINUTE, '1 min'],
    [HOUR - 1, '59 min'],
    [3 * HOUR, '3 h'],
    [DAY - 1, '23 h'],
    [31 * HOUR, '1 d'],
    [13 * DAY, '13 d'],
    [21 * DAY, '3 w'],
    [100 * DAY, '3 mo'],
    [800 * DAY, '2 y'],
  ])('of %i ms is %s', (ms, expected) => {
    expect(age(ms)).toBe(expected);
  });

  it('never grows shorter as time passes', () => {
    const order = ['now', 'min', 'h', 'd', 'w', 'mo', 'y'];
    const rank = (ms: number) => {
      const [amount, unit = 'now'] = age(ms).split(' ');
      return order.indexOf(unit) * 1_000 + (Number(amount) || 0);
    };
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 900 * DAY }),
        fc.integer({ min: 0, max: 30 * DAY }),
        (ms, more) => {
          expect(rank(ms + more)).toBeGreaterThanOrEqual(rank(ms));
        },
      ),
    );
  });

  it('reads well in a sentence', () => {
    expect(ago(0)).toBe('just now');
    expect(ago(3 * HOUR)).toBe('3 h ago');
  });
});

describe('span', () => {
  it.each([
    [40 * SECOND, '40 s'],
    [48 * MINUTE, '48 min'],
    [HOUR, '1 h'],
    [110 * MINUTE, '1 h 50'],
    [65 * MINUTE, '1 h 05'],
    [HOUR - 1, '59 min'],
    [2 * HOUR - 1, '2 h'],
    [31 * HOUR, '31 h'],
    [76 * HOUR, '3 d 4 h'],
    [4 * DAY, '4 d'],
  ])('of %i ms is %s', (ms, expected) => {
    expect(span(ms)).toBe(expected);
  });
});

describe('moments on the owner’s wall', () => {
  const now = Date.UTC(2026, 10, 20, 23, 30);
  it('are in the owner’s time zone', () => {
    expect(moment(now, now, 'Asia/Tehran')).toBe('Sat 03:00');
    expect(moment(now, now, 'America/New_York')).toBe('Fri 18:30');
    expect(longDate(now, 'Asia/Tehran')).toBe('Saturday 21 November 2026');
  });

  it('say no more than is needed', () => {
    expect(moment(Date.UTC(2026, 10, 3, 9, 5), now, 'UTC')).toBe('3 Nov 09:05');
    expect(moment(Date.UTC(2025, 4, 3), now, 'UTC')).toBe('3 May 2025');
    expect(monthYear(Date.UTC(2025, 4, 3), 'UTC')).toBe('May 2025');
  });

  it('are ISO in UTC for programs', () => {
    expect(iso(now)).toBe('2026-11-20T23:30:00.000Z');
    expect(iso(null)).toBeNull();
  });
});

describe('numbers', () => {
  it.each([
    [0, '0'],
    [980, '980'],
    [1_000, '1k'],
    [12_400, '12.4k'],
    [999_949, '999.9k'],
    [999_950, '1M'],
    [3_140_000, '3.1M'],
  ])('%i is %s', (value, expected) => {
    expect(compactCount(value)).toBe(expected);
  });

  it('come with the right word', () => {
    expect(counted(1, 'mention')).toBe('1 mention');
    expect(counted(1_204, 'mention')).toBe('1,204 mentions');
    expect(counted(2, 'reply', 'replies')).toBe('2 replies');
  });

  it('are a share only of something', () => {
    expect(percent(20 / 28)).toBe('71%');
    expect(percent(null)).toBe('–');
  });
});

describe('sparkline', () => {
  it('shows the shape, and something wherever there is something', () => {
    expect(sparkline([0, 1, 4, 8])).toBe('▁▂▅█');
    expect(sparkline([0, 1_000, 1])).toBe('▁█▂');
    expect(sparkline([])).toBe('');
  });

  it('loses nothing in fewer slices', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(100), { maxLength: 100 }),
        fc.integer({ min: 1, max: 40 }),
        (values, most) => {
          const slices = rebin(values, most);
          const sum = (list: number[]) => list.reduce((total, value) => total + value, 0);
          expect(slices.length).toBeLessThanOrEqual(most);
          expect(sum(slices)).toBe(sum(values));
        },
      ),
    );
  });
});
