import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { misfitOf } from '../../../src/http/misfit.js';

const post = z.object({ id: z.string().regex(/^\d+$/, 'is not an id'), text: z.string() });
const event = z.union([
  z.object({ kind: z.literal('message'), sender: z.string() }),
  z.object({ kind: z.string().refine((kind) => kind !== 'message', { abort: true }) }),
]);
const schema = z.object({
  data: z.array(post),
  events: z.array(event).optional(),
  meta: z.object({ count: z.number().int() }).optional(),
});

function told(body: unknown): string | null {
  const parsed = schema.safeParse(body);
  return parsed.success ? null : misfitOf(body, parsed.error.issues);
}

describe('what is wrong with an answer', () => {
  it.each<[what: string, body: unknown, words: string]>([
    ['a field is missing', { data: [{ id: '1' }] }, 'data.0.text is missing'],
    ['everything is missing', undefined, 'it is missing'],
    ['it is no object', [], 'it is a list, not an object'],
    ['a field is of another type', { data: [{ id: '1', text: 7 }] }, 'data.0.text is a number, not a text'],
    ['a field is null', { data: null }, 'data is null, not a list'],
    [
      'a number has a fraction',
      { data: [], meta: { count: 1.5 } },
      'meta.count is a number, not a whole number',
    ],
    ['a text is not as it should be', { data: [{ id: 'x', text: '' }] }, 'data.0.id: is not an id'],
    [
      'a part of what may be one thing or another is missing',
      { data: [], events: [{ kind: 'message' }] },
      'events.0.sender is missing',
    ],
  ])('is told where %s', (_, body, words) => {
    expect(told(body)).toBe(words);
  });

  it('never quotes what somebody wrote', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string({ minLength: 8 }), (body, words) => {
        const shown = told({ data: body, meta: { count: words } }) ?? '';
        expect(shown).not.toContain('undefined');
        expect(shown).not.toContain(words);
      }),
    );
  });
});
