import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { shellWord } from '../../../src/core/shell.js';

it('is one word of a shell again, whatever it holds', () => {
  const text = fc.oneof(
    fc.string({ unit: fc.constantFrom(...'$`"\'\\!;&|<>(){}*?~#= -\nab'), minLength: 1, maxLength: 12 }),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
  );
  const texts = fc.sample(text, 300).filter((one) => !one.includes('\0'));
  const echoed = execFileSync('sh', ['-c', `printf '%s\\0' ${texts.map(shellWord).join(' ')}`]).toString();
  expect(echoed.split('\0').slice(0, -1)).toEqual(texts);
});

it('leaves handles and names as they are', () => {
  for (const word of ['mastodon:mina@ruby.social', 'x:mina_k', 'کافه_نار', 'friday.plan.json']) {
    expect(shellWord(word)).toBe(word);
  }
  expect(shellWord('--yes')).toBe("'--yes'");
});
