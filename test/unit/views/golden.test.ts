import { describe, expect, it } from 'vitest';
import { csvRow, tsvRow } from '../../../src/output/csv.js';
import { textWidth } from '../../../src/output/width.js';
import { accountTsv } from '../../../src/views/account-list.js';
import { findingsTsv } from '../../../src/views/findings.js';
import { mentionCsv, mentionCsvHeader, mentionTsv } from '../../../src/views/mention-rows.js';
import { outboxTsv } from '../../../src/views/outbox-list.js';
import { scoreTsv } from '../../../src/views/score-lines.js';
import { STATS_COLUMNS, statsCells } from '../../../src/views/stats.js';
import { watchTsv } from '../../../src/views/watch-list.js';
import { FINDINGS, MENTIONS, OUTBOX, ROWS, SCORED, viewOf, WATCHES } from './samples.js';
import { SCREENS } from './screens.js';
import { STATS } from './stats-samples.js';

describe.each([80, 60])('at %i columns', (width) => {
  it.each(Object.keys(SCREENS))('%s is drawn as agreed', async (name) => {
    const lines = SCREENS[name]?.(viewOf(width)) ?? [];
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(`golden/${name}-${width}.txt`);
  });
});

/** What a pipe gets: every list as lines of cells. */
const PIPED: Readonly<Record<string, () => string[]>> = {
  list: () => MENTIONS.map(mentionTsv),
  'list-csv': () => [mentionCsvHeader(), ...MENTIONS.map(mentionCsv)],
  outbox: () => OUTBOX.map(outboxTsv),
  accounts: () => ROWS.map(accountTsv),
  watches: () => WATCHES.map(watchTsv),
  findings: () => findingsTsv(FINDINGS),
  score: () => [scoreTsv(SCORED)],
  stats: () => (STATS['stats-rate']?.rows ?? []).map((row) => tsvRow(statsCells(row))),
  'stats-csv': () => [STATS_COLUMNS, ...(STATS['stats-response']?.rows ?? []).map(statsCells)].map(csvRow),
};

describe('in a pipe', () => {
  it.each(Object.keys(PIPED))('%s is written as agreed', async (name) => {
    await expect(PIPED[name]?.().join('')).toMatchFileSnapshot(`golden/${name}-piped.txt`);
  });
});

describe.each([20, 21, 33, 47, 60, 80, 200])('at %i columns', (width) => {
  it.each(Object.keys(SCREENS).filter((name) => name !== 'poll-trouble'))('%s fits', (name) => {
    for (const line of SCREENS[name]?.(viewOf(width)) ?? []) {
      expect(textWidth(line), line).toBeLessThanOrEqual(width);
      expect(line).toBe(line.trimEnd());
    }
  });
});
