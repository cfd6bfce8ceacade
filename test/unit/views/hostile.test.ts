import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { MentionCard, StoredMention } from '../../../src/core/stored-mention.js';
import { toJsonText } from '../../../src/output/json.js';
import { createStyle, type Style } from '../../../src/output/style.js';
import { textWidth } from '../../../src/output/width.js';
import { loadLanguage } from '../../../src/views/catalogues/index.js';
import { digestLines } from '../../../src/views/digest-text.js';
import { mentionCardLines } from '../../../src/views/mention-card.js';
import { mentionListLines } from '../../../src/views/mention-list.js';
import { mentionCsv, mentionTsv } from '../../../src/views/mention-rows.js';
import { outboxLines } from '../../../src/views/outbox-list.js';
import { pollReportLines } from '../../../src/views/poll-report.js';
import { cardJson, mentionJson } from '../../../src/views/to-json.js';
import { CARD, DIGEST, mention, NOW, OUTBOX, POLL, viewOf } from './samples.js';
import { SCREENS } from './screens.js';

const hostileText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({
    unit: fc.constantFrom(
      '\u001b[2J',
      '\u009b31m',
      '\u202e',
      '\u2067',
      '\u200d',
      '\n',
      '\t',
      '\u2028',
      '\ud800',
      '\u0600',
      'aa ',
      '好',
      '👩‍👧',
      'می',
      '=1+',
      '"',
    ),
    maxLength: 30,
  }),
);

/** A mention whose every text comes from somebody who means harm. */
const hostileMention: fc.Arbitrary<StoredMention> = fc
  .record({
    text: hostileText,
    handle: hostileText,
    name: hostileText,
    tag: hostileText,
    url: hostileText,
    private: fc.boolean(),
  })
  .map(({ text, handle, name, tag, url, private: secret }) => {
    const base = mention(481, { text, url, private: secret, tags: [tag], reasons: [tag], urgency: [tag] });
    return { ...base, author: { ...base.author, handle, name } };
  });

/** Our own colours are the only control characters there may be. */
const OWN_COLOUR = /\u001b\[(?:1|2|22|31|32|33|36|39)m/g;

function expectSafe(lines: readonly string[], width: number): void {
  for (const line of lines) {
    const plain = line.replace(OWN_COLOUR, '');
    expect(plain).not.toMatch(/[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]/);
    expect(textWidth(plain), plain).toBeLessThanOrEqual(width);
  }
}

const english = await loadLanguage('en');

let colours: Style;
beforeAll(async () => {
  colours = await createStyle({ isTTY: true, env: {} });
});

const anyWidth = fc.integer({ min: 20, max: 120 });

describe('hostile texts', () => {
  it('cannot drive the terminal or leave their place', () => {
    fc.assert(
      fc.property(hostileMention, hostileText, anyWidth, (hostile, text, width) => {
        const view = viewOf(width, colours);
        const list = { mentions: [hostile], waiting: { count: 1, oldestAt: NOW } };
        expectSafe(mentionListLines(list, view), width);
        const card: MentionCard = {
          ...CARD,
          mention: hostile,
          thread: [
            { from: 'them', mention: { ...hostile, id: 2 } },
            { from: 'us', text, at: NOW, state: 'seen', private: false, url: null },
          ],
          evidence: [{ text, weight: 1 }],
          abilities: [{ action: 'reply', can: false, note: text }],
        };
        expectSafe(mentionCardLines(card, view), width);
        const suggestions = [
          { kind: 'answer' as const, mentionId: hostile.id, text, command: `earshot reply ${hostile.id}` },
          {
            kind: 'check-account' as const,
            failure: 'auth',
            account: text,
            reason: text,
            text,
            command: text,
          },
        ];
        const failing = [{ account: text, network: 'x', kind: 'auth', message: text, since: null }];
        const digest = {
          ...DIGEST,
          business: text,
          waiting: { count: 1, oldestAt: NOW, top: [hostile] },
          suggestions,
          failing,
        };
        expectSafe(digestLines(digest, view, english), width);
        const [entry] = OUTBOX;
        if (entry)
          expectSafe(outboxLines([{ ...entry, text, to: text, error: text, state: 'failed' }], view), width);
        const [account] = POLL.accounts;
        const error = { code: 'x', kind: 'failed', message: text, hint: text };
        if (account)
          expectSafe(
            pollReportLines({ ...POLL, accounts: [{ ...account, handle: text, error }] }, view),
            width,
          );
      }),
    );
  });

  it('stay one record in a pipe', () => {
    fc.assert(
      fc.property(hostileMention, (hostile) => {
        const line = mentionTsv(hostile);
        expect(line.indexOf('\n')).toBe(line.length - 1);
        expect(line.split('\t')).toHaveLength(7);
        expect(line.slice(0, -1).replaceAll('\t', '')).not.toMatch(/[\x00-\x1f\x7f-\x9f]/);
        expect(mentionCsv(hostile)).not.toMatch(/[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202e]/);
      }),
    );
  });

  it('reach a program whole', () => {
    fc.assert(
      fc.property(hostileMention, (hostile) => {
        const read = JSON.parse(toJsonText(mentionJson(hostile)));
        expect(read.text).toBe(hostile.text);
        expect(read.author.handle).toBe(hostile.author.handle);
        expect(read.createdAt).toBe(new Date(hostile.createdAt).toISOString());
        expect(JSON.parse(toJsonText(cardJson({ ...CARD, mention: hostile }))).mention).toEqual(read);
      }),
    );
  });
});

describe('colour', () => {
  it.each(Object.keys(SCREENS))('adds nothing but colour to %s', (name) => {
    const plain = SCREENS[name]?.(viewOf(80)) ?? [];
    const coloured = SCREENS[name]?.(viewOf(80, colours)) ?? [];
    expect(coloured.map(stripVTControlCharacters)).toEqual(plain);
  });
});
