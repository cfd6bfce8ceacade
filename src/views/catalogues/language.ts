import { IntlMessageFormat } from 'intl-messageformat';
import { DAY, HOUR, MINUTE, SECOND } from '../../core/clock.js';
import type { Catalogue, MessageKey } from './catalogue.js';

/** One language's way of saying things. Times are ms UTC, lengths ms, time zones IANA names. */
export interface Language {
  code: string;
  locale: string;
  direction: 'ltr' | 'rtl';
  /** A message with its values; numbers are written with the language's digits. */
  say(key: MessageKey, values?: Readonly<Record<string, string | number>>): string;
  count(value: number): string;
  /** A number with at most one decimal. */
  decimal(value: number): string;
  /** A large count in few columns. */
  compact(value: number): string;
  /** A share from 0 to 1 as a whole percentage; a dash where there is nothing to take a share of. */
  percent(rate: number | null): string;
  /** A length of time in at most two units. */
  span(ms: number): string;
  /** How old something is, in one unit. */
  age(ms: number): string;
  /** A day in full, in the language's own calendar. */
  longDate(ms: number, timeZone: string): string;
  /** Day of the week and time within six days of `now`, date and time before. */
  moment(ms: number, now: number, timeZone: string): string;
  /** Date and time, to the minute. */
  dateTime(ms: number, timeZone: string): string;
  /** The time of day. */
  time(ms: number, timeZone: string): string;
  /** Day and month, short. */
  day(ms: number, timeZone: string): string;
  /** An hour of the day. @param hour 0 to 23 */
  hour(hour: number): string;
  /** What a language is called; its code where that is not known. */
  languageName(code: string): string;
  list(parts: readonly string[]): string;
}

const WEEK = 7 * DAY;
const MONTH = 30 * DAY;
const YEAR = 365 * DAY;
const ONE_DECIMAL = { maximumFractionDigits: 1 };

/** The ways of saying things of a catalogue. */
export function createLanguage(code: string, { locale, direction, messages }: Catalogue): Language {
  const whole = new Intl.NumberFormat(locale);
  const twoDigits = new Intl.NumberFormat(locale, { minimumIntegerDigits: 2 });
  const percents = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const shorter = new Intl.NumberFormat(locale, { notation: 'compact', ...ONE_DECIMAL });
  const decimals = new Intl.NumberFormat(locale, ONE_DECIMAL);
  const names = new Intl.DisplayNames(locale, { type: 'language' });
  const lists = new Intl.ListFormat(locale, { style: 'long', type: 'conjunction' });
  const compiled = new Map<MessageKey, IntlMessageFormat>();

  const say: Language['say'] = (key, values = {}) => {
    const message =
      compiled.get(key) ?? new IntlMessageFormat(messages[key], locale, undefined, { ignoreTag: true });
    compiled.set(key, message);
    return String(message.format({ ...values }));
  };
  const part = (ms: number, timeZone: string, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone, ...options }).format(ms);
  const dateOf = (ms: number, timeZone: string) => {
    const options = { timeZone, year: 'numeric', month: 'long', day: 'numeric' } as const;
    const parts = new Intl.DateTimeFormat(locale, options).formatToParts(ms);
    const of = (wanted: string) => parts.find(({ type }) => type === wanted)?.value ?? '';
    return { day: of('day'), month: of('month'), year: of('year') };
  };
  const timeOf = (ms: number, timeZone: string) =>
    part(ms, timeZone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const dayTime = (ms: number, timeZone: string) =>
    say('date.dayTime', { ...dateOf(ms, timeZone), time: timeOf(ms, timeZone) });

  return {
    code,
    locale,
    direction,
    say,
    count: (value) => whole.format(value),
    decimal: (value) => decimals.format(value),
    compact: (value) => shorter.format(value),
    percent: (rate) => (rate === null ? '–' : percents.format(rate)),
    span(ms) {
      if (ms < MINUTE) return say('span.seconds', { n: Math.max(0, Math.round(ms / SECOND)) });
      if (ms < HOUR) return say('span.minutes', { n: Math.min(59, Math.round(ms / MINUTE)) });
      if (ms < 10 * HOUR) {
        const all = Math.round(ms / MINUTE);
        const [n, rest] = [Math.floor(all / 60), all % 60];
        return rest === 0
          ? say('span.hours', { n })
          : say('span.hoursMinutes', { n, minutes: twoDigits.format(rest) });
      }
      const hours = Math.round(ms / HOUR);
      if (hours < 48) return say('span.hours', { n: hours });
      const [n, rest] = [Math.floor(hours / 24), hours % 24];
      return rest === 0 ? say('span.days', { n }) : say('span.daysHours', { n, hours: rest });
    },
    age(ms) {
      if (ms < MINUTE) return say('age.now');
      if (ms < HOUR) return say('age.minutes', { n: Math.floor(ms / MINUTE) });
      if (ms < DAY) return say('age.hours', { n: Math.floor(ms / HOUR) });
      if (ms < 3 * WEEK) return say('age.days', { n: Math.floor(ms / DAY) });
      if (ms < 3 * MONTH) return say('age.weeks', { n: Math.floor(ms / WEEK) });
      if (ms < 2 * YEAR) return say('age.months', { n: Math.floor(ms / MONTH) });
      return say('age.years', { n: Math.floor(ms / YEAR) });
    },
    longDate: (ms, timeZone) =>
      say('date.long', { ...dateOf(ms, timeZone), weekday: part(ms, timeZone, { weekday: 'long' }) }),
    moment: (ms, now, timeZone) =>
      now - ms < 6 * DAY
        ? say('date.weekdayTime', {
            weekday: part(ms, timeZone, { weekday: 'long' }),
            time: timeOf(ms, timeZone),
          })
        : dayTime(ms, timeZone),
    dateTime: dayTime,
    time: timeOf,
    day: (ms, timeZone) => part(ms, timeZone, { day: 'numeric', month: 'short' }),
    hour: (hour) => `${twoDigits.format(hour)}:${twoDigits.format(0)}`,
    languageName: (language) =>
      language === 'und' ? say('language.unknown') : (nameOf(names, language) ?? language),
    list: (parts) => lists.format(parts),
  };
}

function nameOf(names: Intl.DisplayNames, code: string): string | undefined {
  try {
    return names.of(code);
  } catch {
    // Not shaped like a language code at all.
    return undefined;
  }
}
