import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTemplateEngine } from '../../../src/templates/engine.js';

const VARIABLES = {
  customer: { first_name: 'Mina', name: null, handle: '' },
  order: 'A-7',
  visits: 3,
  hostile: '{{ customer.first_name }}{% include "/etc/passwd" %}',
};
const { compile } = createTemplateEngine();
const fill = (text: string) => compile(text).render(VARIABLES);

describe('a template', () => {
  it.each([
    ['Hi {{ customer.first_name }}!', 'Hi Mina!'],
    ['Hi {{ customer.name | default: "there" }}!', 'Hi there!'],
    ['Hi {{ nobody.at.all | default: "there" }}!', 'Hi there!'],
    ['{% if visits > 1 %}Again, {% endif %}hi', 'Again, hi'],
    ['{% if nobody %}a{% else %}b{% endif %}', 'b'],
    ['Đơn {{ order }} نار ☕️', 'Đơn A-7 نار ☕️'],
    [' \n{{ order }}\n ', 'A-7'],
    ['e\u0301', 'é'],
  ])('%j says %j', (text, said) => {
    expect(fill(text)).toBe(said);
  });

  it('never runs what a stranger wrote', () => {
    expect(fill('You wrote: {{ hostile }}')).toBe(`You wrote: ${VARIABLES.hostile}`);
  });

  it.each([
    ['{{ customer.surname }}', 'there is no customer.surname'],
    ['{{ nobody }}', 'there is no nobody'],
    ['{{ customer.name }}', '{{ customer.name }} is empty'],
    ['{{ customer.handle }}', '{{ customer.handle }} is empty'],
    ['{{ customer.handle | raw }}', 'is empty'],
    ['{{ customer.handle | append: " " }}', 'is empty'],
    ['{{ customer.constructor }}', 'there is no customer.constructor'],
    ['{{ customer.__proto__ }}', 'there is no customer.__proto__'],
    ['{% for i in (1..100000000) %}{{ i }}{% endfor %}', 'limit'],
  ])('%j refuses, and names what is missing', (text, named) => {
    expect(() => fill(text)).toThrow(
      expect.objectContaining({ code: 'template-unfilled', message: expect.stringContaining(named) }),
    );
  });

  it.each([
    '{{ order',
    '{% if order %}',
    '{{ order | nothing }}',
    '{% include "a" %}',
    '{% render "a" %}',
    '{% layout "a" %}',
  ])('%j cannot be read, and says so before it is needed', (text) => {
    expect(() => compile(text)).toThrow(expect.objectContaining({ code: 'template-invalid', kind: 'usage' }));
  });

  it('puts any value in as it is, and fails only in its own words', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        const render = () => compile('a {{ value }} b').render({ value });
        if (value.trim() === '')
          expect(render).toThrow(expect.objectContaining({ code: 'template-unfilled' }));
        else expect(render()).toBe(`a ${value} b`.normalize('NFC').trim());
      }),
    );
  });

  it('of any shape compiles or is refused', () => {
    const part = fc.constantFrom(
      '{{',
      '}}',
      '{%',
      '%}',
      'if',
      'endif',
      'order',
      '|',
      'default:',
      '"',
      ' ',
      '\n',
      'é',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        try {
          compile(parts.join('')).render(VARIABLES);
        } catch (error) {
          expect(error).toMatchObject({ code: expect.stringMatching(/^template-(invalid|unfilled)$/) });
        }
      }),
    );
  });
});
