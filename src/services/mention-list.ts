import type { MentionFilter, StoredMention } from '../core/stored-mention.js';
import type { Desk } from './desk.js';
import { reasonsOf } from './mention-card.js';

/** Mentions that pass a filter, each with why it is where it is in the queue. */
export async function listMentions(desk: Desk, filter: MentionFilter): Promise<StoredMention[]> {
  const mentions = await desk.store.mentions.list(filter);
  return mentions.map((mention) => ({ ...mention, reasons: reasonsOf(desk, mention) }));
}
