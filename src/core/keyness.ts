/** Taken from the count that is asked about: the half that a step of a count stands for (Yates, 1934). */
const HALF = 0.5;

/**
 * How surely something is more frequent here than there: the signed root of the log-likelihood ratio (Dunning,
 * "Accurate methods for the statistics of surprise and coincidence", 1993), which unlike log-odds does not weigh down
 * what was never there before.
 *
 * @param count how many of `of` texts hold it here, and `countThere` of `ofThere` there
 * @returns in standard deviations, roughly; 0 or less where it is not more frequent here
 */
export function keyness(count: number, of: number, countThere: number, ofThere: number): number {
  const seen = Math.max(0, count - HALF);
  const share = (seen + countThere) / (of + ofThere);
  if (of === 0 || ofThere === 0 || share === 0) return 0;
  const ratio =
    2 *
    (part(seen, share * of) +
      part(countThere, share * ofThere) +
      part(of - seen, (1 - share) * of) +
      part(ofThere - countThere, (1 - share) * ofThere));
  const root = Math.sqrt(Math.max(0, ratio));
  return seen * ofThere > countThere * of ? root : -root;
}

function part(observed: number, expected: number): number {
  return observed > 0 ? observed * Math.log(observed / expected) : 0;
}
