import { existsSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import type { Random } from '../helpers/random.js';
import type { CampaignDesk } from './desk.js';
import type { RunEnd, Started } from './program.js';

/** When a run is killed: at the how-manieth request, commit or acceptance of something, or after a time. */
export type Kill = { at: 'request' | 'commit' | 'accepted'; count: number } | { at: 'time'; ms: number };

/** @param talks whether the run asks networks for something: one that does not is over after a commit or two */
export function pickKill(random: Random, talks: boolean): Kill {
  const moments = ['commit', 'commit', 'time', ...(talks ? (['request', 'accepted'] as const) : [])] as const;
  const at = random.pick(moments);
  if (at === 'time') return { at, ms: 80 + random.below(700) };
  return { at, count: 1 + random.below({ request: 14, commit: talks ? 8 : 2, accepted: 3 }[at]) };
}

/** Waits for the end of a run, and kills it (SIGKILL) at its moment where one is given. */
export async function killAt(desk: CampaignDesk, run: Started, kill: Kill | null): Promise<RunEnd> {
  if (kill === null) return run.ended;
  let over = false;
  void run.ended.then(() => {
    over = true;
  });
  const watch = moment(desk, kill);
  try {
    while (!over && !watch.reached()) await setTimeout(1);
  } finally {
    watch.close();
  }
  if (!over) run.child.kill('SIGKILL');
  return run.ended;
}

/** Tells when the moment to kill has come. */
function moment(desk: CampaignDesk, kill: Kill): { reached(): boolean; close(): void } {
  if (kill.at === 'time') {
    const end = performance.now() + kill.ms;
    return { reached: () => performance.now() >= end, close: () => {} };
  }
  let db: Sqlite.Database | null = null;
  const state = {
    commit: () => {
      if (db === null && existsSync(desk.database)) db = new Sqlite(desk.database, { readonly: true });
      return Number(db?.pragma('data_version', { simple: true }) ?? 0);
    },
    accepted: () =>
      [...desk.fakes.values()].reduce((sum, fake) => sum + fake.written().length, 0) +
      desk.mailbox.arrived().length,
    request: () =>
      [...desk.fakes.values()]
        .flatMap((fake) => Object.values(fake.requests()))
        .reduce((sum, count) => sum + count, 0),
  }[kill.at];
  let seen = state();
  let left = kill.count;
  return {
    reached() {
      const now = state();
      if (now !== seen) left -= 1;
      seen = now;
      return left <= 0;
    },
    close: () => db?.close(),
  };
}
