import { AUTH_METHODS, NETWORK_IDS } from '../../config/names.js';
import { WATCH_KINDS } from '../../core/watch.js';
import type { OptionSpec } from '../command-spec.js';
import type { TreeNode } from '../program.js';

/** What may be said of an account that is being connected. */
const ENTRY_OPTIONS: readonly OptionSpec[] = [
  { flags: '--handle <name>', what: 'its handle, where the network does not tell it' },
  { flags: '--server <url>', what: 'the server it is on, where its network has many' },
  { flags: '--url <address>', what: 'the address of the feed' },
  { flags: '--auth <method>', what: 'how to sign in', choices: AUTH_METHODS },
  { flags: '--client-id <id>', what: 'the OAuth 2 client id of your app' },
  { flags: '--base-url <url>', what: "another server instead of the network's own, such as the sandbox" },
  { flags: '--port <port>', what: 'the port of the OAuth 2 callback address (default: 8723)' },
  { flags: '--code-shown', what: 'have the network show the code, for a browser on another machine' },
  { flags: '--secrets-stdin', what: 'read the secrets as JSON from standard input' },
];

export const setupCommands: readonly TreeNode[] = [
  {
    usage: 'demo',
    summary: 'Try earshot on a made-up week of a small café, without any account',
    options: [{ flags: '--dir <folder>', what: 'where to put it (default: a new temporary folder)' }],
    examples: [['earshot demo', 'two minutes']],
    load: () => import('../commands/demo.js'),
  },
  {
    usage: 'init',
    summary: 'Make a configuration, step by step, and test it',
    options: [
      { flags: '--dir <folder>', what: 'where to put it (default: here)' },
      { flags: '--business <name>', what: 'the name of the business' },
      { flags: '--time-zone <name>', what: 'its time zone, such as Europe/London' },
      { flags: '--network <id>', what: 'the network of the first account', choices: NETWORK_IDS },
      ...ENTRY_OPTIONS,
      { flags: '--force', what: 'replace a configuration that is there' },
    ],
    examples: [
      ['earshot init', 'asks its way'],
      [
        'earshot init --business "Café Nar" --network x --handle cafenar --secrets-stdin < keys.json',
        'in a script',
      ],
    ],
    load: () => import('../commands/init.js'),
  },
  {
    group: 'account',
    summary: 'Connect accounts',
    commands: [
      {
        usage: 'add <network>',
        argumentChoices: { network: NETWORK_IDS },
        refusesItself: true,
        summary: 'Connect an account: asks for its keys, tests them, then saves',
        options: [
          { flags: '--id <id>', what: 'a short name for it (default: after its handle)' },
          ...ENTRY_OPTIONS,
        ],
        examples: [['earshot account add x', 'asks for the keys']],
        load: () => import('../commands/account-add.js'),
      },
      {
        usage: 'list',
        summary: 'List accounts and how they are doing',
        examples: [['earshot account list', 'when was each last polled?']],
        load: () => import('../commands/account-list.js'),
      },
      {
        usage: 'check [id...]',
        summary: 'Test accounts and say what is wrong with them',
        examples: [['earshot account check', 'all of them']],
        load: () => import('../commands/account-check.js'),
      },
      {
        usage: 'remove <id>',
        summary: 'Disconnect an account; its mentions stay',
        options: [{ flags: '-y, --yes', what: 'do not ask' }],
        examples: [['earshot account remove cafenar', 'asks first']],
        load: () => import('../commands/account-remove.js'),
      },
    ],
  },
  {
    group: 'watch',
    summary: 'Listen for talk that does not tag you',
    commands: [
      {
        usage: 'add <name>',
        summary: 'Add a watch',
        options: [
          { flags: '-k, --keyword <text>', what: 'any of these words or phrases', list: true },
          { flags: '--require <text>', what: 'all of these too', list: true },
          { flags: '--exclude <text>', what: 'none of these', list: true },
          { flags: '--lang <code>', what: 'only in these languages', list: true },
          { flags: '--kind <kind>', what: 'whose name it is', choices: WATCH_KINDS, default: 'brand' },
          {
            flags: '-a, --account <id>',
            what: 'accounts that search for it (default: all that can)',
            list: true,
          },
        ],
        examples: [
          ['earshot watch add brand -k "cafe nar" -k "کافه نار" --exclude jobs', 'in every spelling'],
        ],
        load: () => import('../commands/watch-add.js'),
      },
      {
        usage: 'list',
        summary: 'List watches',
        examples: [['earshot watch list', 'all of them']],
        load: () => import('../commands/watch-list.js'),
      },
      {
        usage: 'test <name>',
        summary: 'Match a watch against stored mentions',
        options: [{ flags: '--limit <n>', what: 'how many of the newest mentions to try', default: '1000' }],
        examples: [['earshot watch test brand', 'would it find the right ones?']],
        load: () => import('../commands/watch-test.js'),
      },
      {
        usage: 'remove <name>',
        summary: 'Remove a watch; what it found stays',
        examples: [['earshot watch remove brand', 'no more']],
        load: () => import('../commands/watch-remove.js'),
      },
    ],
  },
  {
    usage: 'sandbox',
    summary: "A local network to rehearse on: it speaks X's API",
    description:
      'Serves on this machine only, until interrupted. Starts with the demo café, a scenario of yours or an imported ' +
      'file; --config-out writes a configuration ready to use against it.',
    options: [
      { flags: '--port <port>', what: 'where to listen (default: a free port)' },
      { flags: '--handle <name>', what: 'the handle of your account' },
      { flags: '--import <file>', what: 'posts from a CSV: id, author, text, createdAt and more' },
      { flags: '--scenario <file>', what: 'posts from a scenario in JSON' },
      { flags: '--config-out <folder>', what: 'write a configuration and credentials there' },
      { flags: '--now <when>', what: 'what time it is there' },
      { flags: '--replay <speed>', what: 'play the posts as their times come, so many times faster' },
      { flags: '--no-limits', what: 'lift reach, window and rate limits' },
      { flags: '--state <file>', what: 'keep its state there between runs' },
    ],
    examples: [
      ['earshot sandbox --config-out try', 'then: earshot --config try/earshot.config.json poll'],
      ['earshot sandbox --import posts.csv --handle cafenar --no-limits --config-out try', 'your own posts'],
    ],
    load: () => import('../commands/sandbox.js'),
  },
  {
    usage: 'doctor',
    summary: 'Look for everything that could be wrong, and say what to do',
    options: [
      {
        flags: '--report',
        what: 'write down versions, shapes, counts and codes for whoever helps: no name, no text, no secret',
      },
    ],
    examples: [
      ['earshot doctor', 'start here when something fails'],
      ['earshot doctor --report > report.json', 'to show to somebody who helps'],
    ],
    load: () => import('../commands/doctor.js'),
  },
  {
    usage: 'completion <shell>',
    argumentChoices: { shell: ['bash', 'zsh', 'fish'] },
    summary: 'Print a completion script for bash, zsh or fish',
    examples: [
      [
        'earshot completion bash > ~/.local/share/bash-completion/completions/earshot',
        'then open a new shell',
      ],
    ],
    load: () => import('../commands/completion.js'),
  },
];
