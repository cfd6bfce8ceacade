import type { Annotations } from './annotations.js';
import { Embedding } from './embedding.js';
import { LANGUAGES } from './languages.js';
import { META_VALUES, metaValues } from './meta-values.js';
import type { ModelFile } from './model-file.js';
import { Projection } from './projection.js';
import { FIELD, PART, ROWS, type TokenRows } from './token-rows.js';
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
  readonly #projection: Projection;
  readonly #kernelBias: Float32Array;
  readonly #hiddenWeights: Float64Array;
  readonly #hiddenBias: Float32Array;
  readonly #languageBias: Float32Array;
  readonly #output: Float32Array;

  /** In steps of 1 / STEPS: half the memory of floats, and sums of integers are exact. */
  readonly #cached: Int16Array;
  readonly #width: number;
  /** Where the row of zeros is that stands before the first token and after the last. */
  readonly #nothing: number;
  readonly #rows = new Int32Array(LONGEST + 1);
  readonly #vector: Float64Array;
  readonly #pooled: Int32Array;
  /** The filters' answers, then the meta values. */
  readonly #values: Float64Array;
  readonly #sums: Int32Array;
  readonly #layer: Float64Array;

  constructor(model: ModelFile) {
    const [dimensions = 0, filters = 0, hidden = 0] = model.int32('net.shape');
    this.#embedding = new Embedding(model, dimensions);
    this.#dimensions = dimensions;
    this.#filters = filters;
    this.#hidden = hidden;
    this.#kernelBias = model.float32('net.kernel.bias');
    const hiddenWeights = model.float32('net.hidden');
    this.#hiddenWeights = this.#withoutMean(hiddenWeights);
    this.#hiddenBias = model.float32('net.hidden.bias');
    this.#languageBias = model.float32('net.language');
    this.#output = model.float32('net.output');
    this.#width = WIDTH * filters + hidden;
    this.#projection = this.#project(model.float32('net.kernel'), hiddenWeights);
    this.#cached = new Int16Array((ROWS + 1) * this.#width);
    this.#nothing = ROWS * this.#width;
    this.#vector = new Float64Array(dimensions);
    this.#pooled = new Int32Array(filters);
    this.#values = new Float64Array(filters + META_VALUES);
    this.#sums = new Int32Array(hidden);
    this.#layer = new Float64Array(hidden);
  }

  /** Scores a text in a language (a row of LANGUAGES, or -1), leaving the two log-odds in the fields. */
  score(tokens: Tokens, cache: TokenRows, annotations: Annotations, language: number): void {
    const count = Math.min(tokens.count, LONGEST);
    const { places, records } = cache;
    for (let i = 0; i < count; i++) {
      const record = places[i] ?? 0;
      const row = (records[record + FIELD.row] ?? 1) - 1;
      this.#rows[i] = row * this.#width;
      const known = records[record + FIELD.known] ?? 0;
      if ((known & PART.network) !== 0) continue;
      this.#fill(row, tokens, i);
      records[record + FIELD.known] = known | PART.network;
    }
    this.#rows[count] = this.#nothing;
    this.#pool(count);
    this.#sum(count);
    this.#hide(count, tokens, annotations);
    this.#answer(language);
  }

  /** Each filter's best answer along the text. */
  #pool(count: number): void {
    const cached = this.#cached;
    const rows = this.#rows;
    const pooled = this.#pooled;
    const F = this.#filters;
    // Two filters at a time: a text's rows are looked up half as often.
    for (let f = 0; f < F; f += 2) {
      let best = LOWEST;
      let second = LOWEST;
      let left = this.#nothing + f;
      let middle = (rows[0] ?? 0) + f + F;
      for (let i = 1; i <= count; i++) {
        const next = (rows[i] ?? 0) + f + F;
        const right = next + F;
        best = Math.max(best, (cached[left] ?? 0) + (cached[middle] ?? 0) + (cached[right] ?? 0));
        second = Math.max(
          second,
          (cached[left + 1] ?? 0) + (cached[middle + 1] ?? 0) + (cached[right + 1] ?? 0),
        );
        left = middle - F;
        middle = next;
      }
      pooled[f] = best;
      pooled[f + 1] = second;
    }
  }

  /** What the tokens add up to for each of the hidden layer's values. */
  #sum(count: number): void {
    const cached = this.#cached;
    const rows = this.#rows;
    const first = WIDTH * this.#filters;
    for (let h = 0; h < this.#hidden; h++) {
      let sum = 0;
      for (let i = 0; i < count; i++) sum += cached[(rows[i] ?? 0) + first + h] ?? 0;
      this.#sums[h] = sum;
    }
  }

  #hide(count: number, tokens: Tokens, annotations: Annotations): void {
    const F = this.#filters;
    const H = this.#hidden;
    const inputs = F + META_VALUES;
    const values = this.#values;
    for (let f = 0; f < F; f++)
      values[f] = Math.max(0, (this.#pooled[f] ?? 0) / STEPS + (this.#kernelBias[f] ?? 0));
    metaValues(tokens, annotations, values, F);
    const layer = this.#layer;
    const scale = MEAN_SCALE / (count * STEPS);
    const weights = this.#hiddenWeights;
    const sums = this.#sums;
    const bias = this.#hiddenBias;
    // Four at a time, so that no sum waits for another and none goes through memory.
    for (let h = 0; h < H; h += 4) {
      let a = (sums[h] ?? 0) * scale + (bias[h] ?? 0);
      let b = (sums[h + 1] ?? 0) * scale + (bias[h + 1] ?? 0);
      let c = (sums[h + 2] ?? 0) * scale + (bias[h + 2] ?? 0);
      let d = (sums[h + 3] ?? 0) * scale + (bias[h + 3] ?? 0);
      for (let i = 0, at = h; i < inputs; i++, at += H) {
        const value = values[i] ?? 0;
        a += value * (weights[at] ?? 0);
        b += value * (weights[at + 1] ?? 0);
        c += value * (weights[at + 2] ?? 0);
        d += value * (weights[at + 3] ?? 0);
      }
      layer[h] = a;
      layer[h + 1] = b;
      layer[h + 2] = c;
      layer[h + 3] = d;
    }
  }

  #answer(language: number): void {
    const H = this.#hidden;
    const bias = (language < 0 ? LANGUAGES.length : language) * CLASSES;
    const layer = this.#layer;
    const output = this.#output;
    const first = CLASSES * H;
    let negative = (output[first] ?? 0) + (this.#languageBias[bias] ?? 0);
    let neutral = (output[first + 1] ?? 0) + (this.#languageBias[bias + 1] ?? 0);
    let positive = (output[first + 2] ?? 0) + (this.#languageBias[bias + 2] ?? 0);
    for (let h = 0; h < H; h++) {
      const value = Math.max(0, layer[h] ?? 0);
      negative += value * (output[h] ?? 0);
      neutral += value * (output[H + h] ?? 0);
      positive += value * (output[2 * H + h] ?? 0);
    }
    this.negative = negative - neutral;
    this.positive = positive - neutral;
  }

  /** Works out what a token contributes wherever it stands. */
  #fill(row: number, tokens: Tokens, index: number): void {
    const scale = this.#embedding.read(tokens, index, this.#vector);
    this.#projection.apply(this.#vector, scale * STEPS, this.#cached, row * this.#width);
  }

  /**
   * The hidden layer's weights for the filters and the meta values, a row each; those for the mean embedding
   * are in the projection.
   */
  #withoutMean(hidden: Float32Array): Float64Array {
    const H = this.#hidden;
    const inputs = this.#filters + this.#dimensions + META_VALUES;
    const kept = new Float64Array((this.#filters + META_VALUES) * H);
    for (let i = 0; i < this.#filters + META_VALUES; i++) {
      const from = i < this.#filters ? i : i + this.#dimensions;
      for (let h = 0; h < H; h++) kept[i * H + h] = hidden[h * inputs + from] ?? 0;
    }
    return kept;
  }

  #project(kernel: Float32Array, hidden: Float32Array): Projection {
    const D = this.#dimensions;
    const F = this.#filters;
    const inputs = F + D + META_VALUES;
    const rows = new Float32Array(this.#width * D);
    for (let place = 0; place < WIDTH; place++)
      for (let f = 0; f < F; f++) {
        const from = (f * WIDTH + place) * D;
        rows.set(kernel.subarray(from, from + D), (place * F + f) * D);
      }
    for (let h = 0; h < this.#hidden; h++) {
      const from = h * inputs + F;
      rows.set(hidden.subarray(from, from + D), (WIDTH * F + h) * D);
    }
    return new Projection(rows, D);
  }
}
