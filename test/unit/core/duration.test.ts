import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDuration, parseDuration, parseWhen, readDuration } from '../../../src/core/duration.js';

const NOW = Date.UTC(2026, 10, 20, 14, 30, 15, 250);
const at = (iso: string) => Date.parse(iso);

describe('durations', () => {
  it.each([
    ['20s', 20_000],
    ['5m', 300_000],
    ['1h30m', 5_400_000],
    ['1h 30m', 5_400_000],
    ['1.5h', 5_400_000],
    ['7d', 604_800_000],
    ['2w', 1_209_600_000],
    ['250ms', 250],
    ['0s', 0],
  ])('reads %s', (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  it.each(['', '5', 'm', '-5m', '5 minutes', '5m5m', '1h,30m', '5M', '１h', '1e3s', '999999w', 'Infinityd'])(
    'refuses %j',
    (text) => {
      expect(readDuration(text)).toBeNull();
      expect(() => parseDuration(text)).toThrow(/is not a duration/);
    },
  );

  it('reads back what it wrote', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 36_500 * 86_400_000 }), (ms) => {
        expect(parseDuration(formatDuration(ms))).toBe(ms);
      }),
    );
  });

  it('writes the shortest form', () => {
    expect([0, 1, 90_000, 5_400_000, 8 * 86_400_000].map(formatDuration)).toEqual([
      '0s',
      '1ms',
      '1m30s',
      '1h30m',
      '1w1d',
    ]);
  });

  it('never throws anything but its own refusal', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const ms = readDuration(text);
        if (ms !== null) expect(Number.isSafeInteger(ms) && ms >= 0).toBe(true);
      }),
    );
  });
});

describe('parseWhen', () => {
  it.each([
    ['24h', 'UTC', '2026-11-19T14:30:15.250Z'],
    ['1h30m ago', 'UTC', '2026-11-20T13:00:15.250Z'],
    ['now', 'UTC', '2026-11-20T14:30:15.250Z'],
    ['today', 'UTC', '2026-11-20T00:00:00Z'],
    ['today', 'Asia/Tehran', '2026-11-19T20:30:00Z'],
    ['Yesterday', 'Asia/Ho_Chi_Minh', '2026-11-18T17:00:00Z'],
    ['2026-11-01', 'UTC', '2026-11-01T00:00:00Z'],
    ['2026-11-01', 'America/New_York', '2026-11-01T04:00:00Z'],
    ['2026-11-02', 'America/New_York', '2026-11-02T05:00:00Z'],
    ['2026-11-01T09:30', 'Asia/Tehran', '2026-11-01T06:00:00Z'],
    ['2026-11-01 09:30:15.5', 'UTC', '2026-11-01T09:30:15.500Z'],
    ['2026-11-01T09:30Z', 'Asia/Tehran', '2026-11-01T09:30:00Z'],
    ['2026-11-01T09:30+03:30', 'UTC', '2026-11-01T06:00:00Z'],
    ['2026-11-01T09:30:00.123-0500', 'UTC', '2026-11-01T14:30:00.123Z'],
  ])('reads %s in %s', (text, zone, iso) => {
    expect(new Date(parseWhen(text, NOW, zone)).toISOString()).toBe(new Date(at(iso)).toISOString());
  });

  it('takes the first of two equal wall times, and moves on from one that never was', () => {
    expect(parseWhen('2026-11-01T01:30', NOW, 'America/New_York')).toBe(at('2026-11-01T05:30:00Z'));
    expect(parseWhen('2026-03-08T02:30', NOW, 'America/New_York')).toBe(at('2026-03-08T07:30:00Z'));
  });

  it.each([
    '',
    'soon',
    '2026-02-30',
    '2026-13-01',
    '2026-11-01T24:00',
    '2026-11-01T09:60',
    '11/01/2026',
    '2026-11-01T09:30+25:00',
    '20261101',
  ])('refuses %j and says what to write', (text) => {
    expect(() => parseWhen(text, NOW)).toThrow(
      expect.objectContaining({ code: 'time-invalid', kind: 'usage' }),
    );
  });

  it('agrees with the engine on every instant written as ISO 8601', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date(0), max: new Date('2099-12-31'), noInvalidDate: true }), (date) => {
        expect(parseWhen(date.toISOString(), NOW, 'Asia/Tehran')).toBe(date.getTime());
      }),
    );
  });
});
