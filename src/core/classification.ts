/** How well one label was found, each from 0 to 1. */
export interface LabelFigures {
  /** Texts that have the label by hand. */
  texts: number;
  precision: number;
  recall: number;
  f1: number;
}

/** Labels given by hand (rows) against labels answered (columns). */
export class Confusion<Label extends string> {
  readonly labels: readonly Label[];
  readonly #cells = new Map<Label, Map<Label, number>>();

  constructor(labels: readonly Label[]) {
    this.labels = labels;
  }

  add(gold: Label, answer: Label): void {
    const row = this.#cells.get(gold) ?? new Map<Label, number>();
    row.set(answer, this.count(gold, answer) + 1);
    this.#cells.set(gold, row);
  }

  count(gold: Label, answer: Label): number {
    return this.#cells.get(gold)?.get(answer) ?? 0;
  }

  get total(): number {
    return sum(this.labels.map((label) => this.texts(label)));
  }

  /** Texts that have a label by hand. */
  texts(label: Label): number {
    return sum(this.labels.map((answer) => this.count(label, answer)));
  }

  /** Share of right answers; 0 of nothing. */
  get accuracy(): number {
    return share(sum(this.labels.map((label) => this.count(label, label))), this.total);
  }

  /** Mean over the labels that occur of the share of each that was found. */
  get macroRecall(): number {
    return mean(this.#present.map((label) => this.of(label).recall));
  }

  /** Mean over the labels that occur of the harmonic mean of precision and recall. */
  get macroF1(): number {
    return mean(this.#present.map((label) => this.of(label).f1));
  }

  of(label: Label): LabelFigures {
    const texts = this.texts(label);
    const right = this.count(label, label);
    const answered = sum(this.labels.map((gold) => this.count(gold, label)));
    return {
      texts,
      precision: share(right, answered),
      recall: share(right, texts),
      f1: share(2 * right, texts + answered),
    };
  }

  get #present(): Label[] {
    return this.labels.filter((label) => this.texts(label) > 0);
  }
}

/** Collects how sure answers were and whether they were right, in ten equal bins of confidence. */
export class Calibration {
  readonly #bins = Array.from({ length: 10 }, () => ({ n: 0, confidence: 0, right: 0 }));

  /** @param confidence from 0 to 1 */
  add(confidence: number, right: boolean): void {
    const bin = this.#bins[Math.min(9, Math.floor(confidence * 10))];
    if (!bin) return;
    bin.n += 1;
    bin.confidence += confidence;
    bin.right += right ? 1 : 0;
  }

  /** Expected calibration error: the mean gap between confidence and the share of right answers, by size of bin. */
  get error(): number {
    const gaps = this.#bins.map(({ confidence, right }) => Math.abs(confidence - right));
    return share(sum(gaps), sum(this.#bins.map(({ n }) => n)));
  }

  /** One row a tenth: how many answers, their mean confidence, the share that was right; null of none. */
  get bins(): { from: number; n: number; confidence: number | null; right: number | null }[] {
    return this.#bins.map(({ n, confidence, right }, tenth) => ({
      from: tenth / 10,
      n,
      confidence: n === 0 ? null : confidence / n,
      right: n === 0 ? null : right / n,
    }));
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** The mean of some numbers; 0 of none. */
export function mean(values: readonly number[]): number {
  return share(sum(values), values.length);
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
