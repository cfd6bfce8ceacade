import { momentBefore } from '../core/age.js';
import { DAY, SECOND } from '../core/clock.js';
import { EarshotError } from '../core/errors.js';
import type { Compaction, PruneTally } from '../core/removal.js';
import type { PruneScope } from '../store/index.js';
import { type Desk, SEND_LOCK_WAIT } from './desk.js';

/** Mentions removed in one transaction: others write in between. */
const BATCH = 200;
/** How long to wait for a poll to end. */
const POLL_LOCK_WAIT = 10 * SECOND;

export interface Pruned {
  mentions: number;
  /** Whether nothing that was to go is left: false where it was interrupted. */
  complete: boolean;
}

/** What pruning would take now. */
export function tallyPrune(desk: Desk, scope: PruneScope): Promise<PruneTally> {
  return desk.store.prune.tally(scope);
}

/**
 * Removes what was written before a time, in small transactions: killed or interrupted anywhere, each mention is
 * whole or gone, and the next run goes on.
 *
 * @param onProgress told how many are gone so far
 */
export async function prune(
  desk: Desk,
  scope: PruneScope,
  onProgress: (mentions: number) => void = () => {},
): Promise<Pruned> {
  let mentions = 0;
  for (;;) {
    if (desk.signal.aborted) return { mentions, complete: false };
    const removed = await desk.store.prune.batch(scope, BATCH, desk.clock());
    if (removed === 0) break;
    mentions += removed;
    onProgress(mentions);
  }
  await desk.store.prune.sweep(scope);
  return { mentions, complete: true };
}

/**
 * Overwrites what removed rows left in the file, and notes that it is done. Nothing can be written meanwhile, so no poll
 * begins and nothing is sent: a poll that could not store what it paid for, a reply whose outcome could not be noted.
 * A poll that goes on for longer than the patience (`poll --every` does) is not waited for.
 *
 * @returns null where another process writes or sends, or the disk is full: the next poll tries again
 */
export async function compact(desk: Desk): Promise<Compaction | null> {
  try {
    return await desk.exclusively('poll', POLL_LOCK_WAIT, () => compactInPoll(desk));
  } catch (error) {
    if (!(error instanceof EarshotError && error.kind === 'locked')) throw error;
    return compactInPoll(desk);
  }
}

/** As `compact`, for whoever holds the lock of polls already. */
async function compactInPoll(desk: Desk): Promise<Compaction | null> {
  try {
    const compaction = await desk.exclusively('send', SEND_LOCK_WAIT, async () => desk.store.compact());
    if (compaction.complete) await desk.store.upkeep.compacted();
    return compaction;
  } catch (error) {
    if (!(error instanceof EarshotError)) throw error;
    desk.debug(`the file was not compacted: ${error.message}`);
    return null;
  }
}

/** Ends a compaction that a killed or busy run left undone. */
export async function finishCompaction(desk: Desk, run = compact): Promise<void> {
  if (await desk.store.upkeep.compactionIsDue()) await run(desk);
}

/**
 * What a poll does for the house: the retention of the configuration, once a day, and a compaction that is due, or
 * worth it because a quarter of the file is empty.
 *
 * @returns how many mentions were removed
 */
export async function keepHouse(desk: Desk): Promise<number> {
  const { upkeep } = desk.store;
  await finishCompaction(desk, compactInPoll);
  const { keep, all } = desk.settings.retention;
  const now = desk.clock();
  if (keep === null || now - ((await upkeep.retainedAt()) ?? 0) < DAY) return 0;
  const before = momentBefore(keep, now, desk.settings.business.timeZone);
  const { mentions, complete } = await prune(desk, { before, all });
  if (complete) await upkeep.setRetainedAt(now);
  const { bytes, free } = desk.store.size();
  if (mentions > 0 && 4 * free > bytes) await compactInPoll(desk);
  return mentions;
}
