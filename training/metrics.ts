/** Rows of gold labels, columns of answers; three classes. */
export class Confusion {
  readonly cells = [0, 0, 0].map(() => [0, 0, 0]);

  add(gold: number, answer: number): void {
    this.cells[gold]![answer]!++;
  }

  get total(): number {
    return this.cells.flat().reduce((a, b) => a + b, 0);
  }

  /** Share of right answers. */
  accuracy(): number {
    return this.cells.reduce((sum, row, k) => sum + row[k]!, 0) / this.total;
  }

  /** Mean over the classes that occur of the share of each found. */
  macroRecall(): number {
    const rows = this.cells.filter((row) => row.some((n) => n > 0));
    return mean(rows.map((row) => row[this.cells.indexOf(row)]! / row.reduce((a, b) => a + b, 0)));
  }

  /** Mean over the classes that occur of the harmonic mean of precision and recall. */
  macroF1(): number {
    const classes = this.cells.map((_, k) => k).filter((k) => this.cells[k]!.some((n) => n > 0));
    return mean(
      classes.map((k) => {
        const gold = this.cells[k]!.reduce((a, b) => a + b, 0);
        const answered = this.cells.reduce((sum, row) => sum + row[k]!, 0);
        return (2 * this.cells[k]![k]!) / (gold + answered);
      }),
    );
  }
}

export function mean(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length;
}

/**
 * Expected calibration error over ten equal bins of confidence: the mean gap between confidence and the share
 * of right answers, weighted by how many answers fall in each bin.
 */
export function calibrationError(confidences: readonly number[], right: readonly boolean[]): number {
  const bins = Array.from({ length: 10 }, () => ({ n: 0, confidence: 0, right: 0 }));
  confidences.forEach((confidence, i) => {
    const bin = bins[Math.min(9, Math.floor(confidence * 10))]!;
    bin.n++;
    bin.confidence += confidence;
    bin.right += right[i] ? 1 : 0;
  });
  return bins.reduce((sum, bin) => sum + Math.abs(bin.confidence - bin.right), 0) / confidences.length;
}
