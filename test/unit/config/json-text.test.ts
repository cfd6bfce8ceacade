import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJsonText } from '../../../src/config/json-text.js';
import { EarshotError } from '../../../src/core/errors.js';

function complaint(text: string): string {
  try {
    parseJsonText(text, 'earshot.config.json');
  } catch (error) {
    if (error instanceof EarshotError) return error.message;
    throw error;
  }
  throw new Error('was accepted');
}

describe('parseJsonText', () => {
  it.each([
    ['{"a": 1,\n  "b" 2}', 'line 2, column 7: a colon is expected here'],
    ['{"a": 1\n "b": 2}', 'line 2, column 2: a comma or } is expected here'],
    ['{"a": [1, 2,\n]}', 'line 1, column 12: this comma has nothing after it'],
    ['{\n  // mine\n}', 'line 2, column 3: comments are not allowed'],
    ["{'a': 1}", 'line 1, column 2: a key in double quotes is expected here'],
    ['{"a": yes}', 'line 1, column 7: a value is expected here'],
    ['{"a": 01}', 'line 1, column 7: a value is expected here'],
    ['{"a": "x\ny"}', 'line 1, column 7: this text is not closed or escaped rightly'],
    ['{"a": 1', 'line 1, column 8: the file ends in the middle'],
    ['', 'line 1, column 1: the file ends in the middle'],
    ['{} {}', 'line 1, column 4: nothing may follow the last bracket'],
  ])('points at the slip in %j', (text, place) => {
    expect(complaint(text)).toContain(`earshot.config.json is not valid JSON: ${place}`);
  });

  it('survives nesting deeper than the stack', () => {
    expect(complaint('['.repeat(200_000))).toContain('nested too deeply');
  });

  it('does not quote the text, which may hold a secret', () => {
    expect(complaint('{"apiKey": "hunter2-hunter2" oops}')).not.toContain('hunter2');
  });

  it('reads a file with a byte order mark', () => {
    expect(parseJsonText('\ufeff{"a": 1}', 'f')).toEqual({ a: 1 });
  });

  it('agrees with JSON.parse on what is JSON, for JSON with one character changed', () => {
    const edit = fc.tuple(
      fc.json(),
      fc.nat(),
      fc.constantFrom('', ',', '}', ']', '"', ':', '0', '\\', ' ', 'e'),
    );
    fc.assert(
      fc.property(edit, ([json, seed, sign]) => {
        const at = seed % (json.length + 1);
        const text = json.slice(0, at) + sign + json.slice(at + 1);
        let value: unknown;
        let valid = true;
        try {
          value = JSON.parse(text);
        } catch {
          valid = false;
        }
        if (valid) expect(parseJsonText(text, 'f')).toEqual(value);
        // "cannot be read" is what remains when the walk finds no slip in a text the engine refused.
        else expect(complaint(text)).not.toContain('cannot be read');
      }),
      { numRuns: 500 },
    );
  });
});
