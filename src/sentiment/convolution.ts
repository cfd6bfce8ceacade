import type { Annotations } from './annotations.js';
import { Embedding } from './embedding.js';
import { LANGUAGES } from './languages.js';
import { META_VALUES, metaValues } from './meta-values.js';
import type { ModelFile } from './model-file.js';
import { ROWS, type TokenRows } from './token-rows.js';
import type { Tokens } from './tokens.js';

const WIDTH = 3;
const CLASSES = 3;
/** What training multiplies the mean embedding with. */
const MEAN_SCALE = 2;
/** Tokens after this many are left to the linear model. */
const LONGEST = 256;
/** What a token contributes is kept to this part of one; contributions stay well within 32. */
const STEPS = 1024;
const LOWEST = -(2 ** 31);

/**
 * A convolution three tokens wide over embeddings, pooled to its maximum and joined by the mean embedding and
 * the values of {@link metaValues}; one hidden layer. Everything a token contributes wherever it stands (its
 * share of the filters at each of the three places, and of the hidden layer) is worked out once and cached.
 */
export class ConvolutionModel {
  /** Of the last text: the log-odds of negative and of positive against neutral. */
  negative = 0;
  positive = 0;

  readonly #embedding: Embedding;
  readonly #dimensions: number;
  readonly #filters: number;
  readonly #hidden: number;
  /** One row of embedding weights for each cached value: the filters' three places, then the hidden layer. */
  readonly #projection: Float32Array;
  readonly #kernelBias: Float32Array;
  readonly #hiddenWeights: Float32Array;
  readonly #hiddenBias: Float32Array;
  readonly #languageBias: Float32Array;
  readonly #output: Float32Array;

  readonly #kept = new Int32Array(ROWS);
  /** In steps of 1 / STEPS: half the memory of floats, and sums of integers are exact. */
  readonly #cached: Int16Array;
  readonly #width: number;
  /** Where the row of zeros is that stands before the first token and after the last. */
  readonly #nothing: number;
  readonly #rows = new Int32Array(LONGEST);
  readonly #vector: Float32Array;
  readonly #pooled: Int32Array;
  readonly #filtered: Float32Array;
  readonly #sums: Int32Array;
  readonly #layer: Float32Array;
  readonly #meta = new Float32Array(META_VALUES);

  constructor(model: ModelFile) {
    const [dimensions = 0, filters = 0, hidden = 0] = model.int32('net.shape');
    this.#embedding = new Embedding(model);
    this.#dimensions = dimensions;
    this.#filters = filters;
    this.#hidden = hidden;
    this.#kernelBias = model.float32('net.kernel.bias');
    this.#hiddenWeights = model.float32('net.hidden');
    this.#hiddenBias = model.float32('net.hidden.bias');
    this.#languageBias = model.float32('net.language');
    this.#output = model.float32('net.output');
    this.#width = WIDTH * filters + hidden;
    this.#projection = this.#project(model.float32('net.kernel'));
    this.#cached = new Int16Array((ROWS + 1) * this.#width);
    this.#nothing = ROWS * this.#width;
    this.#vector = new Float32Array(dimensions);
    this.#pooled = new Int32Array(filters);
    this.#filtered = new Float32Array(filters);
    this.#sums = new Int32Array(hidden);
    this.#layer = new Float32Array(hidden);
  }

