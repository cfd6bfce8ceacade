import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EarshotError } from '../../../src/core/errors.js';
import { PLAIN } from '../../../src/output/style.js';
import { textWidth } from '../../../src/output/width.js';
import { errorJson, errorLines } from '../../../src/views/error.js';

const view = { style: PLAIN, width: 80 };
const missing = Object.assign(new Error("ENOENT: no such file or directory, open 'a.json'"), {
  syscall: 'open',
});

describe('error', () => {
  it('says what, why and what next', () => {
    const error = new EarshotError('The configuration a.json could not be read.', {
      code: 'config-unreadable',
      hint: 'Make one with earshot init.',
      cause: missing,
    });
    expect(errorLines(error, view)).toEqual([
      'earshot: The configuration a.json could not be read.',
      "  why: ENOENT: no such file or directory, open 'a.json'",
      '  next: Make one with earshot init.',
    ]);
    expect(errorJson(error)).toEqual({
      error: {
        code: 'config-unreadable',
        message: 'The configuration a.json could not be read.',
        hint: 'Make one with earshot init.',
      },
    });
  });

  it('blanks a secret before the line is broken, however narrow the terminal', () => {
    const secret = 'AAAAAAAAAAAAAAAAAAAAAMLheAAAAAAA0%2BuSeid-and-then-a-good-deal-more-of-it-still';
    const error = new EarshotError(`Refused: ${secret} is no token.`, {
      code: 'x',
      hint: `Not ${secret}.`,
      cause: new EarshotError(`because of ${secret}`, { code: 'y' }),
    });
    fc.assert(
      fc.property(fc.integer({ min: 20, max: 120 }), fc.boolean(), (width, verbose) => {
        const redact = (text: string) => text.replaceAll(secret, '[redacted]');
        const lines = errorLines(error, { style: PLAIN, width, verbose, redact });
        const said = lines.map((line) => line.trim()).join('');
        expect(said).not.toContain(secret.slice(0, 12));
        expect(said.match(/\[redacted\]/g)?.length).toBe(3);
      }),
    );
  });

  it('says nothing twice', () => {
    const error = new EarshotError(`No configuration: ${missing.message}`, {
      code: 'config',
      cause: missing,
    });
    expect(errorLines(error, view)).toEqual([`earshot: No configuration: ${missing.message}`]);
  });

  it('keeps a stack to itself unless asked', () => {
    const fault = new TypeError('x is not a function');
    expect(errorLines(fault, view).join('\n')).not.toMatch(/ at /);
    expect(errorLines(fault, { ...view, verbose: true }).join('\n')).toMatch(/ at .*error\.test/);
    expect(errorJson('a string was thrown').error.code).toBe('internal');
  });

  it('fits any terminal and obeys nothing', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.string({ unit: 'binary' }),
        fc.integer({ min: 20, max: 90 }),
        (a, b, width) => {
          const error = new EarshotError(a, {
            code: 'x',
            hint: b,
            cause: new EarshotError(b, { code: 'y' }),
          });
          for (const line of errorLines(error, { style: PLAIN, width })) {
            expect(textWidth(line)).toBeLessThanOrEqual(width);
            expect(line).not.toMatch(/[\x00-\x1f\x7f-\x9f]/);
          }
        },
      ),
    );
  });
});
