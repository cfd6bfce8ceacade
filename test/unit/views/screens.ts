import { HOUR, MINUTE } from '../../../src/core/clock.js';
import { accountLines } from '../../../src/views/account-list.js';
import { loadLanguage } from '../../../src/views/catalogues/index.js';
import { digestLines } from '../../../src/views/digest-text.js';
import { findingLines } from '../../../src/views/findings.js';
import { mentionCardLines } from '../../../src/views/mention-card.js';
import { mentionListLines } from '../../../src/views/mention-list.js';
import { outboxLines } from '../../../src/views/outbox-list.js';
import { pollReportLines, pollTroubleLines } from '../../../src/views/poll-report.js';
import { runCostLines } from '../../../src/views/run-cost.js';
import { scheduleLines } from '../../../src/views/schedule.js';
import { scoreLines } from '../../../src/views/score-lines.js';
import { statsLines } from '../../../src/views/stats.js';
import type { View } from '../../../src/views/view.js';
import { watchLines } from '../../../src/views/watch-list.js';
import {
  CARD,
  DIGEST,
  FINDINGS,
  MENTIONS,
  mention,
  NOW,
  OUTBOX,
  POLL,
  QUIET_POLL,
  ROWS,
  SCHEDULE,
  SCORED,
  SILENT_DIGEST,
  WATCHES,
} from './samples.js';
import { STATS } from './stats-samples.js';

const english = await loadLanguage('en');

/** Every screen earshot draws, by name, from the same café's values. */
export const SCREENS: Readonly<Record<string, (view: View) => string[]>> = {
  list: (view) =>
    mentionListLines({ mentions: MENTIONS, waiting: { count: 9, oldestAt: NOW - 26 * HOUR } }, view),
  'list-empty': (view) => mentionListLines({ mentions: [], waiting: { count: 0, oldestAt: null } }, view),
  show: (view) => mentionCardLines(CARD, view),
  'show-first': (view) =>
    mentionCardLines(
      {
        ...CARD,
        mention: mention(7, {
          status: 'snoozed',
          snoozedUntil: NOW + 600 * MINUTE,
          tags: ['regular'],
          corrected: ['sentiment'],
          deletedAt: NOW - MINUTE,
        }),
        thread: [],
        history: { mentions: 1, positive: 0, negative: 1, answered: 0, firstAt: NOW, lastAnsweredAt: null },
      },
      view,
    ),
  poll: (view) => pollReportLines(POLL, view),
  'poll-quiet': (view) => pollReportLines(QUIET_POLL, view),
  'poll-trouble': (view) => pollTroubleLines(POLL, view),
  'poll-cost': (view) =>
    runCostLines(
      {
        failed: [],
        streams: [
          {
            account: 'cafe',
            stream: 'mentions',
            items: 800,
            micros: 4_000_000,
            note: 'X charges each post read',
          },
          {
            account: 'cafe',
            stream: 'search:brand',
            items: 100,
            micros: 500_000,
            note: 'X charges each post read',
          },
        ],
        budgetLeftMicros: 2_000_000,
      },
      view,
    ),
  digest: (view) => digestLines(DIGEST, view, english),
  'digest-silent': (view) => digestLines(SILENT_DIGEST, view, english),
  outbox: (view) => outboxLines(OUTBOX, view),
  accounts: (view) => accountLines(ROWS, view),
  watches: (view) => watchLines(WATCHES, view),
  findings: (view) => findingLines(FINDINGS, view),
  score: (view) => scoreLines(SCORED, view),
  schedule: (view) => scheduleLines(SCHEDULE, view),
  'schedule-nothing': (view) =>
    scheduleLines({ crontab: [], systemd: false, runs: { poll: null, digest: null }, deliveries: [] }, view),
  ...Object.fromEntries(
    Object.entries(STATS).map(([name, stats]) => [name, (view: View) => statsLines(stats, view)]),
  ),
};