  /** Scores a text in a language (a row of LANGUAGES, or -1), leaving the two log-odds in the fields. */
  score(tokens: Tokens, cache: TokenRows, annotations: Annotations, language: number): void {
    const count = Math.min(tokens.count, LONGEST);
    for (let i = 0; i < count; i++) {
      const row = cache.rows[i] ?? 0;
      this.#rows[i] = row * this.#width;
      if (this.#kept[row] === cache.stamps[i]) continue;
      this.#fill(row, tokens, i);
      this.#kept[row] = cache.stamps[i] ?? 0;
    }
    this.#pool(count);
    this.#hide(count, tokens, annotations);
    this.#answer(language);
  }

  /** Each filter's best answer along the text. */
  #pool(count: number): void {
    const F = this.#filters;
    const pooled = this.#pooled.fill(LOWEST);
    const cached = this.#cached;
    for (let i = 0; i < count; i++) {
      const before = i > 0 ? (this.#rows[i - 1] ?? 0) : this.#nothing;
      const here = (this.#rows[i] ?? 0) + F;
      const after = (i + 1 < count ? (this.#rows[i + 1] ?? 0) : this.#nothing) + 2 * F;
      for (let f = 0; f < F; f++) {
        const sum = (cached[before + f] ?? 0) + (cached[here + f] ?? 0) + (cached[after + f] ?? 0);
        if (sum > (pooled[f] ?? 0)) pooled[f] = sum;
      }
    }
  }

  #hide(count: number, tokens: Tokens, annotations: Annotations): void {
    const F = this.#filters;
    const inputs = F + this.#dimensions + META_VALUES;
    metaValues(tokens, annotations, this.#meta);
    const filtered = this.#filtered;
    for (let f = 0; f < F; f++)
      filtered[f] = Math.max(0, (this.#pooled[f] ?? 0) / STEPS + (this.#kernelBias[f] ?? 0));
    const H = this.#hidden;
    const sums = this.#sums.fill(0);
    const cached = this.#cached;
    for (let i = 0; i < count; i++) {
      const from = (this.#rows[i] ?? 0) + WIDTH * F;
      for (let h = 0; h < H; h++) sums[h] = (sums[h] ?? 0) + (cached[from + h] ?? 0);
    }
    const layer = this.#layer;
    const weights = this.#hiddenWeights;
    const values = this.#meta;
    const scale = MEAN_SCALE / (count * STEPS);
    for (let h = 0; h < H; h++) {
      const row = h * inputs;
      let sum = (sums[h] ?? 0) * scale + (this.#hiddenBias[h] ?? 0);
      for (let f = 0; f < F; f++) sum += (filtered[f] ?? 0) * (weights[row + f] ?? 0);
      const meta = row + F + this.#dimensions;
      for (let m = 0; m < META_VALUES; m++) sum += (values[m] ?? 0) * (weights[meta + m] ?? 0);
      layer[h] = Math.max(0, sum);
    }
  }

  #answer(language: number): void {
    const H = this.#hidden;
    const bias = (language < 0 ? LANGUAGES.length : language) * CLASSES;
    const logit = (k: number) => {
      let sum = (this.#output[CLASSES * H + k] ?? 0) + (this.#languageBias[bias + k] ?? 0);
      for (let h = 0; h < H; h++) sum += (this.#layer[h] ?? 0) * (this.#output[k * H + h] ?? 0);
      return sum;
    };
    const neutral = logit(1);
    this.negative = logit(0) - neutral;
    this.positive = logit(2) - neutral;
  }

  /** Works out what a token contributes wherever it stands. */
  #fill(row: number, tokens: Tokens, index: number): void {
    this.#embedding.read(tokens, index, this.#vector);
    multiply(
      this.#projection,
      this.#vector,
      this.#cached.subarray(row * this.#width, (row + 1) * this.#width),
    );
  }

  #project(kernel: Float32Array): Float32Array {
    const D = this.#dimensions;
    const F = this.#filters;
    const inputs = F + D + META_VALUES;
    const projection = new Float32Array(this.#width * D);
    for (let place = 0; place < WIDTH; place++)
      for (let f = 0; f < F; f++) {
        const from = (f * WIDTH + place) * D;
        projection.set(kernel.subarray(from, from + D), (place * F + f) * D);
      }
    for (let h = 0; h < this.#hidden; h++) {
      const from = h * inputs + F;
      projection.set(this.#hiddenWeights.subarray(from, from + D), (WIDTH * F + h) * D);
    }
    return projection;
  }
}

/** out = matrix x vector in steps of 1 / STEPS, four rows at a time; out's length is a multiple of four. */
function multiply(matrix: Float32Array, vector: Float32Array, out: Int16Array): void {
  const D = vector.length;
  for (let row = 0; row < out.length; row += 4) {
    const first = row * D;
    const second = first + D;
    const third = second + D;
    const fourth = third + D;
    let a = 0;
    let b = 0;
    let c = 0;
    let e = 0;
    for (let d = 0; d < D; d++) {
      const value = vector[d] ?? 0;
      a += value * (matrix[first + d] ?? 0);
      b += value * (matrix[second + d] ?? 0);
      c += value * (matrix[third + d] ?? 0);
      e += value * (matrix[fourth + d] ?? 0);
    }
    out[row] = steps(a);
    out[row + 1] = steps(b);
    out[row + 2] = steps(c);
    out[row + 3] = steps(e);
  }
}

function steps(value: number): number {
  return Math.max(-32768, Math.min(32767, Math.round(value * STEPS)));
}
