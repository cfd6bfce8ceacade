import type { Charge } from '../../core/budget.js';
import type { StreamName } from '../../core/stream.js';

/** X's price items, as the configuration's price list names them. */
export type PriceItem =
  | 'ownedRead'
  | 'postRead'
  | 'expandedUser'
  | 'messageRead'
  | 'reply'
  | 'postWithUrl'
  | 'messageSend';

/** A charge for `count` of an item; none for zero. */
export function charge(item: PriceItem, count: number): Charge[] {
  return count === 0 ? [] : [{ item, count }];
}

/**
 * What reading costs. X does not say whether the authors that come with posts are billed; earshot reckons with
 * each once a process, so that a budget never falls short.
 */
export class Meter {
  readonly #known = new Set<string>();

  /** @param authors ids of the users that came with the items */
  read(item: PriceItem, items: number, authors: Iterable<string>): Charge[] {
    let fresh = 0;
    for (const author of authors) {
      if (!this.#known.has(author)) fresh += 1;
      this.#known.add(author);
    }
    return [...charge(item, items), ...charge('expandedUser', fresh)];
  }
}

/** What one item of a stream is billed as. */
export function itemOf(stream: StreamName): PriceItem {
  if (stream === 'mentions' || stream === 'own') return 'ownedRead';
  return stream === 'messages' ? 'messageRead' : 'postRead';
}

/** The most one page of `size` items can cost. */
export function worstCase(item: PriceItem, size: number, withAuthors: boolean): Charge[] {
  return [...charge(item, size), ...charge('expandedUser', withAuthors ? size : 0)];
}
