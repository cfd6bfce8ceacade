import type { TimedAnswer } from '../core/answering-time.js';
import { wallTime } from '../core/time-zone.js';
import { csvRow } from '../output/csv.js';
import { safeText } from '../output/sanitise.js';

/** The first record of `export --format times`: the names of its columns. */
export function answeringTimesHeader(): string {
  return csvRow([
    'mention',
    'network',
    'account',
    'handle',
    'language',
    'intent',
    'private',
    'messages',
    'received',
    'answered',
    'state',
    'waitedMinutes',
    'openMinutes',
  ]);
}

/** One record of `export --format times`: moments on the wall of the business, as spreadsheets read them. */
export function answeringTimeCsv(row: TimedAnswer, timeZone: string): string {
  return csvRow([
    row.mentionId,
    row.network,
    row.account,
    safeText(row.handle),
    row.language,
    row.intent,
    row.private,
    row.messages,
    onTheWall(row.receivedAt, timeZone),
    row.answeredAt === null ? null : onTheWall(row.answeredAt, timeZone),
    row.answeredAt === null ? 'unanswered' : 'answered',
    row.waitedMinutes,
    row.openMinutes,
  ]);
}

/** `2026-11-20 14:02:09` */
function onTheWall(at: number, timeZone: string): string {
  return new Date(wallTime(at, timeZone)).toISOString().slice(0, 19).replace('T', ' ');
}
