import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { draftOf } from '../../../src/core/inbox/draft.js';
import { emptyInbox, type InboxState, type Mode } from '../../../src/core/inbox/state.js';
import { visualLayout } from '../../../src/output/reorder.js';
import { textWidth } from '../../../src/output/width.js';
import { drawInbox } from '../../../src/views/inbox/screen.js';
import { CARD, MENTIONS, mention, NOW, viewOf } from './samples.js';

const queue = MENTIONS.slice(0, 3);

function inbox(fields: Partial<InboxState> = {}): InboxState {
  return {
    ...emptyInbox(NOW),
    queue,
    waiting: { count: 9, oldestAt: NOW - 26 * 3_600_000 },
    within24h: 0.62,
    card: CARD,
    loading: false,
    ...fields,
  };
}

function write(text: string, more: Partial<Extract<Mode, { kind: 'write' }>> = {}): Mode {
  return {
    kind: 'write',
    mentionId: 481,
    private: false,
    handOver: false,
    again: false,
    draft: draftOf(text),
    template: null,
    measured: { length: text.length, limit: 280, parts: 1 },
    warnings: [],
    warnedOf: null,
    ...more,
  };
}

const MODES: readonly Mode[] = [
  { kind: 'queue' },
  write(
    'I am so sorry, Mina, that must never happen. Are you all right?\nI have written to you. Sara, owner',
  ),
  write('خیلی متأسفیم؛ همین الان پیگیری می‌کنیم.', {
    warnings: ['They wrote English; this reads like Persian.'],
  }),
  {
    kind: 'choose',
    of: 'snooze',
    at: 1,
    choices: [
      { label: 'in an hour', value: '1h' },
      { label: 'tomorrow morning', value: 'tomorrow' },
    ],
  },
  { kind: 'line', of: 'search', draft: draftOf('bánh mì') },
  { kind: 'help' },
  { kind: 'leave' },
];
const HELD = [{ outboxId: 3, mentionId: 470, to: 'tom@ruby.social', until: NOW + 8_000 }];

describe('the inbox on a screen', () => {
  it.each([
    [60, 15],
    [80, 24],
    [200, 60],
  ])('%ix%i', async (columns, rows) => {
    const screens = MODES.map((mode) => drawInbox(inbox({ mode, held: HELD }), viewOf(columns), rows));
    for (const { lines } of screens) expect(lines).toHaveLength(rows);
    const drawn = screens.map(({ lines }) => lines.map((line) => `|${line.trimEnd()}`).join('\n'));
    await expect(`${drawn.join('\n\n')}\n`).toMatchFileSnapshot(`golden/inbox-${columns}x${rows}.txt`);
  });

  it('says with signs and words, too, what it says with colour', () => {
    const { lines } = drawInbox(inbox(), viewOf(80), 24);
    expect(lines[1]).toMatch(/┃ .*@mina_k .* − /);
    expect(lines.join('\n')).toContain('− negative');
    expect(lines.join('\n')).toContain('why: possible injury');
  });

  it('counts a held answer down by the clock of the moment, not by that of the last tick', () => {
    const held = [{ outboxId: 3, mentionId: 470, to: 'tom', until: NOW + 10_000 }];
    const { lines } = drawInbox(inbox({ held, now: NOW - 900 }), viewOf(80), 24);
    expect(lines.join('\n')).toContain('to @tom in 10 s');
  });

  it('says which of many choices are seen', () => {
    const choices = Array.from({ length: 12 }, (_, at) => ({
      label: `choice ${at + 1}`,
      value: `${at + 1}`,
    }));
    const screen = (at: number) =>
      drawInbox(inbox({ mode: { kind: 'choose', of: 'correct', choices, at } }), viewOf(80), 24).lines.join(
        '\n',
      );
    expect(screen(0)).toMatch(/What it really is +1-7 of 12/);
    expect(screen(11)).toMatch(/What it really is +6-12 of 12[\s\S]*choice 12/);
  });

  it('puts the cursor behind what is written, in whatever script', () => {
    for (const [text, columns] of [
      ['abc', 3],
      ['Xin chào ', 9],
      ['日本', 4],
      ['👩‍👩‍👧', 2],
      ['سلام', 4],
    ] as const) {
      const { lines, cursor } = drawInbox(inbox({ mode: write(text) }), viewOf(80), 24);
      expect(cursor, text).toMatchObject({ column: 3 + columns });
      expect(lines[cursor?.row ?? 0]).toContain(text.trimEnd());
    }
  });

  const hostile = fc.string({
    unit: fc.oneof(
      fc.string({ unit: 'binary', minLength: 1, maxLength: 2 }),
      fc.constantFrom(
        '\x1b[2J',
        '\u202e',
        '\u2066',
        '\x07',
        '\n',
        'سلام',
        '日本',
        '👩‍👩‍👧',
        'x'.repeat(90),
        '\u200f',
      ),
    ),
    maxLength: 30,
  });

  it('fits any terminal and obeys nothing, whatever strangers wrote or a person pasted', () => {
    const { arrange } = visualLayout();
    fc.assert(
      fc.property(
        hostile,
        hostile,
        fc.integer({ min: 20, max: 210 }),
        fc.integer({ min: 5, max: 64 }),
        fc.nat(MODES.length - 1),
        (text, name, columns, rows, which) => {
          const strange = mention(1, {
            text,
            author: { ...mention(1).author, handle: name, name },
            tags: [name],
            reasons: [text],
          });
          const mode = MODES[which] ?? { kind: 'queue' };
          const state = inbox({
            queue: [strange, ...queue],
            card: { ...CARD, mention: strange, thread: [{ from: 'them', mention: strange }] },
            mode: mode.kind === 'write' ? write(text, { warnings: [text] }) : mode,
            held: [{ outboxId: 1, mentionId: 9, to: name, until: NOW }],
            notice: { text: name, level: 'trouble' },
            filter: { search: text, network: null, intent: null, sentiment: null },
          });
          const { lines, cursor } = drawInbox(state, viewOf(columns), rows);
          expect(lines).toHaveLength(rows);
          for (const line of lines.flatMap((line) => [line, arrange(line)])) {
            expect(textWidth(line)).toBeLessThanOrEqual(columns);
            expect(line).not.toMatch(/[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/);
          }
          if (cursor) {
            expect(cursor.row).toBeLessThan(rows);
            expect(cursor.column).toBeLessThan(columns);
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});
