import type { WireEmbed, WireFacet } from './schema.js';
import { postUrl } from './uris.js';

interface RichText {
  text: string;
  facets?: readonly WireFacet[] | undefined;
}

/**
 * A post as a reader of plain text has it: links in full where the app shortens or hides them behind words, then
 * what is attached and cannot be seen here.
 */
export function plainText(post: RichText & { embed?: WireEmbed | undefined }): string {
  const text = expandLinks(post);
  return [text, ...attachments(post.embed, text)].filter((line) => line !== '').join('\n');
}

interface Link {
  start: number;
  end: number;
  uri: string;
}

/** Facets count in UTF-8 bytes; anybody may send any: those that lie outside, overlap or cut a character are ignored. */
function linksOf(bytes: Buffer, facets: readonly WireFacet[]): Link[] {
  const links = facets.flatMap(({ index: { byteStart: start, byteEnd: end }, features }) => {
    const uri = features.find(({ $type }) => $type === 'app.bsky.richtext.facet#link')?.uri;
    const fits = start >= 0 && start < end && end <= bytes.length;
    return uri !== undefined && fits && isBoundary(bytes, start) && isBoundary(bytes, end)
      ? [{ start, end, uri }]
      : [];
  });
  links.sort((a, b) => a.start - b.start || b.end - a.end);
  let reached = 0;
  return links.filter(({ start, end }) => {
    if (start < reached) return false;
    reached = end;
    return true;
  });
}

function isBoundary(bytes: Buffer, at: number): boolean {
  return at === bytes.length || ((bytes[at] ?? 0) & 0xc0) !== 0x80;
}

function expandLinks({ text, facets = [] }: RichText): string {
  if (facets.length === 0) return text;
  const bytes = Buffer.from(text);
  const parts: string[] = [];
  let at = 0;
  for (const { start, end, uri } of linksOf(bytes, facets)) {
    parts.push(bytes.toString('utf8', at, start), spelled(bytes.toString('utf8', start, end), uri));
    at = end;
  }
  return parts.join('') + bytes.toString('utf8', at);
}

/** A link as it was shown, and where it goes: in its place where it was cut short, behind it where words hide it. */
function spelled(shown: string, uri: string): string {
  const bare = uri.replace(/^https?:\/\/(www\.)?/i, '').replace(/\/$/, '');
  const cut = shown.replace(/^https?:\/\/(www\.)?/i, '').replace(/(…|\.\.\.)$/, '');
  if (cut === bare || shown === uri) return uri;
  return cut !== '' && bare.startsWith(cut) ? uri : `${shown} (${uri})`;
}

function attachments(embed: WireEmbed | undefined, text: string): string[] {
  if (embed === undefined) return [];
  return [...[embed, embed.media ?? {}].flatMap((media) => mediaLines(media, text)), ...quoteLine(embed)];
}

function mediaLines(
  { images = [], external, video, alt }: Partial<NonNullable<WireEmbed['media']>>,
  text: string,
): string[] {
  return [
    ...images.map(({ alt: words }) => described('image', words)),
    ...(video === undefined ? [] : [described('video', alt)]),
    ...(external === undefined || text.includes(external.uri) ? [] : [external.uri]),
  ];
}

function described(what: string, alt: string | undefined): string {
  return alt === undefined || alt.trim() === '' ? `[${what}]` : `[${what}: ${alt.trim()}]`;
}

function quoteLine({ record }: WireEmbed): string[] {
  const url = record === undefined ? null : postUrl(record.uri);
  return url === null ? [] : [url];
}
