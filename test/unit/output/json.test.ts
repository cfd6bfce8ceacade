import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toJsonText, writeJson, writeJsonLines } from '../../../src/output/json.js';
import { memoryStreams } from '../../../src/output/streams.js';

const anyText = fc.string({ unit: 'binary' });

describe('JSON', () => {
  it('comes back exactly, safe for a terminal and well-formed', () => {
    fc.assert(
      fc.property(
        fc.dictionary(anyText, fc.oneof(anyText, fc.constantFrom('\u009b2J', '\u202e', '\ud800'))),
        (value) => {
          const json = toJsonText(value);
          expect(JSON.parse(json)).toEqual(value);
          expect(json).not.toMatch(/[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\p{Surrogate}]/u);
        },
      ),
    );
  });

  it('is indented for a person, one line for a program', () => {
    const person = memoryStreams({ tty: true }).stdout;
    const program = memoryStreams().stdout;
    writeJson(person, { mentions: [1] });
    writeJson(program, { mentions: [1] });
    expect(person.text()).toBe('{\n  "mentions": [\n    1\n  ]\n}\n');
    expect(program.text()).toBe('{"mentions":[1]}\n');
  });

  it('lines hold one object each', async () => {
    const { stdout } = memoryStreams();
    await writeJsonLines(stdout, [{ text: 'a\nb' }, { text: '\u2028' }]);
    expect(stdout.text()).toBe('{"text":"a\\nb"}\n{"text":"\\u2028"}\n');
  });

  it('lines stop when nobody reads them', async () => {
    let asked = 0;
    function* values() {
      for (;;) {
        asked += 1;
        yield asked;
      }
    }
    const { stdout } = memoryStreams();
    const closing = {
      ...stdout,
      get closed() {
        return asked > 3;
      },
    };
    await writeJsonLines(closing, values());
    expect(stdout.text()).toBe('1\n2\n3\n');
  });
});
