/** A stretch of our text that Bluesky shows as something to follow; a mention's handle is still to be resolved. */
export type Span = { start: number; end: number } & (
  | { kind: 'link'; uri: string }
  | { kind: 'mention'; handle: string }
  | { kind: 'tag'; tag: string }
);

/** A facet as Bluesky takes it (lexicon app.bsky.richtext.facet): UTF-8 byte offsets, the end exclusive. */
export interface Facet {
  index: { byteStart: number; byteEnd: number };
  features: { $type: string; uri?: string; did?: string; tag?: string }[];
}

const LINK =
  /(?<![^\s(«"“])(?:https?:\/\/[^\s]+|(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}(?:[/?#:][^\s]*)?)/giu;
const MENTION = /(?<![^\s(«"“])@((?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9])/giu;
const TAG = /(?<!\S)[#＃](?!\ufe0f)((?:(?!\p{Cf})[^\s#＃])+)/gu;
const TRAILING = /[\p{P}\p{S}]+$/u;
const TRAILING_OF_LINK = /[.,;:!?'"»”’،؛؟…*]+$/u;
/** Generic endings that shops use; country codes are known to the platform. */
const ENDINGS = new Set(
  'com net org info biz app shop store cafe coffee restaurant pizza bar blog news site online social'.split(
    ' ',
  ),
);
const LONGEST_TAG = 64;

/** Made when it is first needed: it takes long. */
let countries: Intl.DisplayNames | undefined;

/** What in a text is a link, a mention or a tag, by UTF-16 offsets, in order, none inside another. */
export function findSpans(text: string): Span[] {
  const spans: Span[] = [
    ...matches(text, LINK, asLink),
    ...matches(text, MENTION, asMention),
    ...matches(text, TAG, asTag),
  ];
  spans.sort((a, b) => a.start - b.start || b.end - a.end);
  let reached = 0;
  return spans.filter(({ start, end }) => {
    if (start < reached) return false;
    reached = end;
    return true;
  });
}

/**
 * The facets of a text.
 *
 * @param dids of the people it mentions, by handle; a mention of anybody else stays plain text
 */
export function facetsOf(text: string, dids: ReadonlyMap<string, string>): Facet[] {
  return findSpans(text).flatMap((span) => {
    const feature = featureOf(span, dids);
    if (feature === null) return [];
    const byteStart = Buffer.byteLength(text.slice(0, span.start));
    const byteEnd = byteStart + Buffer.byteLength(text.slice(span.start, span.end));
    return [{ index: { byteStart, byteEnd }, features: [feature] }];
  });
}

function featureOf(span: Span, dids: ReadonlyMap<string, string>): Facet['features'][number] | null {
  switch (span.kind) {
    case 'link':
      return { $type: 'app.bsky.richtext.facet#link', uri: span.uri };
    case 'tag':
      return { $type: 'app.bsky.richtext.facet#tag', tag: span.tag };
    case 'mention': {
      const did = dids.get(span.handle);
      return did === undefined ? null : { $type: 'app.bsky.richtext.facet#mention', did };
    }
  }
}

function matches(
  text: string,
  pattern: RegExp,
  read: (match: RegExpMatchArray, start: number) => Span | null,
) {
  return [...text.matchAll(pattern)].flatMap((match) => read(match, match.index) ?? []);
}

function asLink([shown]: RegExpMatchArray, start: number): Span | null {
  let link = shown.replace(TRAILING_OF_LINK, '');
  while (link.endsWith(')') && count(link, ')') > count(link, '(')) link = link.slice(0, -1);
  const uri = /^https?:/i.test(link) ? link : `https://${link}`;
  if (!URL.canParse(uri)) return null;
  if (uri !== link && !isPublicName(new URL(uri).hostname)) return null;
  return { kind: 'link', uri, start, end: start + link.length };
}

/** Whether a bare name is a web address rather than a file or a slip of the space bar. */
function isPublicName(hostname: string): boolean {
  const ending = hostname.split('.').at(-1) ?? '';
  return ENDINGS.has(ending) || (ending.length === 2 && isCountry(ending));
}

function isCountry(code: string): boolean {
  countries ??= new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  return code === 'eu' || countries.of(code.toUpperCase()) !== undefined;
}

function count(text: string, sign: string): number {
  return text.split(sign).length - 1;
}

function asMention([shown, handle = '']: RegExpMatchArray, start: number): Span {
  return { kind: 'mention', handle: handle.toLowerCase(), start, end: start + shown.length };
}

function asTag([, word = '']: RegExpMatchArray, start: number): Span | null {
  const tag = word.replace(TRAILING, '');
  if (tag === '' || /^\d+$/.test(tag) || [...tag].length > LONGEST_TAG) return null;
  return { kind: 'tag', tag, start, end: start + 1 + tag.length };
}
