import { priceOf } from '../core/budget.js';
import { EarshotError } from '../core/errors.js';
import type { RunCost, StreamCost, Uncosted } from '../core/run-cost.js';
import type { Desk, DeskAccount } from './desk.js';
import { wantedStreams } from './poll-account.js';
import { budgetLeft } from './spending.js';

/**
 * What one poll can cost at most, by the owner's price list; asks no network. An account that cannot be opened is
 * named, and hides nothing of the others.
 */
export async function estimatePoll(desk: Desk, accounts: readonly DeskAccount[]): Promise<RunCost> {
  const streams: StreamCost[] = [];
  const failed: Uncosted[] = [];
  for (const account of accounts) {
    try {
      streams.push(...(await estimateAccount(desk, account)));
    } catch (error) {
      if (!(error instanceof EarshotError) || error.kind === 'interrupted') throw error;
      const { code, message, kind, hint = null } = error;
      failed.push({ account: account.id, error: { code, message, kind, hint } });
    }
  }
  return { streams, failed, budgetLeftMicros: await budgetLeft(desk) };
}

async function estimateAccount(desk: Desk, account: DeskAccount): Promise<StreamCost[]> {
  const network = await desk.network(account);
  const state = await desk.store.accounts.byKey(account.id);
  const prices = desk.settings.prices[account.network] ?? {};
  const streams: StreamCost[] = [];
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
  return streams;
}
