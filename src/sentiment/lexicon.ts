/** Words and emoji with a known valence, looked up by token hash. */
export class Lexicon {
  readonly #slots: Int32Array;
  readonly #valences: Int8Array;
  readonly #mask: number;

  /**
   * @param hashes token hashes
   * @param valences one each, -127 (worst) to 127 (best)
   */
  constructor(hashes: Int32Array, valences: Int8Array) {
    const size = 2 ** Math.ceil(Math.log2(hashes.length * 2 + 2));
    this.#slots = new Int32Array(size);
    this.#valences = new Int8Array(size);
    this.#mask = size - 1;
    for (let i = 0; i < hashes.length; i++) {
      const hash = hashes[i] ?? 0;
      let slot = hash & this.#mask;
      while (this.#valences[slot] !== 0) slot = (slot + 1) & this.#mask;
      this.#slots[slot] = hash;
      this.#valences[slot] = valences[i] ?? 0;
    }
  }

  /** From -1 to 1; 0 for a token that is not listed. */
  valence(hash: number): number {
    let slot = hash & this.#mask;
    let valence = this.#valences[slot] ?? 0;
    while (valence !== 0) {
      if (this.#slots[slot] === hash) return valence / 127;
      slot = (slot + 1) & this.#mask;
      valence = this.#valences[slot] ?? 0;
    }
    return 0;
  }
}
