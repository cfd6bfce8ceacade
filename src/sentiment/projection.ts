/** Weights are kept as whole numbers of at most this size: twelve bits. */
const LARGEST = 2047;
/** Where the second of two sums that share one number begins: each of them stays below 2 ** 25. */
const SECOND = 2 ** 26;

/**
 * A matrix times vectors of small whole numbers. Two of its rows stand in one number, the second moved up by 26
 * bits: a double is exact up to 53 bits, so that one multiplication serves two rows.
 */
export class Projection {
  readonly #pairs: Float64Array;
  readonly #columns: number;
  readonly #scale: number;

  /**
   * @param rows row after row; as many rows as are a multiple of eight
   * @param columns how many numbers a row has, at most 64
   */
  constructor(rows: Float32Array, columns: number) {
    this.#columns = columns;
    const largest = rows.reduce((top, value) => Math.max(top, Math.abs(value)), 0);
    this.#scale = largest / LARGEST;
    this.#pairs = new Float64Array(rows.length / 2);
    for (let pair = 0; pair * 2 * columns < rows.length; pair++)
      for (let c = 0; c < columns; c++) {
        const at = pair * 2 * columns + c;
        this.#pairs[pair * columns + c] = this.#whole(rows[at]) + this.#whole(rows[at + columns]) * SECOND;
      }
  }

  #whole(weight = 0): number {
    return this.#scale === 0 ? 0 : Math.round(weight / this.#scale);
  }

  /**
   * Multiplies, four pairs of rows at a time.
   *
   * @param vector whole numbers from -127 to 127
   * @param scale what every result is multiplied with before it is rounded to 16 bits
   * @param out where the results are written, from `from` on
   */
  apply(vector: Float64Array, scale: number, out: Int16Array, from: number): void {
    const pairs = this.#pairs;
    const columns = this.#columns;
    const factor = scale * this.#scale;
    let to = from;
    for (let first = 0; first < pairs.length; first += 4 * columns) {
      const second = first + columns;
      const third = second + columns;
      const fourth = third + columns;
      let a = 0;
      let b = 0;
      let c = 0;
      let d = 0;
      for (let k = 0; k < columns; k++) {
        const value = vector[k] ?? 0;
        a += value * (pairs[first + k] ?? 0);
        b += value * (pairs[second + k] ?? 0);
        c += value * (pairs[third + k] ?? 0);
        d += value * (pairs[fourth + k] ?? 0);
      }
      split(a, factor, out, to);
      split(b, factor, out, to + 2);
      split(c, factor, out, to + 4);
      split(d, factor, out, to + 6);
      to += 8;
    }
  }
}

/** Takes the two sums in one number apart. */
function split(sums: number, factor: number, out: Int16Array, at: number): void {
  const second = Math.round(sums / SECOND);
  out[at] = clamp((sums - second * SECOND) * factor);
  out[at + 1] = clamp(second * factor);
}

function clamp(value: number): number {
  if (value > 32767) return 32767;
  return value < -32768 ? -32768 : Math.round(value);
}
