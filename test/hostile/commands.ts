import { SECTIONS } from '../../src/cli/program.js';

/** Every command there is, as it is typed: `list`, `bulk plan`. */
export function everyCommand(): string[] {
  return SECTIONS.flatMap(({ nodes }) => nodes).flatMap((node) =>
    'group' in node
      ? node.commands.map(({ usage }) => `${node.group} ${nameOf(usage)}`)
      : [nameOf(node.usage)],
  );
}

function nameOf(usage: string): string {
  return usage.split(' ')[0] ?? '';
}

/** Stands for a text of the corpus, in the words of a command line. */
export const EVIL = '\u0001EVIL';
/** Stands for the number of a planted mention. */
export const ID = '\u0001ID';
/** Stands for a file that holds texts of the corpus, by its ending. */
export const FILE = '\u0001FILE';

/** How the output of a line is read; `plain` is text whatever is asked for. */
export type Form = 'text' | 'json' | 'jsonl' | 'csv' | 'html' | 'md' | 'plain';

export interface Line {
  args: readonly string[];
  /** What it prints; text when left out. With `text`, the line is tried at a terminal, in a pipe and with --json. */
  form?: Form;
  stdin?: string;
  interrupted?: boolean;
}

const line = (...args: string[]): Line => ({ args });

/**
 * For every command, lines that print what strangers wrote, and lines that are given it. A command that is not here
 * fails the test of this folder.
 */
