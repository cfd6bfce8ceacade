// Upper tails of counting distributions, summed term by term from recurrences: exact, and fast for the counts of a desk.

/**
 * P(X >= x) for a negative binomial variable.
 *
 * @param x from 0
 * @param mean above 0
 * @param variance at or below the mean it is taken as Poisson
 */
export function negativeBinomialTail(x: number, mean: number, variance: number): number {
  if (x <= 0) return 1;
  const excess = variance - mean;
  if (excess <= mean * 1e-9) return poissonTail(x, mean);
  const size = (mean * mean) / excess;
  const odds = mean / (mean + size);
  const first = size * Math.log(size / (size + mean));
  return tail(x, first, (k) => ((size + k) / (k + 1)) * odds, mean);
}

function poissonTail(x: number, mean: number): number {
  return tail(x, -mean, (k) => mean / (k + 1), mean);
}

/**
 * P(X >= x) for a beta-binomial variable: x of n, where the chance of each is beta(a, b) distributed.
 *
 * @param a above 0
 * @param b above 0
 */
export function betaBinomialTail(x: number, n: number, a: number, b: number): number {
  if (x <= 0) return 1;
  if (x > n) return 0;
  let logFirst = 0;
  for (let i = 0; i < n; i++) logFirst += Math.log((b + i) / (a + b + i));
  const ratio = (k: number) => (k >= n ? 0 : ((n - k) * (a + k)) / ((k + 1) * (b + n - k - 1)));
  return tail(x, logFirst, ratio, (n * a) / (a + b));
}

/** Sums P(k) from x on, where P(k + 1) = P(k) * ratio(k); in logarithms up to x, so that nothing underflows. */
function tail(x: number, logFirst: number, ratio: (k: number) => number, mean: number): number {
  let log = logFirst;
  for (let k = 0; k < x; k++) log += Math.log(ratio(k));
  let term = Math.exp(log);
  let sum = 0;
  for (let k = x; term > 0; k++) {
    sum += term;
    // Past the mean the terms fall; where the next ones cannot change the sum, it is done.
    if (k > mean && term < sum * 1e-12) break;
    term *= ratio(k);
  }
  return Math.min(1, sum);
}
