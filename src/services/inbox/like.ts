import type { InboxEvent } from '../../core/inbox/events.js';
import type { Desk } from '../desk.js';
import { likeMention } from '../moderate.js';

/** Likes a mention, where its network lets programs do that. */
export async function likeIt(desk: Desk, id: number): Promise<InboxEvent> {
  const { author } = await likeMention(desk, id, true);
  return { type: 'notice', notice: { text: `Liked what @${author.handle} wrote.`, level: 'done' } };
}
