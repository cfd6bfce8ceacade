import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { discordMessage, slackMessage, teamsMessage } from '../../../src/delivery/chat.js';
import { bytes, cutLines, units } from '../../../src/delivery/cut.js';
import { DOCUMENT } from './support.js';

const text = fc
  .array(
    fc.string({ unit: 'grapheme', maxLength: 120 }).map((line) => line.replace(/\s/g, ' ')),
    {
      minLength: 1,
      maxLength: 400,
    },
  )
  .map((lines) => lines.join('\n'));

describe('a text that is too long', () => {
  it('is cut between lines, and says how many are missing', () => {
    fc.assert(
      fc.property(
        text,
        fc.integer({ min: 200, max: 5_000 }),
        fc.constantFrom(bytes, units),
        (whole, limit, size) => {
          const cut = cutLines(whole, limit, size);
          expect(size(cut)).toBeLessThanOrEqual(limit);
          const all = whole.trimEnd().split('\n');
          const missing = /\n… (\d+) more lines$/.exec(cut);
          if (size(whole.trimEnd()) <= limit) expect(cut).toBe(whole.trimEnd());
          else if (missing) {
            const kept = cut.slice(0, missing.index).split('\n');
            expect(kept).toEqual(all.slice(0, kept.length));
            expect(kept.length + Number(missing[1])).toBe(all.length);
          } else expect(all[0]?.startsWith(cut.slice(0, -1))).toBe(true);
        },
      ),
    );
  });

  it('stays within what each service takes', () => {
    fc.assert(
      fc.property(text, (long) => {
        const document = { ...DOCUMENT, text: `${long}\n${long}` };
        const slack = slackMessage(document) as { text: string };
        expect(slack.text.length).toBeLessThanOrEqual(40_000);
        const { embeds } = discordMessage(document) as { embeds: { description: string }[] };
        expect(embeds[0]?.description.length).toBeLessThanOrEqual(4_096);
        expect(teamsMessage(document)).toHaveProperty('attachments');
      }),
    );
  });
});
