/**
 * A bounded map from a 32-bit key to a small row number, for caches in the hot path: open addressing over
 * typed arrays. When it is three quarters full it forgets everything, and fills again with what is current.
 */
export class Slots {
  readonly capacity: number;
  readonly #keys: Int32Array;
  readonly #used: Uint8Array;
  #count = 0;

  /** @param bits the map holds 2^bits slots */
  constructor(bits: number) {
    this.capacity = 2 ** bits;
    this.#keys = new Int32Array(this.capacity);
    this.#used = new Uint8Array(this.capacity);
  }

  /** The row of a key; negative (`-1 - row`) when it is new: the row is now taken, and the caller fills it. */
  find(key: number): number {
    const mask = this.capacity - 1;
    let slot = key & mask;
    while (this.#used[slot] === 1) {
      if (this.#keys[slot] === key) return slot;
      slot = (slot + 1) & mask;
    }
    if (this.#count >= this.capacity * 0.75) {
      this.#used.fill(0);
      this.#count = 0;
      slot = key & mask;
    }
    this.#count++;
    this.#used[slot] = 1;
    this.#keys[slot] = key;
    return -1 - slot;
  }
}
