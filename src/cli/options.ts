import { EarshotError } from '../core/errors.js';
import type { View } from '../views/view.js';
import type { Context } from './context.js';

/** What views need of a context: the terminal's width, or no limit in a pipe. */
export async function viewOf(context: Context, timeZone: string): Promise<View> {
  const { stdout } = context.streams;
  return {
    style: await context.style(),
    width: stdout.columns,
    now: context.clock(),
    timeZone,
    networkName: context.networkName,
  };
}

/**
 * A count the owner typed.
 *
 * @throws EarshotError (usage) where it is not a whole number from 0 on
 */
export function wholeNumber(text: string, flag: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new EarshotError(`${flag} wants a whole number, not '${text}'.`, {
    code: 'number-invalid',
    kind: 'usage',
    hint: `Write it as ${flag} 50.`,
  });
}

/**
 * Local numbers of mentions or replies, as typed; a leading # is allowed.
 *
 * @throws EarshotError (usage) naming the first that is not one
 */
export function idsOf(words: readonly string[], what: 'mention' | 'reply'): number[] {
  const ids = words.flatMap((word) => word.split(',')).map((word) => word.replace(/^#/, ''));
  const wrong = ids.find((id) => !/^[1-9]\d{0,14}$/.test(id));
  if (wrong === undefined) return [...new Set(ids.map(Number))];
  throw new EarshotError(`'${wrong}' is not the number of a ${what}.`, {
    code: 'id-invalid',
    kind: 'usage',
    hint:
      what === 'mention'
        ? 'See `earshot list` for their numbers.'
        : 'See `earshot outbox list` for their numbers.',
  });
}

/**
 * Values given as `name=value`.
 *
 * @throws EarshotError (usage) naming the first that is not one
 */
export function valuesOf(words: readonly string[]): Record<string, string> {
  const pairs = words.map((word) => [word, word.indexOf('=')] as const);
  const wrong = pairs.find(([, at]) => at < 1);
  if (wrong) {
    throw new EarshotError(`'${wrong[0]}' is not a value.`, {
      code: 'value-invalid',
      kind: 'usage',
      hint: 'Write it as --set name=value.',
    });
  }
  return Object.fromEntries(pairs.map(([word, at]) => [word.slice(0, at), word.slice(at + 1)]));
}

/**
 * A cap on replies in a minute, as typed; undefined where none was.
 *
 * @throws EarshotError (usage) where it is not a number from 0.1 to 6000
 */
export function perMinuteOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const number = /^\d{1,4}(?:\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (number >= 0.1 && number <= 6_000) return number;
  throw new EarshotError(`--per-minute wants a number from 0.1 to 6000, not '${text}'.`, {
    code: 'number-invalid',
    kind: 'usage',
    hint: 'Write it as --per-minute 5.',
  });
}
