import { createHash } from 'node:crypto';
import { MINUTE } from '../../core/clock.js';
import { NetworkError } from '../../core/errors.js';
import type { Gap, GapCode } from '../../core/gap.js';
import { bounded, type Position, type Stretch } from './position.js';

/** One item of a list, by the time the list is sorted by. */
export interface Item<T> {
  /** The same for the same version of the same thing. */
  id: string;
  /** ms UTC */
  at: number;
  value: T;
}

/** One request for a page of a list. */
export interface ListQuery {
  token: string | undefined;
  /** ms UTC, exclusive. */
  until: number | undefined;
  /** ms UTC, inclusive; lists that cannot be asked so ignore it. */
  since: number | undefined;
}

/** A list that Bluesky serves newest first. */
export interface Source<T> {
  ask(query: ListQuery): Promise<{ items: Item<T>[]; token: string | undefined }>;
  /**
   * For lists that can be asked by time: how many items their cursor reaches; beyond it, and after an interruption,
   * the walk goes on by time. Null for lists that know cursors only.
   */
  cursorReach: number | null;
  pageSize: number;
}

/** What a walk is given. */
export interface WalkOptions<T> {
  source: Source<T>;
  position: Position;
  /** On a first poll, how far back to go (ms UTC), or null. */
  since: number | null;
  /** Asked before every request; false ends the walk, and its position stays valid. */
  goOn(): boolean;
}

/** One page and the position to commit with it. */
export interface Step<T> {
  items: T[];
  position: Position;
  gaps: Omit<Gap, 'stream'>[];
}

/** How far below the newest item known a walk looks again: Bluesky lists some posts late, at their authors' time. */
export const OVERLAP = 10 * MINUTE;
/** How many items near the mark are remembered. */
const MAX_RECENT = 300;
/** Pages without an item in a row, each with a cursor: more is a server that runs in circles. */
const MAX_EMPTY = 40;

interface Read<T> {
  items: Item<T>[];
  gaps: Step<T>['gaps'];
  /** What is still to be read of the stretch. */
  remainder: Stretch[];
  ended: boolean;
}

/**
 * Walks a list from the newest item to what is known already: first what is new on top, then what earlier, interrupted
 * walks left open. Every step carries a position from which another walk goes on without losing an item, whatever
 * arrived in between; some items may come twice.
 */
export async function* walk<T>(options: WalkOptions<T>): AsyncGenerator<Step<T>> {
  let { mark, recent } = options.position;
  const { since = options.since ?? undefined } = options.position;
  const queue: Stretch[] = [onTop(options), ...options.position.open];
  let marks = true;
  for (let stretch = queue.shift(); stretch !== undefined; stretch = queue.shift()) {
    let last: Read<T> | null = null;
    for await (const read of readStretch(stretch, options)) {
      // Only the first page with items raises the mark: what is newer on a later one may have unread neighbours.
      if (marks && read.items.length > 0) {
        mark = newest(mark, read.items);
        marks = false;
      }
      const items = read.items.filter((item) => !isIn(recent, item) && !isIn(options.position.recent, item));
      recent = remember(recent, items, mark);
      last = read;
      const open = bounded([...read.remainder, ...queue]);
      yield {
        items: items.map(({ value }) => value),
        gaps: read.gaps,
        position: { mark, since, recent, open },
      };
    }
    if (last === null || !last.ended) return;
    marks = false;
  }
}

/** The stretch above everything known. */
function onTop<T>({ position: { mark, since }, ...options }: WalkOptions<T>): Stretch {
  if (mark !== undefined) return { downTo: mark - OVERLAP, knownTo: mark };
  return { downTo: since ?? options.since, knownTo: null };
}

