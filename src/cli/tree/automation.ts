import type { TreeNode } from '../program.js';

export const automationCommands: readonly TreeNode[] = [
  {
    group: 'schedule',
    summary: 'Polling and the digest by themselves',
    commands: [
      {
        usage: 'install',
        summary: 'Have this machine poll, and send the digest every day',
        description:
          'Writes two lines into your crontab, or user timers of systemd, and leaves everything else there as it is. ' +
          'Run it again after a change: it replaces its own lines. Cron mails you only what goes wrong.',
        options: [
          {
            flags: '--at <time>',
            what: "when to send the digest, by this machine's clock",
            default: '07:00',
          },
          {
            flags: '--every <duration>',
            what: 'how often to poll (default: poll.every of the configuration)',
          },
          {
            flags: '--log <file>',
            what: 'where each run leaves a line (default: earshot.log beside the database)',
          },
          { flags: '--systemd', what: 'user timers of systemd in place of cron' },
          { flags: '--dry-run', what: 'show what would be written, and write nothing' },
        ],
        examples: [
          ['earshot schedule install', 'poll, and send the digest at seven'],
          ['earshot schedule install --at 18:30 --every 10m', 'another rhythm'],
        ],
        load: () => import('../commands/schedule-install.js'),
      },
      {
        usage: 'show',
        summary: 'Show what is scheduled, when it last ran and how that ended',
        examples: [['earshot schedule show', 'is it alive?']],
        load: () => import('../commands/schedule-show.js'),
      },
      {
        usage: 'remove',
        summary: 'Take it out of the crontab and of systemd again',
        examples: [['earshot schedule remove', 'no more polling by itself']],
        load: () => import('../commands/schedule-remove.js'),
      },
    ],
  },
  {
    group: 'alerts',
    summary: 'What alarms you at once',
    commands: [
      {
        usage: 'list',
        summary: 'List the latest alarms, and whether you were told',
        options: [{ flags: '--limit <n>', what: 'at most so many', default: '20' }],
        examples: [['earshot alerts list', 'what rang lately?']],
        load: () => import('../commands/alerts-list.js'),
      },
      {
        usage: 'test',
        summary: 'Send a test message over every channel that carries alarms',
        examples: [['earshot alerts test', 'does it ring?']],
        load: () => import('../commands/alerts-test.js'),
      },
    ],
  },
];
