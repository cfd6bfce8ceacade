/** Something with a place in a timeline: ids order it, `visibleAt` says from when it is served. */
export interface Entry {
  readonly id: string;
  readonly key: bigint;
  readonly createdAt: number;
}

/**
 * Entries in the order of their ids, served up to a time.
 *
 * X's ids grow with time, so that a reader who asks for everything after an id misses nothing. Imported ids
 * need not: an entry is therefore held back until every entry with a smaller id may be seen.
 */
export class Timeline<T extends Entry> {
  readonly #entries: T[] = [];
  readonly #visibleAt: number[] = [];

  /** Adds an entry at its place. */
  insert(entry: T): void {
    const at = this.#firstAtLeast(entry.key);
    this.#entries.splice(at, 0, entry);
    this.#visibleAt.splice(at, 0, Math.max(entry.createdAt, this.#visibleAt[at - 1] ?? entry.createdAt));
    for (let next = at + 1; next < this.#entries.length; next++) {
      const held = this.#visibleAt[next - 1] ?? 0;
      if ((this.#visibleAt[next] ?? 0) >= held) break;
      this.#visibleAt[next] = held;
    }
  }

  /** Fills an empty timeline; faster than inserting one by one. */
  fill(entries: readonly T[]): void {
    for (const entry of [...entries].sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))) {
      this.#entries.push(entry);
      this.#visibleAt.push(Math.max(entry.createdAt, this.#visibleAt.at(-1) ?? entry.createdAt));
    }
  }

  /** The newest id that may be seen, or 0. */
  newestKey(now: number): bigint {
    return this.#entries[this.#visibleCount(now) - 1]?.key ?? 0n;
  }

  /** The smallest id that is still held back, or null. */
  nextHiddenKey(now: number): bigint | null {
    return this.#entries[this.#visibleCount(now)]?.key ?? null;
  }

  /** Walks what may be seen, newest first, from the last entry below an id. */
  *newestFirst(now: number, below: bigint | null): Generator<T> {
    let at = this.#visibleCount(now);
    if (below !== null) at = Math.min(at, this.#firstAtLeast(below));
    while (at > 0) {
      const entry = this.#entries[--at];
      if (entry) yield entry;
    }
  }

  #visibleCount(now: number): number {
    return lowerBound(this.#visibleAt.length, (index) => (this.#visibleAt[index] ?? 0) > now);
  }

  #firstAtLeast(key: bigint): number {
    return lowerBound(this.#entries.length, (index) => (this.#entries[index]?.key ?? 0n) >= key);
  }
}

/** The first index for which a monotone test holds, or the length. */
function lowerBound(length: number, holds: (index: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
