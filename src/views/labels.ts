import type { Evidence, Sentiment } from '../core/sentiment.js';
import type { StoredMention } from '../core/stored-mention.js';
import { safeLine } from '../output/sanitise.js';
import type { Paint, Style } from '../output/style.js';
import type { View } from './view.js';

const SIGNS: Readonly<Record<Sentiment['label'], string>> = { negative: '−', neutral: '·', positive: '+' };

/** A sentiment without colour or words: `−`, `·`, `+`. */
export function sentimentSign({ label }: Pick<Sentiment, 'label'>): string {
  return SIGNS[label];
}

/** A sentiment in words: `− negative`. */
export function sentimentLabel({ label }: Pick<Sentiment, 'label'>): string {
  return `${SIGNS[label]} ${label}`;
}

/** A word that decided: `+ wonderful`; one that was learnt here says so: `your corrections: 'bánh mì' +0.30`. */
export function evidenceLabel({ text, weight, source }: Evidence): string {
  const sign = weight < 0 ? '−' : '+';
  if (source === undefined) return `${sign} ${safeLine(text)}`;
  return `your corrections: '${safeLine(text)}' ${sign}${Math.abs(weight).toFixed(2)}`;
}

/** The colour that goes with a sentiment; never its only sign. */
export function sentimentPaint(style: Style, { label }: Pick<Sentiment, 'label'>): Paint {
  return style[label];
}

/**
 * A stranger's handle as people write it, safe to print: `@mina_k`, `@tom@ruby.social`, `lan.bsky.social`.
 *
 * @param handle without a leading @
 */
export function handleLabel(handle: string): string {
  const safe = safeLine(handle);
  if (safe === '') return '(no name)';
  const isDomain = safe.includes('.') && !safe.includes('@');
  return isDomain || safe.includes(' ') || safe.startsWith('@') ? safe : `@${safe}`;
}

/** One of the owner's accounts as people write it: `@cafenar on X`; one without a handle by its id. */
export function accountLabel(
  account: { id: string; network: string; handle: string },
  { networkName }: Pick<View, 'networkName'>,
): string {
  const name = account.handle === '' ? safeLine(account.id) : handleLabel(account.handle);
  return `${name} on ${networkName(account.network)}`;
}

/** The text of a mention on one line; a message nobody else can see says so. */
export function mentionText(mention: Pick<StoredMention, 'text' | 'private'>): string {
  const text = safeLine(mention.text) || '(no text)';
  return mention.private ? `(private) ${text}` : text;
}

/** Whether somebody is still waiting for an answer to it. */
export function isWaiting(mention: StoredMention): boolean {
  const open = mention.status !== 'done' && mention.status !== 'ignored';
  return mention.needsReply && mention.answeredAt === null && mention.deletedAt === null && open;
}

/** Commands to go on with, in one line's tone: `earshot show 481 · earshot reply 481`. */
export function nextCommands(style: Style, commands: readonly string[]): string[] {
  return commands.map((command) => style.accent(command));
}
