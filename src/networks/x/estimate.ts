import type { Estimate, FetchRequest } from '../network.js';
import { PAGE_SIZE } from './page-size.js';
import { readPosition } from './position.js';
import { itemOf, worstCase } from './prices.js';
import { MENTIONS_REACH, OWN_REACH } from './streams.js';

/**
 * An upper estimate of what one poll of a stream costs: the whole reach on a first poll; later one page, because
 * only what is new is paid for.
 */
export function estimatePoll(request: Pick<FetchRequest, 'stream' | 'cursor' | 'watch'>): Estimate {
  const { stream } = request;
  const first = request.cursor === null || readPosition(request.cursor).newestId === undefined;
  const charges = worstCase(itemOf(stream), first ? reachOf(stream) : PAGE_SIZE, stream !== 'own');
  const note = first
    ? (FIRST_NOTES[stream] ?? SEARCH_NOTE)
    : 'Only new posts are billed: usually far less than a full page.';
  return { stream, charges, note };
}

function reachOf(stream: string): number {
  if (stream === 'mentions') return MENTIONS_REACH;
  return stream === 'own' ? OWN_REACH : PAGE_SIZE;
}

const SEARCH_NOTE = 'A first poll reads seven days of posts; this is the price of each hundred.';
const FIRST_NOTES: Readonly<Record<string, string>> = {
  mentions: 'A first poll reads at most the last 800 mentions.',
  own: 'A first poll reads at most your last 3,200 posts.',
  messages: 'A first poll reads thirty days of messages; this is the price of each hundred.',
};
