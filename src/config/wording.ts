import { distance } from 'fastest-levenshtein';
import * as z from 'zod';

/** The known word a mistyped one was probably meant to be, or undefined where none is near. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const lower = word.toLowerCase();
  const ranked = known
    .map((candidate) => ({ candidate, far: distance(lower, candidate.toLowerCase()) }))
    .sort((a, b) => a.far - b.far);
  const best = ranked[0];
  return best && best.far <= Math.max(1, Math.floor(Math.max(word.length, best.candidate.length) / 3))
    ? best.candidate
    : undefined;
}

/** A value as it may be shown in a message: short, on one line. */
export function shown(value: unknown): string {
  const text = typeof value === 'string' ? `'${value}'` : (JSON.stringify(value) ?? String(value));
  const line = text.replace(/\s+/g, ' ');
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}

function unknownKey(key: string, known: readonly string[]): string {
  if (/secret|token|password|api_?key/i.test(key)) {
    return 'secrets do not belong in this file. Move it to credentials.json or the environment, and delete it here.';
  }
  const meant = nearest(key, known);
  return `earshot knows no such key here. ${meant ? `Did you mean '${meant}'?` : `Known keys: ${known.join(', ')}.`}`;
}

/** An object that refuses unknown keys and says which key was probably meant: one line for each, in order. */
export function strict<Shape extends z.ZodRawShape>(shape: Shape) {
  const known = Object.keys(shape).filter((key) => key !== '$schema');
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => unknownKey(key, known)).join('\n')
        : undefined,
  });
}

/**
 * One of some words.
 *
 * @param what names them for people: "a network earshot knows"
 * @param aliases other words people use for one of them, to recognise in "did you mean"
 */
export function choice<const Values extends readonly [string, ...string[]]>(
  values: Values,
  what: string,
  aliases: Readonly<Record<string, Values[number]>> = {},
) {
  return z.enum(values, {
    error: (issue) => {
      if (typeof issue.input !== 'string') return undefined;
      const near = nearest(issue.input, [...values, ...Object.keys(aliases)]);
      const meant = near === undefined ? undefined : (aliases[near] ?? near);
      const remedy = meant ? `Did you mean '${meant}'?` : `Use one of: ${values.join(', ')}.`;
      return `${shown(issue.input)} is not ${what}. ${remedy}`;
    },
  });
}
