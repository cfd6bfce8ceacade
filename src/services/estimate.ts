import { priceOf } from '../core/budget.js';
import type { RunCost } from '../core/run-cost.js';
import type { Desk, DeskAccount } from './desk.js';
import { wantedStreams } from './poll-account.js';
import { budgetLeft } from './spending.js';

/** What one poll can cost at most, by the owner's price list; asks no network. */
export async function estimatePoll(desk: Desk, accounts: readonly DeskAccount[]): Promise<RunCost> {
  const streams: RunCost['streams'][number][] = [];
  for (const account of accounts) {
    const network = await desk.network(account);
    const state = await desk.store.accounts.byKey(account.id);
    const prices = desk.settings.prices[account.network] ?? {};
    for (const stream of wantedStreams(network, desk, account)) {
      const watch = desk.settings.watches.find((candidate) => stream === `search:${candidate.name}`);
      const { charges, note } = network.estimate({
        stream,
        cursor: state ? await desk.store.accounts.cursor(state.id, stream) : null,
        ...(watch ? { watch } : {}),
      });
      streams.push({
        account: account.id,
        stream,
        items: Math.max(0, ...charges.map((charge) => charge.count)),
        micros: priceOf(charges, prices),
        note: note ?? null,
      });
    }
  }
  return { streams, budgetLeftMicros: await budgetLeft(desk) };
}
