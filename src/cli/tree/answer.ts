import { INTENTS, SENTIMENT_LABELS } from '../../core/sentiment.js';
import { TRIAGE_STATUSES } from '../../core/triage.js';
import type { TreeNode } from '../program.js';

export const answerCommands: readonly TreeNode[] = [
  {
    usage: 'inbox',
    summary: 'Triage and answer at the terminal, most urgent first',
    description:
      'Every key is on the screen; ? shows all of them. An answer can be taken back until it leaves.',
    examples: [['earshot inbox', 'ten minutes, and it is empty']],
    load: () => import('../commands/inbox.js'),
  },
  {
    usage: 'reply <id> [text...]',
    summary: 'Answer a mention',
    description:
      'Without text it is read from standard input, or asked for at a terminal. A reply is sent once: see docs/outbox.md.',
    options: [
      { flags: '-t, --template <name>', what: 'a saved reply instead of a text' },
      { flags: '--set <name=value>', what: 'a further value for the template', repeat: true },
      { flags: '--private', what: 'answer by private message' },
      { flags: '--again', what: 'send a further reply where there is one already' },
      { flags: '--split', what: 'send a text that is too long as several messages' },
      { flags: '--dry-run', what: 'check it and say what would happen; send nothing' },
      { flags: '-y, --yes', what: 'send without asking' },
    ],
    examples: [
      ['earshot reply 481 "So sorry, Mina. I have written to you."', 'asks, then sends'],
      ['earshot reply 481 --private --yes < answer.txt', 'from a file, in a script'],
      ['earshot reply 466 --template hours', 'a saved reply'],
      ['earshot reply 481 --split --dry-run < long.txt', 'how a long answer would be cut'],
    ],
    load: () => import('../commands/reply.js'),
  },
  {
    usage: 'mark <id...>',
    summary: 'Triage mentions',
    options: [
      {
        flags: '--status <status>',
        what: 'what it is now',
        choices: TRIAGE_STATUSES.filter((s) => s !== 'snoozed'),
      },
      { flags: '--snooze <when>', what: 'hide it until then: 2h, tomorrow, monday, 2026-11-23T09:00' },
      { flags: '--tag <tag>', what: 'add tags', list: true },
      { flags: '--untag <tag>', what: 'remove tags', list: true },
      { flags: '--sentiment <label>', what: 'correct the sentiment', choices: SENTIMENT_LABELS },
      { flags: '--intent <intent>', what: 'correct what it wants', choices: INTENTS },
    ],
    examples: [
      ['earshot mark 481 --status done', 'dealt with'],
      ['earshot mark 470 471 --snooze 2h --tag supplier', 'later'],
      ['earshot undo', 'take the last mark back'],
    ],
    load: () => import('../commands/mark.js'),
  },
  {
    usage: 'undo',
    summary: 'Take back the last mark, merge or split',
    examples: [['earshot undo', 'as it was before']],
    load: () => import('../commands/undo.js'),
  },
  {
    group: 'customer',
    summary: 'Know who you talk to, over all their networks',
    commands: [
      {
        usage: 'show <who>',
        summary: 'Show a person: their names, their history, your notes',
        description:
          'WHO is a handle (@mina), a handle on one network (bluesky:mina.bsky.social), or #481 for whoever wrote that mention.',
        examples: [['earshot customer show @mina_k', 'who is that?']],
        load: () => import('../commands/customer-show.js'),
      },
      {
        usage: 'note <who> [text...]',
        summary: 'Write something down about a person',
        options: [
          { flags: '--contact', what: 'it is a way to reach them: a phone number, an address' },
          { flags: '--remove <number>', what: 'take that note away' },
        ],
        examples: [
          ['earshot customer note @mina_k "allergic to nuts"', 'shown with everything she writes'],
          ['earshot customer note @mina_k --contact mina@example.org', 'how to reach her'],
        ],
        load: () => import('../commands/customer-note.js'),
      },
      {
        usage: 'merge <who> <others...>',
        summary: 'Say that several authors are one person; `undo` takes it back',
        examples: [['earshot customer merge x:mina_k bluesky:mina.bsky.social', 'one history from now on']],
        load: () => import('../commands/customer-merge.js'),
      },
      {
        usage: 'split <who>',
        summary: 'Say that an author is somebody else after all',
        examples: [['earshot customer split bluesky:mina.bsky.social', 'on her own again']],
        load: () => import('../commands/customer-split.js'),
      },
      {
        usage: 'suggest',
        summary: 'List who may be one person on two networks; nothing is changed',
        examples: [['earshot customer suggest', 'the same handle, the same name']],
        load: () => import('../commands/customer-suggest.js'),
      },
    ],
  },
  {
    usage: 'like <id>',
    summary: 'Like a mention, where its network lets programs do that',
    options: [{ flags: '--undo', what: 'take the like back' }],
    examples: [['earshot like 470', 'praise is worth that much']],
    load: () => import('../commands/like.js'),
  },
  {
    usage: 'hide <id>',
    summary: 'Hide a reply under one of your posts',
    options: [{ flags: '--show', what: 'show it again' }],
    examples: [['earshot hide 481', 'off your page, not off the network']],
    load: () => import('../commands/hide.js'),
  },
  {
    group: 'outbox',
    summary: 'Replies on their way',
    commands: [
      {
        usage: 'list',
        summary: 'List replies that are not settled',
        options: [{ flags: '--all', what: 'sent and cancelled ones too' }],
        examples: [['earshot outbox list --all --json', 'everything that ever went out']],
        load: () => import('../commands/outbox-list.js'),
      },
      {
        usage: 'cancel <id...>',
        summary: 'Give up replies that were not sent',
        examples: [['earshot outbox cancel 12', 'not any more']],
        load: () => import('../commands/outbox-cancel.js'),
      },
      {
        usage: 'delete <id>',
        summary: 'Take a sent reply off the network again',
        options: [{ flags: '-y, --yes', what: 'do not ask' }],
        examples: [['earshot outbox delete 12', 'asks first']],
        load: () => import('../commands/outbox-delete.js'),
      },
      {
        usage: 'retry [id...]',
        summary: 'Send failed replies again; all of them without ids',
        description: 'A reply whose outcome is unknown is looked for first, and never sent again blindly.',
        examples: [['earshot outbox retry 12', 'once more']],
        load: () => import('../commands/outbox-retry.js'),
      },
      {
        usage: 'settle [id...]',
        summary: 'Find out what became of replies whose outcome is unknown',
        options: [
          { flags: '--sent', what: 'you have seen it on the network: count it as sent' },
          { flags: '--not-sent', what: 'you have seen that it is not there: it may be sent again' },
        ],
        examples: [
          ['earshot outbox settle', 'look for all of them'],
          ['earshot outbox settle 12 --not-sent', 'you looked yourself'],
        ],
        load: () => import('../commands/outbox-settle.js'),
      },
    ],
  },
];
