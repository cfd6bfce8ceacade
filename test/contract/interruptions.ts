import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { FetchRequest, Network } from '../../src/networks/network.js';
import type { Harness } from '../fakes/fake.js';
import { stored } from '../helpers/adapter.js';
import { type Lane, lanesOf, openRig, type Rig, requestFor } from './rig.js';

/** One run: what arrives before it and between its pages, how many pages it commits, and how it ends. */
const run = fc.record({
  before: fc.nat({ max: 5 }),
  between: fc.nat({ max: 2 }),
  commits: fc.nat({ max: 3 }),
  /** Whether the process dies with a page in its hands, or ends after one. */
  dies: fc.boolean(),
});

/** What earshot keeps of a lane: ids and the cursor, committed together. */
interface Kept {
  ids: Set<string>;
  cursor: FetchRequest['cursor'];
  gaps: number;
}

/** Runs that are killed between pages. */
export function describeInterruptions(harness: Harness): void {
  it.each(lanesOf(harness))(
    'loses nothing of $name wherever it is killed, whatever arrives meanwhile',
    async (lane) => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(run, { maxLength: 4 }),
          fc.integer({ min: 1, max: 4 }),
          async (runs, pageSize) => {
            const ends: (() => Promise<void>)[] = [];
            try {
              const rig = await openRig(harness, { onTestFinished: (end) => ends.push(end) }, { pageSize });
              const { arrived, kept } = await act(rig, lane, runs);
              expect([...arrived].filter((id) => !kept.ids.has(id))).toEqual([]);
              expect(kept.gaps).toBe(0);
            } finally {
              for (const end of ends) await end();
            }
          },
        ),
        { numRuns: 20 },
      );
    },
  );
}

type Run = typeof run extends fc.Arbitrary<infer T> ? T : never;

async function act(
  rig: Rig,
  lane: Lane,
  runs: readonly Run[],
): Promise<{ arrived: Set<string>; kept: Kept }> {
  const arrived = new Set<string>();
  const kept: Kept = { ids: new Set(), cursor: null, gaps: 0 };
  const arrive = (count: number) => {
    for (let made = 0; made < count; made += 1) arrived.add(rig.arrive(lane, `arrival ${arrived.size}`));
  };
  for (const { before, between, commits, dies } of runs) {
    arrive(before);
    await pollSome(rig.restart(), lane, kept, { commits, dies, between: () => arrive(between) });
  }
  await pollSome(rig.restart(), lane, kept, {});
  // What arrived while the last run walked its pages is the next one's.
  await pollSome(rig.restart(), lane, kept, {});
  return { arrived, kept };
}

async function pollSome(
  network: Network,
  lane: Lane,
  kept: Kept,
  { commits = Number.POSITIVE_INFINITY, dies = false, between = () => {} },
): Promise<void> {
  let left = commits;
  if (left === 0 && !dies) return;
  for await (const page of network.fetch(requestFor(lane, { cursor: kept.cursor }))) {
    if (left === 0) return;
    left -= 1;
    for (const { nativeId } of page.mentions) kept.ids.add(nativeId);
    kept.cursor = stored(page.cursor);
    kept.gaps += page.gaps.length;
    between();
    if (left === 0 && !dies) return;
  }
}
