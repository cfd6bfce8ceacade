import type { FetchRequest } from '../network.js';
import { type PriceItem, worstCase } from './prices.js';

/** The most posts or messages X gives in one answer, and the least search gives. */
export const PAGE_SIZE = 100;
const LEAST = 10;
/** Smaller pages for a budget that cannot bear a full one. */
const SIZES = [PAGE_SIZE, 30, LEAST];

/**
 * How large the next page may be: no larger than what is still wanted, and than the budget can bear at worst.
 *
 * @param taken items read so far
 * @returns 0 when the walk must end here
 */
export function nextPageSize(
  request: Pick<FetchRequest, 'maxItems' | 'maySpend'>,
  taken: number,
  item: PriceItem,
  withAuthors: boolean,
): number {
  const wanted = request.maxItems === null ? PAGE_SIZE : request.maxItems - taken;
  if (wanted <= 0) return 0;
  const most = Math.max(LEAST, Math.min(PAGE_SIZE, wanted));
  const sizes = [most, ...SIZES.filter((size) => size < most)];
  return sizes.find((size) => request.maySpend(worstCase(item, size, withAuthors))) ?? 0;
}
