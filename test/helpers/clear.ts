import { expect } from 'vitest';
import type { Ended } from './earshot.js';

/** It failed as documented: this exit code, nothing on stdout, a message that says these words, no stack trace. */
export function expectClear(ended: Ended, code: number, ...words: string[]): void {
  expect(ended, ended.stderr).toMatchObject({ code, signal: null, stdout: '' });
  expect(ended.stderr).toMatch(/^earshot: \S/);
  for (const word of words) expect(ended.stderr).toContain(word);
  expectNoTrace(ended);
}

/** Nothing of our own insides is shown. */
export function expectNoTrace({ stdout, stderr }: Ended): void {
  expect(stdout + stderr).not.toMatch(
    /\n\s+at .*[:(]|node:internal|Something went wrong inside earshot|undefined/,
  );
}
