import { STATS_BY, STATS_METRICS } from '../../core/stats.js';
import { CATALOGUES } from '../../views/catalogues/list.js';
import type { TreeNode } from '../program.js';

export const reportCommands: readonly TreeNode[] = [
  {
    usage: 'digest',
    summary: 'Report on a period: what was said, how it was answered, what to do first',
    options: [
      {
        flags: '--since <when>',
        what: 'from then on: 24h, 7d, 2026-11-01, or last: where the last one that was sent ended',
        default: '24h',
      },
      { flags: '--until <when>', what: 'before then (default: now)' },
      {
        flags: '--format <format>',
        what: 'how to write it',
        choices: ['text', 'md', 'html', 'json'],
        default: 'text',
      },
      {
        flags: '--lang <code>',
        what: 'language to write it in (default: the first of business.languages there is)',
        choices: Object.keys(CATALOGUES),
      },
      { flags: '--out <file>', what: 'write it into a file' },
      { flags: '--send', what: 'send it over the channels under delivery.channels, each once for a period' },
    ],
    examples: [
      ['earshot digest', 'the last 24 hours'],
      ['earshot digest --since 7d --format json', 'the last week, for a program'],
      ['earshot digest --format html --lang fa --out digest.html', 'a page in Persian'],
      ['earshot digest --since last --send', 'what happened since the last one, by mail'],
    ],
    load: () => import('../commands/digest.js'),
  },
  {
    usage: 'stats',
    summary: 'Count mentions, sentiment, answers and answering times by one thing',
    options: [
      { flags: '--by <thing>', what: 'one line for each', choices: STATS_BY, default: 'day' },
      { flags: '--metric <metric>', what: 'what to count', choices: STATS_METRICS, default: 'volume' },
      { flags: '--since <when>', what: 'from then on: 30d, 2026-11-01', default: '30d' },
      { flags: '--until <when>', what: 'before then (default: now)' },
      { flags: '--csv', what: 'as CSV, with a header' },
    ],
    examples: [
      ['earshot stats', 'mentions a day, the last 30 days'],
      ['earshot stats --by hour --metric response', 'when do people wait longest?'],
      ['earshot stats --by network --metric rate --since 90d --csv', 'for a spreadsheet'],
    ],
    load: () => import('../commands/stats.js'),
  },
  {
    usage: 'export',
    summary: 'Write mentions or answering times to a file',
    description:
      'csv and jsonl hold every mention, noise and deleted ones too, in the columns of `earshot list`. ' +
      'times holds one line for each first answer, and for whoever still waits. ' +
      'desk holds everything, for `earshot import`.',
    options: [
      {
        flags: '--format <format>',
        what: 'what to write',
        choices: ['csv', 'jsonl', 'times', 'desk'],
        default: 'csv',
      },
      { flags: '--since <when>', what: 'from then on: 30d, 2026-11-01 (default: from the first)' },
      { flags: '--until <when>', what: 'before then (default: to the last)' },
      { flags: '--out <file>', what: 'write it into a file' },
    ],
    examples: [
      ['earshot export --out mentions.csv', 'every mention, for a spreadsheet'],
      ['earshot export --format times --since 90d --out times.csv', 'how long people waited'],
      ['earshot export --format jsonl', 'for a program'],
      ['earshot export --format desk --out desk.jsonl', 'everything, to move to another machine'],
    ],
    load: () => import('../commands/export.js'),
  },
];
