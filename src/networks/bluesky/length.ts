import { countGraphemes } from '../../core/graphemes.js';
import type { TextLength } from '../network.js';

/** Bluesky's limits (lexicons app.bsky.feed.post and chat.bsky.convo.defs#messageInput): graphemes, and UTF-8 bytes. */
export const POST_LIMIT = { graphemes: 300, bytes: 3_000 };
export const MESSAGE_LIMIT = { graphemes: 1_000, bytes: 10_000 };

/**
 * Length and limit of a reply. What people see as one character counts one; a link counts in full. Of the two limits
 * the one a text breaks is told: in bytes where only those are too many.
 */
export function measure(text: string, options: { private: boolean }): TextLength {
  const limit = options.private ? MESSAGE_LIMIT : POST_LIMIT;
  const bytes = Buffer.byteLength(text);
  const length = countGraphemes(text);
  const onlyBytes = bytes > limit.bytes && length <= limit.graphemes;
  return onlyBytes ? { length: bytes, limit: limit.bytes } : { length, limit: limit.graphemes };
}
