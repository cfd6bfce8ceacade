import * as z from 'zod';

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Whether a text keeps the limits of its lexicon. */
export function fits(text: string, graphemes: number, bytes: number): boolean {
  return Buffer.byteLength(text) <= bytes && [...segmenter.segment(text)].length <= graphemes;
}

export const facetSchema = z.strictObject({
  $type: z.literal('app.bsky.richtext.facet').optional(),
  index: z.strictObject({ byteStart: z.int().min(0), byteEnd: z.int().min(0) }),
  features: z
    .array(
      z.discriminatedUnion('$type', [
        z.strictObject({ $type: z.literal('app.bsky.richtext.facet#link'), uri: z.url() }),
        z.strictObject({
          $type: z.literal('app.bsky.richtext.facet#mention'),
          did: z.string().startsWith('did:'),
        }),
        z.strictObject({ $type: z.literal('app.bsky.richtext.facet#tag'), tag: z.string().min(1) }),
      ]),
    )
    .min(1),
});
export type Facet = z.infer<typeof facetSchema>;

/** Whether every facet lies within the text, on whole characters. */
export function rightFacets({ text, facets = [] }: { text: string; facets?: Facet[] | undefined }): boolean {
  const bytes = Buffer.from(text);
  const whole = (at: number) => at === bytes.length || ((bytes[at] ?? 0) & 0xc0) !== 0x80;
  return facets.every(
    ({ index: { byteStart, byteEnd } }) =>
      byteStart < byteEnd && byteEnd <= bytes.length && whole(byteStart) && whole(byteEnd),
  );
}
