import { counted } from '../output/number.js';
import { safeLine } from '../output/sanitise.js';
import { flow, hang } from '../output/width.js';
import { nextCommands } from './labels.js';
import type { View } from './view.js';

interface Copied {
  path: string;
  bytes: number;
  mentions: number;
  replies: number;
}

interface Imported {
  mentions: number;
  replies: number;
  held: number;
  refusedRows: number;
}

/** What `backup` made. */
export function backupLines({ path, bytes, mentions, replies }: Copied, { width }: View): string[] {
  const megabytes = (bytes / 1_000_000).toFixed(1);
  const what = `${counted(mentions, 'mention')}, ${counted(replies, 'reply', 'replies')}, ${megabytes} MB`;
  return [
    ...hang('', `${safeLine(path)}: ${what}. Checked.`, width),
    ...hang('', 'Configuration and keys are not in it: keep a copy of those yourself.', width),
  ];
}

/** What `import` took in, and what to do first. */
export function importLines(
  { mentions, replies, held, refusedRows }: Imported,
  { style, width }: View,
): string[] {
  const unknown = `${counted(held, 'reply was', 'replies were')} on the way when the copy was made, and may have gone out since: look for them before anything is sent.`;
  const rows = `${counted(refusedRows, 'row')} of bulk plans had not been sent: poll, and plan them again.`;
  return [
    ...hang(
      '',
      `${counted(mentions, 'mention')} and ${counted(replies, 'reply', 'replies')} are here.`,
      width,
    ),
    ...(held > 0 ? hang('! ', unknown, width).map(style.warn) : []),
    ...(refusedRows > 0 ? hang('! ', rows, width).map(style.warn) : []),
    ...flow(
      nextCommands(style, ['earshot poll', ...(held > 0 ? ['earshot outbox settle'] : [])]),
      ' · ',
      width,
    ),
  ];
}
