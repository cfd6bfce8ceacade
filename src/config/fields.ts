import * as z from 'zod';
import { readAge } from '../core/age.js';
import { formatDuration, readDuration } from '../core/duration.js';
import { shown } from './wording.js';

// Kinds of values that several parts of the schema share.

const LANGUAGE = /^[a-z]{2,3}$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** Text that is not empty. */
export const text = (description: string) => z.string().trim().min(1).describe(description);

/** Text that must satisfy a test; the message shows the value and says what to write instead. */
export function checked(test: RegExp | ((value: string) => boolean), remedy: string, description: string) {
  const error = (issue: { input?: unknown }) => `${shown(issue.input)} ${remedy}`;
  const base =
    test instanceof RegExp ? z.string().regex(test, { error }) : z.string().refine(test, { error });
  return base.describe(description);
}

/** A span of time. @param least ms */
export const duration = (description: string, least = 0) =>
  checked(
    (value) => readDuration(value) !== null,
    'is not a duration. Write a number and a unit, such as 90s, 5m, 1h30m or 7d.',
    description,
  ).refine((value) => (readDuration(value) ?? least) >= least, {
    error: (issue) => `${shown(issue.input)} is too short. The least is ${formatDuration(least)}.`,
  });

/** How old something may get. */
export const age = (description: string) =>
  checked(
    (value) => readAge(value) !== null,
    'is not an age. Write a number and a unit of d, w, m or y (days, weeks, months, years), such as 18m.',
    description,
  );

/** An amount of money, or null for no limit. */
export const dollars = (description: string) =>
  z.number().min(0).max(1_000_000).nullable().default(null).describe(description);

/** Whether a text is a day of the calendar, such as 2026-12-25. */
export function isDate(value: string): boolean {
  if (!DATE.test(value)) return false;
  const time = Date.parse(`${value}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(value);
}

/** A language as the configuration writes it. */
export const language = checked(
  LANGUAGE,
  'is not a language code. Write two or three small letters, such as en, fa or vi.',
  'ISO 639 language code',
);

/** A list of texts that are not empty. */
export const words = (description: string) => z.array(z.string().trim().min(1)).describe(description);
