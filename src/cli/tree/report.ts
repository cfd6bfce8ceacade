import { CATALOGUES } from '../../views/catalogues/list.js';
import type { TreeNode } from '../program.js';

export const reportCommands: readonly TreeNode[] = [
  {
    usage: 'digest',
    summary: 'Report on a period: what was said, how it was answered, what to do first',
    options: [
      { flags: '--since <when>', what: 'from then on: 24h, 7d, 2026-11-01', default: '24h' },
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
    ],
    examples: [
      ['earshot digest', 'the last 24 hours'],
      ['earshot digest --since 7d --format json', 'the last week, for a program'],
      ['earshot digest --format html --lang fa --out digest.html', 'a page in Persian'],
    ],
    load: () => import('../commands/digest.js'),
  },
];
