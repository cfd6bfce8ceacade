import type { Gap } from '../../core/gap.js';
import type { StreamName } from '../../core/stream.js';
import { matchWatch, type Watch } from '../../core/watch.js';
import type { FetchRequest, NetworkDeps, Page } from '../network.js';
import type { Entry, Feed } from './entry.js';
import { fingerprint } from './fingerprint.js';
import { restUntil } from './freshness.js';
import { Known } from './known.js';
import { languageOf, toMention } from './map.js';
import { type Position, readPosition } from './position.js';
import type { Reader, Reading } from './reader.js';
import { wholeText } from './text.js';

/** Entries stored in one go. */
const PAGE_SIZE = 100;
/** More entries than this of one document are not looked at: the newest count. */
const MOST_ENTRIES = 1_000;

/** Everything; or what the watches want that name the account: then the rest of the feed is none of its business. */
export function streamsOf(accountId: string, watches: readonly Watch[]): StreamName[] {
  const own = watches.filter(({ accounts }) => accounts.includes(accountId));
  return own.length === 0 ? ['mentions'] : own.map(({ name }) => `search:${name}` as const);
}

/**
 * Reads the feed, and gives what is new in it or has changed. There are no pages on the wire; those given here are
 * parts of one document, newest first, and one that is lost comes again, because only the last keeps what would let
 * the server say that nothing changed.
 */
export async function* fetchFeed(
  reader: Reader,
  deps: NetworkDeps,
  { stream, watch, cursor, since, maxItems, signal }: FetchRequest,
): AsyncGenerator<Page> {
  const { etag, lastModified, ...position } = readPosition(cursor, since);
  const wanted = watch === undefined ? '' : fingerprint(JSON.stringify(watch));
  const isSame = (position.watch ?? '') === wanted;
  const reading = await reader.readFor(stream, isSame ? { etag, lastModified } : {}, signal);
  const { headers, feed } = reading;
  const now = deps.clock();
  const { ttlMs = null, skipHours = [] } = feed ?? position;
  const rest = restUntil(headers, { ttlMs, skipHours }, now);
  const told = { ...(rest === undefined ? {} : { restUntil: rest }) };
  if (feed === null) {
    yield { ...EMPTY, cursor: { ...position, etag, lastModified, readAt: now }, ...told };
    return;
  }

  const known = new Known(position.seen, !isSame);
  const gaps = gapsOf(known, feed, position, now).map((gap) => ({ stream, ...gap }));
  const newestFirst = feed.entries.toSorted((a, b) => (timeOf(b) ?? now) - (timeOf(a) ?? now));
  const entries = newestFirst.slice(0, MOST_ENTRIES);
  let given = 0;
  for (let at = 0; at === 0 || at < entries.length; at += PAGE_SIZE) {
    const part = entries.slice(at, at + PAGE_SIZE);
    const mentions = part.flatMap((entry) => {
      const { id, changed } = known.meet(entry);
      return changed && isWanted(entry, watch, position.since)
        ? [toMention(entry, feed, reading.address, id, now)]
        : [];
    });
    given += mentions.length;
    const isLast = at + PAGE_SIZE >= entries.length;
    const stops = isLast || (maxItems !== null && given >= maxItems);
    const read: Position = {
      ...position,
      // A document that was read in part must come whole again.
      ...(isLast ? { ...validatorsOf(reading), ttlMs, skipHours } : {}),
      watch: wanted,
      readAt: now,
      seen: known.seen(),
    };
    yield { ...EMPTY, mentions, cursor: read, gaps: at === 0 ? gaps : [], ...(isLast ? told : {}) };
    if (stops) return;
  }
}

const EMPTY = { mentions: [], ownPosts: [], deletedNativeIds: [], gaps: [], charges: [] };

function timeOf({ publishedAt, updatedAt }: Entry): number | null {
  return publishedAt ?? updatedAt;
}

function isWanted(entry: Entry, watch: Watch | undefined, since: number | null): boolean {
  const time = timeOf(entry);
  if (since !== null && time !== null && time < since) return false;
  return watch === undefined || matchWatch(watch, wholeText(entry), languageOf(entry) ?? 'und');
}

function validatorsOf({ headers }: Reading): Pick<Position, 'etag' | 'lastModified'> {
  const etag = headers.get('etag');
  const lastModified = headers.get('last-modified');
  return { ...(etag === null ? {} : { etag }), ...(lastModified === null ? {} : { lastModified }) };
}

/** A feed none of whose entries was there last time may have listed others in between. */
function gapsOf(known: Known, { entries }: Feed, { readAt }: Position, now: number): Omit<Gap, 'stream'>[] {
  if (readAt === undefined || known.isEmpty || entries.length === 0) return [];
  if (entries.some((entry) => known.has(entry))) return [];
  const to = Math.min(now, ...entries.map((entry) => timeOf(entry) ?? now));
  return to > readAt ? [{ from: readAt, to, code: 'feed-moved-on' }] : [];
}
