import { DAY, HOUR, MINUTE, SECOND } from './clock.js';
import { EarshotError } from './errors.js';
import { instantOfWall, startOfDay } from './time-zone.js';

/** Longest first, so that a duration is written with as few parts as possible. */
const UNITS: readonly (readonly [unit: string, ms: number])[] = [
  ['w', 7 * DAY],
  ['d', DAY],
  ['h', HOUR],
  ['m', MINUTE],
  ['s', SECOND],
  ['ms', 1],
];
const UNIT_MS: ReadonlyMap<string, number> = new Map(UNITS);

const PART = /(\d+(?:\.\d+)?)\s*(ms|w|d|h|m|s)\s*/y;

/** A hundred years: beyond it a duration is a slip of the keyboard. */
const LONGEST = 36_525 * DAY;

/**
 * Reads a duration such as `90s`, `5m`, `1h30m` or `7d`; each unit (w, d, h, m, s, ms) at most once.
 *
 * @returns integer ms, or null where the text is not a duration
 */
export function readDuration(text: string): number | null {
  const trimmed = text.trim();
  const seen = new Set<string>();
  let total = 0;
  PART.lastIndex = 0;
  while (PART.lastIndex < trimmed.length) {
    const [, amount, unit] = PART.exec(trimmed) ?? [];
    if (amount === undefined || unit === undefined || seen.has(unit)) return null;
    seen.add(unit);
    total += Number(amount) * (UNIT_MS.get(unit) ?? 0);
  }
  return seen.size > 0 && total <= LONGEST ? Math.round(total) : null;
}

/**
 * Reads a duration a person typed.
 *
 * @param text `90s`, `5m`, `1h30m`, `7d` ...
 * @returns integer ms
 * @throws EarshotError `duration-invalid` (usage)
 */
export function parseDuration(text: string): number {
  const ms = readDuration(text);
  if (ms === null) {
    throw new EarshotError(`"${text}" is not a duration.`, {
      code: 'duration-invalid',
      kind: 'usage',
      hint: 'Write a number and a unit (s, m, h, d or w), such as 90s, 5m, 1h30m or 7d.',
    });
  }
  return ms;
}

/**
 * The shortest exact way to write a duration; `readDuration` reads it back to the same number.
 *
 * @param ms integer, zero or more
 */
export function formatDuration(ms: number): string {
  let rest = ms;
  let text = '';
  for (const [unit, size] of UNITS) {
    const count = Math.floor(rest / size);
    if (count > 0) text += `${count}${unit}`;
    rest -= count * size;
  }
  return text === '' ? '0s' : text;
}

const ISO =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3})\d*)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?$/i;

/** The wall time written in an ISO text; null where there is no such day or hour. */
function isoWall(parts: readonly (string | undefined)[]): number | null {
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  const wall = Date.UTC(year, month - 1, day, hour, minute, second, Number((parts[7] ?? '').padEnd(3, '0')));
  const date = new Date(wall);
  const real =
    date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return real && hour < 24 && minute < 60 && second < 60 ? wall : null;
}

/** Minutes east of UTC, as ms; null beyond what any zone uses. */
function offsetMs(text: string): number | null {
  if (text.toUpperCase() === 'Z') return 0;
  const hours = Number(text.slice(1, 3));
  const minutes = Number(text.slice(-2));
  if (hours > 14 || minutes > 59) return null;
  return (text.startsWith('-') ? -1 : 1) * (hours * HOUR + minutes * MINUTE);
}

/** As `parseWhen`, with null for what is not a time. */
export function readWhen(text: string, now: number, timeZone: string): number | null {
  const trimmed = text.trim();
  const word = trimmed.toLowerCase();
  if (word === 'now') return now;
  if (word === 'today') return startOfDay(now, timeZone);
  if (word === 'yesterday') return startOfDay(startOfDay(now, timeZone) - 1, timeZone);
  const ago = readDuration(word.replace(/\s*\bago$/, ''));
  if (ago !== null) return now - ago;
  const parts = ISO.exec(trimmed);
  const wall = parts ? isoWall(parts) : null;
  if (wall === null) return null;
  const offset = parts?.[8];
  if (offset === undefined) return instantOfWall(wall, timeZone);
  const ms = offsetMs(offset);
  return ms === null ? null : wall - ms;
}

/**
 * Reads a moment a person typed: how long ago (`24h`, `7d`), `now`, `today`, `yesterday`, or an ISO 8601 date or
 * time. A date is its first instant; a time without an offset is on the wall of the time zone.
 *
 * @param now ms UTC
 * @param timeZone IANA name
 * @returns ms UTC
 * @throws EarshotError `time-invalid` (usage)
 */
export function parseWhen(text: string, now: number, timeZone = 'UTC'): number {
  const when = readWhen(text, now, timeZone);
  if (when === null) {
    throw new EarshotError(`"${text}" is not a time.`, {
      code: 'time-invalid',
      kind: 'usage',
      hint: 'Write how long ago (24h, 7d), today, yesterday, a date (2026-11-20) or a time (2026-11-20T14:30).',
    });
  }
  return when;
}
