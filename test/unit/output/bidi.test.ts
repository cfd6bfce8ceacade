import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shapeArabic } from '../../../src/output/arabic-shapes.js';
import { layoutFor, wantsReordering } from '../../../src/output/bidi.js';
import { visualLayout } from '../../../src/output/reorder.js';
import { safeLine } from '../../../src/output/sanitise.js';
import { graphemes, textWidth } from '../../../src/output/width.js';

const { arrange, column } = visualLayout();
/** What is seen, with Arabic letters as they are written: NFKC undoes the shapes. */
const seen = (line: string) => arrange(line).normalize('NFKC');
const backwards = (text: string) => graphemes(text).reverse().join('');

describe('right-to-left text on a terminal that leaves it alone', () => {
  it.each([
    ['Hebrew', 'שלום', 'םולש'],
    ['Hebrew before English', 'שלום world', 'world םולש'],
    ['English before Hebrew', 'hello שלום', 'hello םולש'],
    ['a number in Hebrew', 'מחיר 123 שקל', 'לקש 123 ריחמ'],
    ['a Persian number', 'قیمت ۱۲ تومان', `${backwards('تومان')} ۱۲ ${backwards('قیمت')}`],
    ['brackets are mirrored', '(שלום)', '(םולש)'],
    ['an emoji between words', 'שלום 😡 עולם', 'םלוע 😡 םולש'],
    ['a question in Persian', 'ساعت کاری چنده؟', backwards('ساعت کاری چنده؟')],
    ['a handle in Persian', 'سلام @cafenar خوبید', 'دیبوخ @cafenar مالس'],
    ['no right-to-left letters', '  plain − text  · Việt Nam 日本', '  plain − text  · Việt Nam 日本'],
  ])('%s', (_, line, wanted) => {
    expect(seen(line)).toBe(wanted);
  });

  it('keeps the columns of a line where they are', () => {
    const line = ' ┃ 92 X         رضا بادام   − 35 min  ساعت کاری جمعه‌ها چنده؟';
    const shown = seen(line);
    expect(shown.startsWith(' ┃ 92 X         ')).toBe(true);
    expect(shown.indexOf('− 35 min')).toBe(line.indexOf('− 35 min'));
    expect(shown).toContain(backwards('رضا بادام'));
  });

  it('leaves colours around what they were around', () => {
    expect(arrange('\x1b[31mשלום\x1b[39m ok')).toBe('\x1b[31mםולש\x1b[39m ok');
  });

  it('joins Arabic letters, and stops at a non-joiner', () => {
    expect(shapeArabic('سلام')).toBe('\ufeb3\ufee0\ufe8e\ufee1');
    expect(shapeArabic('بب')).toBe('\ufe91\ufe90');
    expect(shapeArabic('ببب')).toBe('\ufe91\ufe92\ufe90');
    expect(shapeArabic('دا')).toBe('\ufea9\ufe8d');
    expect(shapeArabic('می‌خواهم').normalize('NFKC')).toBe('میخواهم');
    expect(shapeArabic('می‌')).toBe('\ufee3\ufbfd');
    expect(shapeArabic('پچ')).toBe('\ufb58\ufb7b');
    expect(shapeArabic('بَب')).toBe('\ufe91\u064e\ufe90');
  });

  const text = fc.string({
    unit: fc.constantFrom(...'abc 12۳.(«سلامکیپگژشבעبَ‌', '😡', '👍🏽', '日', ' ', 'ế', '  ', ' · '),
    maxLength: 40,
  });

  it('is as wide as before, and loses nothing', () => {
    fc.assert(
      fc.property(text, (raw) => {
        const line = safeLine(raw);
        const shown = arrange(line);
        expect(textWidth(shown)).toBe(textWidth(line));
        const letters = (of: string) => (of.normalize('NFKC').match(/[\p{L}\p{N}]/gu) ?? []).sort().join('');
        expect(letters(shown)).toBe(letters(line));
      }),
    );
  });

  it('puts the cursor inside the line, or at its ends', () => {
    fc.assert(
      fc.property(text, fc.nat(60), (raw, wanted) => {
        const line = `   ${safeLine(raw)}`;
        const at = column(line, Math.min(wanted, textWidth(line)));
        expect(at).toBeGreaterThanOrEqual(0);
        expect(at).toBeLessThanOrEqual(textWidth(line));
      }),
    );
    expect(column('   abc', 6)).toBe(6);
    // Behind the last letter is left of it.
    expect(column('   שלום', 7)).toBe(2);
    expect(column('   שלום', 3)).toBe(6);
  });
});

describe('who reorders', () => {
  it.each([
    ['auto', { VTE_VERSION: '7600' }, false],
    ['auto', { VTE_VERSION: '5202' }, true],
    ['auto', { TERM_PROGRAM: 'Apple_Terminal' }, false],
    ['auto', { KITTY_WINDOW_ID: '1', TERM: 'xterm-kitty' }, false],
    ['auto', { TERM: 'foot' }, true],
    ['auto', { TERM: 'xterm-256color', ALACRITTY_WINDOW_ID: '9' }, true],
    ['auto', { TERM_PROGRAM: 'vscode' }, true],
    ['auto', { TERM: 'xterm-256color' }, false],
    ['auto', {}, false],
    ['reorder', { VTE_VERSION: '7600' }, true],
    ['terminal', { TERM: 'foot' }, false],
  ] as const)('%s %o: %s', async (setting, env, reorders) => {
    expect(wantsReordering(setting, env)).toBe(reorders);
    expect((await layoutFor(setting, env)) !== null).toBe(reorders);
  });
});
