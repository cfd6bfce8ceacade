import { readdirSync } from 'node:fs';
import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser';
import { describe, expect, it } from 'vitest';
import { reportCommands } from '../../../src/cli/tree/report.js';
import { DAY, HOUR, MINUTE } from '../../../src/core/clock.js';
import { type GapCode, gapReason } from '../../../src/core/gap.js';
import { CUE } from '../../../src/sentiment/cue.js';
import { urgencyOf } from '../../../src/sentiment/urgency.js';
import { chooseLanguage, loadLanguage } from '../../../src/views/catalogues/index.js';
import { CATALOGUES } from '../../../src/views/catalogues/list.js';
import { reasonIn } from '../../../src/views/digest/actions.js';
import { gapReasonIn } from '../../../src/views/digest/failures.js';

const codes = Object.keys(CATALOGUES);
const english = await CATALOGUES.en!();

/** Every value a message asks for, with how it is written: `n: plural`, `mode: select(day, other, week)`. */
function placeholders(elements: readonly MessageFormatElement[]): Set<string> {
  const found = new Set<string>();
  for (const element of elements) {
    if (element.type === TYPE.literal || element.type === TYPE.pound) continue;
    const options = 'options' in element ? element.options : {};
    const kind =
      element.type === TYPE.select ? `select(${Object.keys(options).sort().join(', ')})` : TYPE[element.type];
    found.add(`${element.value}: ${kind}`);
    for (const option of Object.values(options))
      for (const inner of placeholders(option.value)) found.add(inner);
  }
  return found;
}

describe('the catalogues', () => {
  it('are the files there are, and the languages a digest is offered in', () => {
    const files = readdirSync('src/views/catalogues').filter((name) => /^[a-z]{2,3}\.ts$/.test(name));
    expect(files.map((name) => name.replace('.ts', ''))).toEqual(codes.toSorted());
    const digest = reportCommands.find((node) => 'usage' in node && node.usage === 'digest');
    const lang =
      digest && 'options' in digest
        ? digest.options?.find(({ flags }) => flags.startsWith('--lang'))
        : undefined;
    expect(lang?.choices).toEqual(codes);
  });

  it.each(codes)('%s has every message, with the same placeholders', async (code) => {
    const { messages, locale } = await CATALOGUES[code]!();
    expect(Object.keys(messages).toSorted()).toEqual(Object.keys(english.messages).toSorted());
    expect(Intl.NumberFormat.supportedLocalesOf(locale)).toEqual([locale]);
    for (const [key, text] of Object.entries(messages)) {
      const own = placeholders(parse(text, { ignoreTag: true }));
      const wanted = placeholders(
        parse(english.messages[key as keyof typeof english.messages], { ignoreTag: true }),
      );
      expect({ key, own: [...own].sort() }).toEqual({ key, own: [...wanted].sort() });
    }
  });

  it.each(codes)('%s has the plural forms its language has', async (code) => {
    const { messages, locale } = await CATALOGUES[code]!();
    const forms = new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
    for (const [key, text] of Object.entries(messages)) {
      for (const element of parse(text, { ignoreTag: true })) {
        if (element.type !== TYPE.plural) continue;
        expect(Object.keys(element.options), key).toEqual(expect.arrayContaining([...forms]));
      }
    }
  });

  it.each(codes)('%s knows every reason to hurry that the scorer gives', async (code) => {
    const language = await loadLanguage(code);
    const reasons = [CUE.health, CUE.legal, CUE.money, CUE.press, CUE.leaving].flatMap((bit) =>
      urgencyOf({ bits: bit } as Parameters<typeof urgencyOf>[0], 'complaint', -1),
    );
    expect(reasons).toHaveLength(5);
    for (const reason of reasons) {
      // What is not known is kept apart as a stranger's text.
      expect(reasonIn(reason, language)).not.toContain('\u2068');
      if (code !== 'en') expect(reasonIn(reason, language)).not.toBe(reason);
    }
    expect(reasonIn('constructor', language)).toBe('\u2068constructor\u2069');
  });
});

