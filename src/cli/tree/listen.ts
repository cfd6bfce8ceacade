import { INTENTS, SENTIMENT_LABELS } from '../../core/sentiment.js';
import { LIST_SORTS } from '../../core/stored-mention.js';
import { TRIAGE_STATUSES } from '../../core/triage.js';
import type { TreeNode } from '../program.js';

export const listenCommands: readonly TreeNode[] = [
  {
    usage: 'poll',
    summary: 'Bring in what is new',
    description:
      'Listens once, or keeps listening with --every. What was brought in is kept even when a run is killed half-way; ' +
      'the next one continues there. Under cron it prints nothing unless something is wrong.',
    options: [
      { flags: '-a, --account <id>', what: 'only these accounts', list: true },
      {
        flags: '--every [duration]',
        what: 'keep listening, this often (default: poll.every of the configuration)',
      },
      { flags: '--since <when>', what: 'on the first poll, how far back: 7d, 2026-11-01' },
      { flags: '--max <n>', what: 'bring in at most about so many from each stream' },
      { flags: '--dry-run', what: 'show what it can cost, and ask nothing' },
      { flags: '--summary', what: 'into a pipe: one line where something happened, for a log' },
    ],
    examples: [
      ['earshot poll', 'listen once'],
      ['earshot poll --every 5m', 'keep listening'],
      ['earshot poll --dry-run', 'what would it cost?'],
    ],
    load: () => import('../commands/poll.js'),
  },
  {
    usage: 'list',
    summary: 'List mentions',
    options: [
      {
        flags: '--status <status>',
        what: 'in any of these states',
        choices: TRIAGE_STATUSES,
        list: true,
      },
      { flags: '--needs-reply', what: 'only what waits for an answer' },
      {
        flags: '--sentiment <label>',
        what: 'with any of these sentiments',
        choices: SENTIMENT_LABELS,
        list: true,
      },
      { flags: '--intent <intent>', what: 'wanting any of these', choices: INTENTS, list: true },
      { flags: '--network <id>', what: 'any of these networks', list: true },
      { flags: '-a, --account <id>', what: 'any of these accounts', list: true },
      { flags: '--author <handle>', what: 'by this author' },
      { flags: '--lang <code>', what: 'in any of these languages: en, fa, vi', list: true },
      { flags: '--tag <tag>', what: 'with any of these tags', list: true },
      { flags: '--watch <name>', what: 'found by any of these watches', list: true },
      { flags: '--since <when>', what: 'from then on: 24h, 7d, 2026-11-01' },
      { flags: '--until <when>', what: 'before then' },
      { flags: '--search <text>', what: 'holding these words, however typed; "quoted" for a phrase' },
      {
        flags: '--sort <order>',
        what: 'the order (default: priority with --needs-reply, else newest)',
        choices: LIST_SORTS,
      },
      { flags: '--limit <n>', what: 'at most so many; 0 for all', default: '50' },
      { flags: '--jsonl', what: 'print one JSON object a line' },
      { flags: '--csv', what: 'print CSV for a spreadsheet' },
    ],
    examples: [
      ['earshot list --needs-reply', 'what waits, most urgent first'],
      ['earshot list --search "opening hours" --since 30d', 'who asked about them?'],
      ['earshot list --sentiment negative --lang fa --csv', 'for a spreadsheet'],
    ],
    load: () => import('../commands/list.js'),
  },
  {
    usage: 'show <id>',
    summary: 'Show a mention, its thread and its author',
    examples: [['earshot show 481', 'everything about mention 481']],
    load: () => import('../commands/show.js'),
  },
  {
    usage: 'rescore',
    summary: 'Score stored mentions again',
    description:
      'After an update of earshot, or after corrections (`mark --sentiment`, `mark --intent`) have taught it something: ' +
      'mentions scored by another version are scored again. What you set by hand stays, and so does every status. ' +
      'Safe to stop at any time; the next run goes on.',
    options: [
      { flags: '--since <when>', what: 'only mentions written from then on: 30d, 2026-11-01' },
      { flags: '--all', what: 'also what this very version has scored' },
      { flags: '--dry-run', what: 'say what would change, and change nothing' },
    ],
    examples: [
      ['earshot rescore --dry-run', 'what would change?'],
      ['earshot rescore', 'score again what is out of date'],
    ],
    load: () => import('../commands/rescore.js'),
  },
  {
    group: 'corrections',
    summary: 'What your corrections taught',
    commands: [
      {
        usage: 'list',
        summary: 'List what was learnt from corrections',
        examples: [['earshot corrections list', 'your words, and what they mean here']],
        load: () => import('../commands/corrections-list.js'),
      },
      {
        usage: 'reset',
        summary: 'Forget what corrections taught',
        description: 'The corrections stay on their mentions; new mentions are scored as earshot came.',
        examples: [['earshot corrections reset', 'begin anew']],
        load: () => import('../commands/corrections-reset.js'),
      },
    ],
  },
  {
    usage: 'score [text...]',
    summary: 'Score text: sentiment, intent, language',
    description:
      'Reads the text given, or lines from standard input: plain text, or JSON objects with a "text", whose other ' +
      'fields pass through as they were written. Writes one result for each, in the same order. A line that is no ' +
      'such object ends it with exit code 3, named; the results before it stand. Needs no configuration and no network.',
    options: [
      { flags: '--jsonl', what: 'print one JSON object a line (as always for JSON lines)' },
      { flags: '--plain', what: 'take lines as plain text even if they begin with a brace' },
      { flags: '--explain', what: 'name the words that decided' },
      { flags: '--taught', what: 'score as your desk does, with what your corrections taught' },
      {
        flags: '--bench <file>',
        what: 'measure on a labelled file: language, label and text a line, separated by tabs',
      },
    ],
    examples: [
      ['earshot score "The coffee was wonderful"', 'one text'],
      ['earshot score --jsonl < mentions.jsonl', 'a file of objects with "text"'],
      ['earshot score --bench labelled.tsv', 'how good is it?'],
    ],
    load: () => import('../commands/score.js'),
  },
];