export const LINES: Readonly<Record<string, readonly Line[]>> = {
  poll: [
    line('poll'),
    line('poll', '--dry-run'),
    line('poll', '--summary', '--verbose'),
    line('poll', '-a', EVIL),
  ],
  list: [
    line('list', '--limit', '0'),
    line('list', '--needs-reply', '--sort', 'waiting'),
    { args: ['list', '--limit', '0', '--csv'], form: 'csv' },
    { args: ['list', '--limit', '0', '--jsonl'], form: 'jsonl' },
    ...[
      '--search',
      '--author',
      '--tag',
      '--watch',
      '--lang',
      '--since',
      '--network',
      '-a',
      '--sort',
      '--limit',
    ].map((option) => line('list', `${option}${option === '-a' ? '' : '='}${EVIL}`)),
  ],
  show: [line('show', ID), line('show', EVIL)],
  rescore: [line('rescore', '--dry-run'), line('rescore', '--since', EVIL)],
  'corrections list': [line('corrections', 'list')],
  'corrections reset': [line('corrections', 'reset'), line('corrections', 'reset', EVIL)],
  score: [
    line('score', '--explain', '--', EVIL),
    { args: ['score', '--jsonl', '--', EVIL], form: 'jsonl' },
    { args: ['score'], stdin: EVIL },
    { args: ['score', '--jsonl'], form: 'jsonl', stdin: `{"text":"x","more":"\\u001b]0;x\\u0007"}\n${EVIL}` },
    line('score', '--bench', `${FILE}.tsv`),
    line('score', '--bench', EVIL),
  ],
  inbox: [line('inbox')],
  reply: [
    line('reply', ID, '--dry-run', '--', EVIL),
    line('reply', ID, '--dry-run', '--template', 't2'),
    line('reply', ID, '--dry-run', '--template', EVIL),
    line('reply', ID, '--dry-run', '--template', 't2', `--set=${EVIL}`),
    line('reply', EVIL, '--yes', 'x'),
    { args: ['reply', ID, '--dry-run'], stdin: EVIL },
  ],
  mark: [
    line('mark', ID, `--tag=${EVIL}`),
    line('mark', ID, `--untag=${EVIL}`),
    line('mark', ID, `--snooze=${EVIL}`),
    line('mark', EVIL, '--status', 'open'),
  ],
  undo: [line('undo')],
  'customer show': [line('customer', 'show', `#${ID}`), line('customer', 'show', '--', EVIL)],
  'customer note': [
    line('customer', 'note', `#${ID}`, '--', EVIL),
    line('customer', 'note', `#${ID}`, `--remove=${EVIL}`),
  ],
  'customer merge': [line('customer', 'merge', `#${ID}`, '--', EVIL)],
  'customer split': [line('customer', 'split', '--', EVIL), line('customer', 'split', `#${ID}`)],
  'customer suggest': [line('customer', 'suggest')],
  like: [line('like', ID), line('like', '--', EVIL)],
  hide: [line('hide', ID), line('hide', '--', EVIL)],
  'outbox list': [line('outbox', 'list', '--all')],
  'outbox cancel': [line('outbox', 'cancel', '--', EVIL)],
  'outbox delete': [line('outbox', 'delete', '1', '--yes'), line('outbox', 'delete', '--', EVIL)],
  'outbox retry': [line('outbox', 'retry'), line('outbox', 'retry', '--', EVIL)],
  'outbox settle': [line('outbox', 'settle'), line('outbox', 'settle', '--', EVIL)],
  'bulk plan': [
    line('bulk', 'plan', `${FILE}.csv`, '--per-minute', '6000'),
    line('bulk', 'plan', `${FILE}.jsonl`),
    line('bulk', 'plan', '--', EVIL),
    { args: ['bulk', 'plan', '-'], stdin: `mention,text,${EVIL}\n1,x,y\n` },
    { args: ['bulk', 'plan', '-'], stdin: EVIL },
  ],
  'bulk apply': [
    line('bulk', 'apply', 'sent.plan.json', '--yes', '--per-minute', '6000'),
    {
      args: ['bulk', 'apply', 'sent.plan.json', '--yes', '--per-minute', '6000', '--jsonl'],
      form: 'jsonl',
    },
    line('bulk', 'apply', '--yes', '--', EVIL),
  ],
  'bulk status': [line('bulk', 'status'), line('bulk', 'status', '--', EVIL)],
  'bulk resume': [line('bulk', 'resume'), line('bulk', 'resume', '--', EVIL)],
  'template add': [
    line('template', 'add', '--', 'evil', EVIL),
    line('template', 'add', '--', EVIL, 'text'),
    line('template', 'add', `--lang=${EVIL}`, 'x', 'y'),
  ],
  'template list': [line('template', 'list')],
  'template edit': [{ args: ['template', 'edit', 't2'], stdin: EVIL }, line('template', 'edit', '--', EVIL)],
  'template preview': [
    line('template', 'preview', 't2', '--mention', ID),
    line('template', 'preview', '--', EVIL),
  ],
  'template remove': [
    line('template', 'remove', 'evil', '--yes'),
    line('template', 'remove', '--yes', '--', EVIL),
  ],
  'rules test': [line('rules', 'test', '--since', '7d'), line('rules', 'test', `--since=${EVIL}`)],
  'rules apply': [line('rules', 'apply')],
  digest: [
    line('digest', '--since', '7d'),
    line('digest', '--send', '--since', '3d'),
    ...(['html', 'md', 'json'] as const).map((form) => ({
      args: ['digest', '--since', '7d', '--format', form],
      form,
    })),
    ...['fa', 'vi'].map((language) => ({
      args: ['digest', '--lang', language, '--format', 'html'],
      form: 'html' as const,
    })),
    line('digest', `--since=${EVIL}`),
    line('digest', '--out', `no/such/${EVIL}`),
  ],
  stats: [
    ...['day', 'network', 'watch', 'account', 'language'].map((by) => line('stats', '--by', by)),
    { args: ['stats', '--by', 'watch', '--csv'], form: 'csv' },
    line('stats', `--by=${EVIL}`),
  ],
  export: [
    { args: ['export'], form: 'csv' },
    { args: ['export', '--format', 'times'], form: 'csv' },
    { args: ['export', '--format', 'jsonl'], form: 'jsonl' },
    { args: ['export', '--since', EVIL], form: 'csv' },
    { args: ['export', '--format', 'desk'], form: 'jsonl' },
  ],
  demo: [{ args: ['demo', '--dir', `no/such\u0007/${EVIL}`], form: 'plain' }],
  init: [
    line('init', '--dir', EVIL, '--business', EVIL, '--time-zone', 'UTC'),
    line('init', '--business', EVIL, '--network', 'x', `--handle=${EVIL}`),
    line('init', '--business', 'x', '--time-zone', EVIL, '--dir', 'other'),
    line('init', '--network', EVIL),
  ],
  'account add': [
    line('account', 'add', '--', EVIL),
    line('account', 'add', 'feeds', `--url=${EVIL}`),
    line('account', 'add', 'mastodon', `--server=${EVIL}`, '--auth', 'token'),
    line('account', 'add', 'x', `--handle=${EVIL}`, `--base-url=${EVIL}`),
    { args: ['account', 'add', 'telegram', '--secrets-stdin'], stdin: EVIL },
  ],
  'account list': [line('account', 'list')],
  'account check': [line('account', 'check'), line('account', 'check', '--', EVIL)],
  'account remove': [line('account', 'remove', '--yes', '--', EVIL)],
  'watch add': [
    line('watch', 'add', `-k${EVIL}`, '--', EVIL),
    line('watch', 'add', `--lang=${EVIL}`, '-k', 'x', 'y'),
  ],
  'watch list': [line('watch', 'list')],
  'watch test': [line('watch', 'test', 'brand'), line('watch', 'test', '--', EVIL)],
  'watch remove': [line('watch', 'remove', '--', EVIL)],
  sandbox: [
    { args: ['sandbox', '--verbose'], interrupted: true },
    { args: ['sandbox', '--config-out', `try${EVIL}`], interrupted: true },
    line('sandbox', '--import', `${FILE}.csv`, '--handle', EVIL),
    line('sandbox', '--scenario', EVIL),
    line('sandbox', '--handle', EVIL),
  ],
  doctor: [line('doctor'), line('doctor', '--verbose'), { args: ['doctor', '--report'], form: 'json' }],
  completion: [{ args: ['completion', 'bash'], form: 'plain' }, line('completion', '--', EVIL)],
  'schedule install': [
    line('schedule', 'install', '--dry-run'),
    line('schedule', 'install', '--dry-run', '--systemd', `--log=${EVIL}`),
    line('schedule', 'install', '--dry-run', `--at=${EVIL}`),
  ],
  'schedule show': [line('schedule', 'show')],
  'schedule remove': [line('schedule', 'remove', EVIL)],
  'alerts list': [line('alerts', 'list')],
  'alerts test': [line('alerts', 'test')],
  backup: [line('backup', '--force', 'copy\u001b]0;x\u0007.db'), line('backup', '--', EVIL)],
  import: [line('import', `${FILE}.jsonl`), line('import', '--', EVIL)],
  prune: [line('prune', '--older-than', '18m', '--dry-run'), line('prune', `--older-than=${EVIL}`, '--yes')],
  forget: [line('forget', `${ID}`, '--dry-run'), line('forget', '--yes', '--', EVIL)],
};
