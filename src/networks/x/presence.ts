import type { Charge } from '../../core/budget.js';
import type { FetchRequest } from '../network.js';
import type { Client } from './client.js';
import { charge } from './prices.js';
import { lookupSchema } from './schema.js';

/** The most ids one lookup takes. */
const BATCH = 100;

/**
 * Asks X which posts are gone: polling never says so. Stops where the budget does.
 *
 * @param nativeIds ids of public posts, any number
 * @throws NetworkError
 */
export async function findMissing(
  client: Client,
  nativeIds: readonly string[],
  { maySpend, signal }: Pick<FetchRequest, 'maySpend' | 'signal'>,
): Promise<{ missing: string[]; charges: Charge[] }> {
  const missing: string[] = [];
  let read = 0;
  for (let at = 0; at < nativeIds.length; at += BATCH) {
    const ids = nativeIds.slice(at, at + BATCH);
    if (!maySpend(charge('postRead', ids.length))) break;
    const call = {
      method: 'GET' as const,
      path: 'tweets',
      query: { ids: ids.join(',') },
      purpose: 'look up posts',
    };
    const { data } = await client.call(call, lookupSchema, signal);
    read += data.data?.length ?? 0;
    for (const problem of data.errors ?? []) {
      const id = problem.resource_id ?? problem.value;
      const gone = problem.type?.split('/').at(-1) === 'resource-not-found';
      if (gone && id !== undefined && ids.includes(id)) missing.push(id);
    }
  }
  return { missing, charges: charge('postRead', read) };
}
