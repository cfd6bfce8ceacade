import { NetworkError } from '../../core/errors.js';
import { toLocalId } from './ids.js';
import { identifiedSchema, pageSchema } from './schema.js';
import type { StreamContext } from './streams.js';

/** The most ids one lookup takes, and since which API version (4.3) there is one. */
const BATCH = 20;
const BATCHES = 2;
/** The most statuses to look up one by one: a server allows 300 requests in five minutes. */
const MOST_SINGLE = 40;

/**
 * Asks the server which statuses are gone: polling never says so.
 *
 * @param nativeIds ids of public statuses, any number
 * @throws NetworkError
 */
export async function findMissing(
  context: StreamContext,
  nativeIds: readonly string[],
  signal: AbortSignal,
): Promise<string[]> {
  const { host } = context.us;
  const here = nativeIds.filter((nativeId) => nativeId.endsWith(`@${host}`));
  const { apiVersion } = await context.server.learn(signal);
  if (apiVersion < BATCHES) return singly(context, here.slice(0, MOST_SINGLE), signal);
  const missing: string[] = [];
  for (let at = 0; at < here.length; at += BATCH) {
    const batch = here.slice(at, at + BATCH);
    const query = { 'id[]': batch.map((nativeId) => toLocalId(nativeId, host)) };
    const call = { method: 'GET' as const, path: '/api/v1/statuses', query, purpose: 'look up statuses' };
    const { data } = await context.client.json(call, pageSchema, signal);
    const present = new Set(
      data.map((one) => {
        const parsed = identifiedSchema.safeParse(one);
        return parsed.success ? parsed.data.id : null;
      }),
    );
    missing.push(...batch.filter((nativeId) => !present.has(toLocalId(nativeId, host))));
  }
  return missing;
}

async function singly(
  { client, us }: StreamContext,
  nativeIds: readonly string[],
  signal: AbortSignal,
): Promise<string[]> {
  const missing: string[] = [];
  for (const nativeId of nativeIds) {
    const path = `/api/v1/statuses/${encodeURIComponent(toLocalId(nativeId, us.host))}`;
    try {
      await client.send({ method: 'GET', path, purpose: 'look up a status' }, signal);
    } catch (error) {
      if (!(error instanceof NetworkError) || error.networkKind !== 'not-found') throw error;
      missing.push(nativeId);
    }
  }
  return missing;
}
