import type * as z from 'zod';
import { shown } from './wording.js';

/** One thing wrong with a configuration: where, and what is wrong with the remedy. */
export interface Problem {
  path: string;
  message: string;
}

const KINDS: Readonly<Record<string, readonly [what: string, remedy: string]>> = {
  string: ['a text', 'Write it in double quotes.'],
  number: ['a number', 'Write it without quotes.'],
  int: ['a whole number', 'Write it without a fraction.'],
  boolean: ['true or false', 'Write true or false without quotes.'],
  array: ['a list', 'Write it in square brackets: [ ... ].'],
  object: ['a group of settings', 'Write it in braces: { ... }.'],
};

/** The place in the file, as a person would point at it: `accounts[0].network`. */
function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, key) =>
      typeof key === 'number' ? `${text}[${key}]` : text === '' ? String(key) : `${text}.${String(key)}`,
    '',
  );
}

/** Words for the issues whose schema brings none of its own. */
export function describeIssue(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type': {
      const [what, remedy] = KINDS[issue.expected] ?? [issue.expected, ''];
      return issue.input === undefined
        ? `is missing. It must be ${what}.`
        : `${shown(issue.input)} is not ${what}. ${remedy}`.trim();
    }
    case 'invalid_value':
      return issue.input === undefined
        ? `is missing. Use one of: ${issue.values.join(', ')}.`
        : `${shown(issue.input)} cannot stand here. Use one of: ${issue.values.join(', ')}.`;
    case 'too_small':
      return issue.origin === 'number' || issue.origin === 'int'
        ? `${shown(issue.input)} is too small. The least is ${issue.minimum}.`
        : 'is empty. Fill it in.';
    case 'too_big':
      return `${shown(issue.input)} is too large. The most is ${issue.maximum}.`;
    default:
      return undefined;
  }
}

/** One problem for each issue, and for each unknown key of an object. */
export function problemsOf(issues: readonly z.core.$ZodIssue[]): Problem[] {
  return issues.flatMap((issue) => {
    if (issue.code !== 'unrecognized_keys') return [{ path: pathText(issue.path), message: issue.message }];
    const lines = issue.message.split('\n');
    return issue.keys.map((key, index) => ({
      path: pathText([...issue.path, key]),
      message: lines[index] ?? issue.message,
    }));
  });
}
