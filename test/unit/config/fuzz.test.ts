import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJsonText } from '../../../src/config/json-text.js';
import { validateConfig } from '../../../src/config/validate.js';
import { EarshotError } from '../../../src/core/errors.js';

const example = readFileSync(new URL('../../../config.example.json', import.meta.url), 'utf8');

/** Whatever is read is either a whole configuration or a refusal in our own words. */
function expectConfigOrRefusal(read: () => unknown): void {
  let config: ReturnType<typeof validateConfig>;
  try {
    config = validateConfig(read(), 'earshot.config.json');
  } catch (error) {
    expect(error).toBeInstanceOf(EarshotError);
    expect(error).toMatchObject({ kind: 'config', hint: expect.stringMatching(/\S/) });
    expect(String(error)).not.toMatch(/undefined|\[object|NaN|invalid_|ZodError/);
    return;
  }
  expect(config.business.name).toMatch(/\S/);
  expect(Number.isSafeInteger(config.poll.everyMs)).toBe(true);
}

/** The example with the value at one path replaced. */
function replaced(value: unknown, steps: readonly number[], by: unknown): unknown {
  const [step, ...rest] = steps;
  if (step === undefined || typeof value !== 'object' || value === null) return by;
  const keys = Object.keys(value);
  const key = keys[step % Math.max(1, keys.length)];
  if (key === undefined) return by;
  const copy = structuredClone(value);
  return Object.assign(copy, { [key]: replaced(Reflect.get(value, key), rest, by) });
}

describe('any file at all', () => {
  it('is a configuration or is refused in words: any JSON', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => expectConfigOrRefusal(() => value)));
  });

  it('is a configuration or is refused in words: the example with one value replaced', () => {
    const steps = fc.array(fc.nat(), { minLength: 1, maxLength: 4 });
    const by = fc.oneof(
      fc.jsonValue({ maxDepth: 1 }),
      fc.constantFrom('', ' ', '0s', '99999999w', 'UTC+25', Number.MAX_VALUE, -0),
    );
    fc.assert(
      fc.property(steps, by, (path, value) =>
        expectConfigOrRefusal(() => replaced(JSON.parse(example), path, value)),
      ),
      { numRuns: 500 },
    );
  });

  it('is a configuration or is refused in words: the example with a stretch cut out or doubled', () => {
    fc.assert(
      fc.property(fc.nat(example.length), fc.nat(40), fc.boolean(), (at, length, double) => {
        const stretch = example.slice(at, at + length);
        const text = example.slice(0, at) + (double ? stretch + stretch : '') + example.slice(at + length);
        expectConfigOrRefusal(() => parseJsonText(text, 'earshot.config.json'));
      }),
      { numRuns: 500 },
    );
  });
});
