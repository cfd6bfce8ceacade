import { closeSync, openSync, writeSync } from 'node:fs';

const MOST_AT_ONCE = 1 << 28;

/** Writes the arrays that the native trainer reads: each its length as an int32, then its bytes. */
export class JobWriter {
  readonly #file: number;

  constructor(path: string) {
    this.#file = openSync(path, 'w');
  }

  put(values: Int32Array | Float32Array): void {
    writeSync(this.#file, Int32Array.of(values.length));
    const bytes = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
    for (let at = 0; at < bytes.length; )
      at += writeSync(this.#file, bytes, at, Math.min(MOST_AT_ONCE, bytes.length - at));
  }

  /** Lists of different lengths: where each starts, then all of them in a row. */
  putLists(lists: readonly Int32Array[]): void {
    const starts = new Int32Array(lists.length + 1);
    lists.forEach((list, i) => {
      starts[i + 1] = starts[i]! + list.length;
    });
    const all = new Int32Array(starts[lists.length]!);
    lists.forEach((list, i) => {
      all.set(list, starts[i]!);
    });
    this.put(starts);
    this.put(all);
  }

  close(): void {
    closeSync(this.#file);
  }
}
