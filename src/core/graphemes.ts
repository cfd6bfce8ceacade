/** Made when it is first needed: it takes longer to make than most commands take to run. */
let segmenter: Intl.Segmenter | undefined;

/** The characters of a text as a reader counts them (UAX #29): a letter with its marks, a whole family emoji. */
export function segmentGraphemes(text: string): Iterable<Intl.SegmentData> {
  segmenter ??= new Intl.Segmenter('und', { granularity: 'grapheme' });
  return segmenter.segment(text);
}

/** How many characters a reader counts. */
export function countGraphemes(text: string): number {
  let count = 0;
  for (const _ of segmentGraphemes(text)) count += 1;
  return count;
}
