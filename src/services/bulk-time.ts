import { EarshotError } from '../core/errors.js';
import { timeToWrite, type Write, type WriteLimit } from '../core/pace.js';
import { messagesOf, type PlanRow } from '../core/plan.js';
import type { Network } from '../networks/network.js';
import { accountOf, type Desk } from './desk.js';

/** How long replies take, and the network's limit that makes them slower than the owner's cap does, if one does. */
export interface BulkTime {
  /** ms */
  duration: number;
  /** `network` is its id. */
  slowest: { network: string; limit: WriteLimit } | null;
}

/** How long some rows of a plan take under a cap, one after the other. */
export type BulkTimer = (rows: readonly PlanRow[], perMinute: number) => BulkTime;

/** Learns what the networks of a plan allow. An account that cannot be used any more limits nothing. */
export async function openBulkTimer(desk: Desk, rows: readonly PlanRow[]): Promise<BulkTimer> {
  const networks = new Map<string, Network>();
  for (const key of new Set(rows.map(({ account }) => account))) {
    const network = await networkOf(desk, key);
    if (network) networks.set(key, network);
  }
  const limitsOf = (account: string) => networks.get(account)?.capabilities.pace ?? [];
  return (some, perMinute) => {
    const writes = some.map((row) => toWrite(row, networks.get(row.account)));
    const { duration, slowest } = timeToWrite(writes, perMinute, limitsOf);
    const row = slowest && some.find(({ account }) => account === slowest.account);
    return { duration, slowest: row ? { network: row.network, limit: slowest.limit } : null };
  };
}

function toWrite(row: PlanRow, network: Network | undefined): Write {
  const place = row.private ? row.to : network?.placeOf?.(row.nativeId);
  return {
    account: row.account,
    conversation: place ?? row.nativeId,
    private: row.private,
    messages: messagesOf(row),
  };
}

async function networkOf(desk: Desk, key: string): Promise<Network | null> {
  const account = accountOf(desk, key);
  if (!account) return null;
  try {
    return await desk.network(account);
  } catch (error) {
    if (error instanceof EarshotError) return null;
    throw error;
  }
}
