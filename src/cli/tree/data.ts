import type { TreeNode } from '../program.js';

export const dataCommands: readonly TreeNode[] = [
  {
    usage: 'backup [file]',
    summary: 'Copy the database, checked, while earshot may go on working',
    description:
      'Without a file name the copy goes to the folder backups beside the database, named after the time. It is ' +
      'whole or not there at all. Keys and configuration are not in it. `earshot import` takes it back.',
    options: [{ flags: '--force', what: 'replace the file if it is there' }],
    examples: [
      ['earshot backup', 'into backups/, beside the database'],
      ['earshot backup /mnt/usb/earshot.db --force', 'the same file every night, from cron'],
    ],
    load: () => import('../commands/backup.js'),
  },
  {
    usage: 'import <file>',
    summary: 'Take everything in again from a backup or a whole export',
    description:
      'Into a desk that has heard nothing yet. All of it is taken, or nothing. Replies that were on their way come ' +
      'in as unknown, because they may have gone out since: nothing is sent before you say what became of them.',
    examples: [
      ['earshot import desk.jsonl', 'what `earshot export --format desk` wrote'],
      ['earshot import backups/earshot.db', 'a backup'],
    ],
    load: () => import('../commands/import.js'),
  },
  {
    usage: 'prune',
    summary: 'Remove old mentions for good',
    description:
      'What is open, unanswered or tagged keep stays. What was removed does not come in again. ' +
      'With retention.keep in the configuration a poll does this once a day.',
    options: [
      {
        flags: '--older-than <age>',
        what: 'how old: 90d, 18m, 2y; m is months (default: retention.keep)',
      },
      { flags: '--all', what: 'what is open, unanswered or tagged keep too' },
      { flags: '--dry-run', what: 'only say what would go' },
      { flags: '-y, --yes', what: 'do not ask' },
    ],
    examples: [
      ['earshot prune --older-than 18m --dry-run', 'what would go?'],
      ['earshot prune --older-than 18m --yes', 'in a script'],
    ],
    load: () => import('../commands/prune.js'),
  },
  {
    usage: 'forget <author>',
    summary: 'Remove a person from everything here, for good',
    description:
      'All authors of the same customer: their mentions, your replies and notes, and the bytes they left in the file. ' +
      'What they wrote until now does not come in again; what they write from now on does.',
    options: [
      { flags: '--dry-run', what: 'only say what would go' },
      { flags: '-y, --yes', what: 'do not ask' },
    ],
    examples: [
      ['earshot forget @mina_k --dry-run', 'what is there about her?'],
      ['earshot forget x:mina_k --yes', 'in a script'],
      ['earshot forget 481', 'whoever wrote this'],
    ],
    load: () => import('../commands/forget.js'),
  },
];
