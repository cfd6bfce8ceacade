import { HOUR } from '../../core/clock.js';
import { NetworkError } from '../../core/errors.js';
import type { Gap } from '../../core/gap.js';
import type { Position } from './position.js';

/** Bounds of a page, exclusive. */
export interface Bounds {
  /** The items right after this one, nearest first. */
  minId?: string;
  /** Only what is older than this one. */
  maxId?: string;
}

/** One item of a page; what could not be read keeps its place. */
export interface Item<T> {
  id: string;
  value: T | null;
  /** Whether it is one that is wanted and cannot be read. */
  odd: boolean;
  /** ms UTC; null where it could not be read. */
  createdAt: number | null;
  /** Whether its author changed it: then it is told again. */
  edited: boolean;
}

/** A page, newest first. */
export interface Batch<T> {
  items: readonly Item<T>[];
  /** Where the next older page begins, null where this is the last one. */
  older: string | null;
  /** Where the next newer page begins. */
  newer: string | undefined;
}

/** A list that a server gives page by page. */
export interface Source<T> {
  ask(bounds: Bounds): Promise<Batch<T>>;
  /**
   * How late an item may take its place, ms. With 0 what is new is always on top, and the list is read forward from
   * the newest item known; else it is in the order in which items were written, and read down to so long ago.
   */
  lateBy: number;
}

/** What a walk is given. */
export interface WalkOptions<T> {
  source: Source<T>;
  position: Position;
  /** On a first poll, how far back to go (ms UTC), or null. */
  since: number | null;
  /** Our clock when the walk starts, ms. */
  now: number;
  /** Stop asking for more after about this many items. */
  maxItems: number | null;
}

/** Empty pages in a row after which a list that always has a further page is left until the next poll. */
const MOST_IDLE = 20;

/** What one page brought, and the position to commit with it. */
export interface Step<T> {
  values: T[];
  /** How many of its items cannot be read. */
  odd: number;
  position: Position;
  gaps: Omit<Gap, 'stream'>[];
}

/** Reads what is new, and what an interrupted walk has left. Some items may come twice; none is left out. */
export async function* walk<T>(options: WalkOptions<T>): AsyncGenerator<Step<T>> {
  let { position } = options;
  let left = options.maxItems ?? Number.POSITIVE_INFINITY;
  const take = (step: Step<T>): Step<T> => {
    left -= step.values.length;
    position = step.position;
    return step;
  };
  const more = () => left > 0;
  // A second hole would open above the first one: that is filled before the top is read.
  if (options.source.lateBy > 0) for await (const step of readBack(options, position, more)) yield take(step);
  if (!more()) return;
  for await (const step of readTop(options, position, more)) yield take(step);
  for await (const step of readBack(options, position, more)) yield take(step);
}

/** Reads what has come since the last poll, or on a first one the newest page. */
async function* readTop<T>(
  { source, since, now }: WalkOptions<T>,
  start: Position,
  more: () => boolean,
): AsyncGenerator<Step<T>> {
  const known = start.newestId;
  const top = await source.ask({});
  const newestId = top.newer ?? top.items[0]?.id ?? known;
  const position: Position = { ...start, newestId, since: start.since ?? since, readAt: now };
  if (source.lateBy > 0) {
    const floor = start.readAt === undefined ? position.since : start.readAt - source.lateBy;
    yield below(top, position, floor ?? null);
    return;
  }
  if (known === undefined) {
    yield below(top, position, position.since ?? null);
    return;
  }
  const at = top.items.findIndex(({ id }) => id === known);
  if (at >= 0 || top.items.length === 0) {
    const fresh = top.items.filter((item, index) => index < at || item.edited);
    yield { ...readOf(fresh), position, gaps: [] };
    return;
  }
  let minId = known;
  for (let idle = 0; idle < MOST_IDLE; ) {
    const batch = await source.ask({ minId }).catch(unlessRefused);
    if (batch === null) {
      // The server no longer knows the position: read back to the time it was from.
      yield below(top, position, (start.readAt ?? now) - HOUR);
      return;
    }
    const next = batch.newer ?? batch.items[0]?.id;
    if (next === undefined || next === minId) break;
    minId = next;
    idle = batch.items.length === 0 ? idle + 1 : 0;
    const reached = { ...position, newestId: minId, readAt: start.readAt };
    yield { ...readOf(batch.items), position: reached, gaps: [] };
    if (!more()) return;
  }
  yield { ...readOf([]), position: { ...position, newestId: minId }, gaps: [] };
}

/** Reads on below a page that an earlier walk, or the first page of this one, ended with. */
async function* readBack<T>(
  { source }: WalkOptions<T>,
  start: Position,
  more: () => boolean,
): AsyncGenerator<Step<T>> {
  let position = start;
  while (position.back !== undefined && more()) {
    const { maxId, since, until } = position.back;
    const batch = await source.ask({ maxId }).catch(unlessRefused);
    if (batch === null) {
      const gaps: Step<T>['gaps'] = [{ from: since, to: until, code: 'too-old' }];
      yield { ...readOf([]), position: { ...position, back: undefined }, gaps };
      return;
    }
    if (batch.older === maxId) throw repeated();
    const step = below(batch, position, since, until);
    position = step.position;
    yield step;
  }
}

/** The step for a page that is read downwards: whether there is more below it that is wanted. */
function below<T>(batch: Batch<T>, position: Position, since: number | null, until = 0): Step<T> {
  const wanted = batch.items.filter(({ createdAt }) => createdAt === null || createdAt >= (since ?? 0));
  const goesOn = wanted.length > 0 && batch.older !== null;
  const times = wanted.flatMap(({ createdAt }) => createdAt ?? []);
  const back =
    goesOn && batch.older !== null ? { maxId: batch.older, since, until: times.at(-1) ?? until } : undefined;
  return { ...readOf(wanted), position: { ...position, back }, gaps: [] };
}

function readOf<T>(items: readonly Item<T>[]): Pick<Step<T>, 'values' | 'odd'> {
  return { values: items.flatMap(({ value }) => value ?? []), odd: items.filter(({ odd }) => odd).length };
}

/** Servers refuse positions they do not know (any more) in different ways. */
function unlessRefused(error: unknown): null {
  const refused =
    error instanceof NetworkError && ['not-found', 'rejected', 'cursor-expired'].includes(error.networkKind);
  if (refused) return null;
  throw error;
}

function repeated(): NetworkError {
  return new NetworkError('The Mastodon server gave the same page twice, so earshot cannot read on.', {
    network: 'mastodon',
    kind: 'server',
    hint: 'Try again in a few minutes: the next poll goes on from here.',
  });
}