async function* readStretch<T>(
  stretch: Stretch,
  { source, goOn, position: { recent } }: WalkOptions<T>,
): AsyncGenerator<Read<T>> {
  const { downTo, knownTo } = stretch;
  const tokens = new Set<string>();
  let { token, until } = stretch;
  let resumed = token !== undefined;
  let [pages, asked, empty] = [0, 0, 0];
  let oldest: number | null = null;
  let met = false;
  while (goOn()) {
    const page = await source.ask({ token, until, since: downTo ?? undefined }).catch((error: unknown) => {
      if (resumed && error instanceof NetworkError && error.networkKind === 'rejected') return null;
      throw error;
    });
    if (page === null) {
      // The cursor is not taken any more: read from the top instead, which doubles nothing.
      token = undefined;
      resumed = false;
      continue;
    }
    token = page.token;
    pages += 1;
    asked += source.pageSize;
    empty = page.items.length === 0 ? empty + 1 : 0;
    const lowest = lowestOf(page.items);
    if (lowest !== null) oldest = Math.min(oldest ?? lowest, lowest);
    met ||= page.items.some((item) => isIn(recent, item));
    const reached = downTo !== null && lowest !== null && lowest < downTo;
    const items = page.items.filter(({ at }) => downTo === null || at >= downTo);
    if (!reached && token !== undefined) {
      if (tokens.has(token) || empty > MAX_EMPTY) throw repeated();
      tokens.add(token);
      const rest = source.cursorReach === null ? { token } : { until: below(oldest, until) };
      yield { items, gaps: [], remainder: [{ ...rest, downTo, knownTo }], ended: false };
      continue;
    }
    const exhausted = !reached && source.cursorReach !== null && asked >= source.cursorReach;
    const next = below(oldest, until);
    if (exhausted && next !== until) {
      // Bluesky lists no further: ask anew below what was read.
      [token, until, asked] = [undefined, next, 0];
      tokens.clear();
      yield { items, gaps: [], remainder: [{ until, downTo, knownTo }], ended: false };
      continue;
    }
    const broken = !reached && !met && source.cursorReach === null && (pages > 1 || resumed);
    const gaps = exhausted
      ? gapsOf(knownTo ?? downTo, next, 'too-many')
      : broken && knownTo !== null
        ? gapsOf(knownTo, oldest, 'too-old')
        : [];
    yield { items, gaps, remainder: [], ended: true };
    return;
  }
}

function gapsOf(from: number | null, to: number | null | undefined, code: GapCode): Step<never>['gaps'] {
  return typeof to === 'number' && (from === null || from < to) ? [{ from, to, code }] : [];
}

/** Where a walk by time goes on: at the oldest item read, once more. */
function below(oldest: number | null, until: number | undefined): number | undefined {
  return oldest === null ? until : oldest + 1;
}

function newest<T>(mark: number | undefined, items: readonly Item<T>[]): number | undefined {
  return items.reduce<number | undefined>((high, { at }) => Math.max(high ?? at, at), mark);
}

function lowestOf<T>(items: readonly Item<T>[]): number | null {
  return items.length === 0
    ? null
    : items.reduce((low, { at }) => Math.min(low, at), Number.POSITIVE_INFINITY);
}

function isIn<T>(recent: Position['recent'], item: Item<T>): boolean {
  return Object.hasOwn(recent, keyOf(item));
}

function keyOf<T>({ id }: Item<T>): string {
  return createHash('sha256').update(id).digest('base64url').slice(0, 12);
}

/** What was read close to the mark, the newest of it. */
function remember<T>(
  recent: Position['recent'],
  items: readonly Item<T>[],
  mark: number | undefined,
): Position['recent'] {
  if (mark === undefined) return recent;
  const all = [...Object.entries(recent), ...items.map((item) => [keyOf(item), item.at] as const)];
  const near = all.filter(([, at]) => at >= mark - OVERLAP).sort(([, a], [, b]) => b - a);
  return Object.fromEntries(near.slice(0, MAX_RECENT));
}

function repeated(): NetworkError {
  return new NetworkError('Bluesky gave the same page twice, so earshot cannot read on.', {
    network: 'bluesky',
    kind: 'server',
    hint: 'Try again in a few minutes: the next poll goes on from here.',
  });
}