describe('the reason of a gap', () => {
  const REASONS: Record<GapCode, readonly (number | null)[]> = {
    'too-old': [null],
    'over-a-day': [null],
    'feed-moved-on': [null],
    'too-many': [null],
    unreadable: [1, 2],
  };
  const gaps = Object.entries(REASONS).flatMap(([name, counts]) =>
    counts.map((count) => {
      const code = name as GapCode;
      const reason = gapReason({ code, ...(count === null ? {} : { count }) });
      return { account: 'a', stream: 'mentions', from: null, to: 0, code, count, reason };
    }),
  );

  it.each(codes)('is said in %s, and in English as programs read it', async (code) => {
    const language = await loadLanguage(code);
    const said = gaps.map((gap) => gapReasonIn(gap, language));
    expect(new Set(said).size).toBe(gaps.length);
    if (code === 'en') expect(said).toEqual(gaps.map(({ reason }) => reason));
    for (const [index, text] of said.entries()) {
      expect(text).not.toContain('\u2068');
      if (code !== 'en') expect(text).not.toBe(gaps[index]?.reason);
    }
  });

  it('is in the words it was stored with, where an earlier version stored no code', async () => {
    const old = {
      account: 'a',
      stream: 'own',
      from: null,
      to: 0,
      code: null,
      count: null,
      reason: 'went away',
    };
    expect(gapReasonIn(old, await loadLanguage('fa'))).toBe('\u2068went away\u2069');
  });
});

describe('a language', () => {
  const at = Date.UTC(2026, 10, 20, 16, 2);

  it('writes Persian dates by the Persian calendar, with Persian digits', async () => {
    const fa = await loadLanguage('fa');
    expect(fa.longDate(at, 'Asia/Tehran')).toBe('جمعه ۲۹ آبان ۱۴۰۵');
    expect(fa.moment(at, at + DAY, 'Asia/Tehran')).toBe('جمعه ۱۹:۳۲');
    expect(fa.span(110 * MINUTE)).toBe('۱ ساعت و ۵۰ دقیقه');
    expect(fa.percent(0.714)).toBe('۷۱٪');
    expect(fa.hour(7)).toBe('۰۷:۰۰');
  });

  it('writes Vietnamese and English as they are written', async () => {
    const vi = await loadLanguage('vi');
    expect(vi.longDate(at, 'Asia/Ho_Chi_Minh')).toBe('Thứ Sáu, 20 tháng 11 năm 2026');
    expect(vi.decimal(1_204.55)).toBe('1.204,6');
    const en = await loadLanguage('en');
    expect(en.longDate(at, 'Europe/Berlin')).toBe('Friday 20 November 2026');
    expect(en.moment(at - 9 * DAY, at, 'Europe/Berlin')).toBe('11 November 17:02');
    expect([12_400, 999, 3_100_000].map(en.compact)).toEqual(['12.4k', '999', '3.1m']);
    expect([26 * HOUR, 9 * HOUR, 3.2 * DAY].map(en.span)).toEqual(['26 h', '9 h', '3 d 5 h']);
    expect(en.say('suggest.thank', { n: 1 })).toBe('1 thank-you without an answer');
    expect(en.languageName('und')).toBe('unknown language');
    expect(en.languageName('not a code')).toBe('not a code');
  });

  it('is the one asked for, else the first of the business that there is, else English', async () => {
    expect(chooseLanguage('vi', ['fa'])).toBe('vi');
    expect(chooseLanguage(undefined, ['de', 'fa', 'en'])).toBe('fa');
    expect(chooseLanguage(undefined, ['toString'])).toBe('en');
    await expect(loadLanguage('constructor')).rejects.toMatchObject({
      code: 'language-unknown',
      kind: 'usage',
    });
  });
});
