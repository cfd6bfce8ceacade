import type { TreeNode } from '../program.js';

const PER_MINUTE = {
  flags: '--per-minute <n>',
  what: 'most replies in a minute (default: bulk.perMinute of the configuration)',
} as const;
const JSONL = { flags: '--jsonl', what: 'one JSON object for each row, as it happens' } as const;
const BEGUN_PLAN =
  'The plan is named by its file or by the beginning of its hash; without one it is the latest';

export const bulkCommands: readonly TreeNode[] = [
  {
    group: 'bulk',
    summary: 'Many personal replies, planned and sent once',
    commands: [
      {
        usage: 'plan <file>',
        summary: 'Write and check many replies; nothing is sent',
        description:
          'The file is CSV with a header or JSON lines: mention, and text or template; also private, again, split, and values for the template. - reads standard input. See docs/bulk.md.',
        options: [
          { flags: '--out <file>', what: 'where the plan goes (default: beside the file)' },
          PER_MINUTE,
          { flags: '-i, --interactive', what: 'look at each reply: keep, change or leave it out' },
          { flags: '--split', what: 'send texts that are too long as several messages' },
          { flags: '--strict', what: 'end with 3 where a row was refused' },
        ],
        examples: [
          ['earshot bulk plan friday.csv', 'writes friday.plan.json'],
          ['earshot bulk plan thanks.jsonl --out thanks.plan.json --json', 'in a script'],
        ],
        load: () => import('../commands/bulk-plan.js'),
      },
      {
        usage: 'apply <plan>',
        summary: 'Send what a plan holds, each reply once',
        description:
          'Every row is checked again right before it is sent. It may be stopped and started again: what was sent is not sent twice.',
        options: [PER_MINUTE, JSONL, { flags: '-y, --yes', what: 'send without asking' }],
        examples: [
          ['earshot bulk apply friday.plan.json', 'asks, then sends'],
          ['earshot bulk apply friday.plan.json --yes --jsonl > sent.jsonl', 'in a script'],
        ],
        load: () => import('../commands/bulk-apply.js'),
      },
      {
        usage: 'status [plan]',
        summary: 'Say how far a plan has come',
        description: `${BEGUN_PLAN}.`,
        examples: [['earshot bulk status', 'what was sent, and what is left']],
        load: () => import('../commands/bulk-status.js'),
      },
      {
        usage: 'resume [plan]',
        summary: 'Go on with a plan that was begun',
        description: `${BEGUN_PLAN} not finished.`,
        options: [PER_MINUTE, JSONL],
        examples: [['earshot bulk resume', 'the latest that is not finished']],
        load: () => import('../commands/bulk-resume.js'),
      },
    ],
  },
];
