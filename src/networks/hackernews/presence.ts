import type { FetchRequest } from '../network.js';
import type { Client } from './client.js';

/** Items looked up at a time. */
const AT_ONCE = 4;

/**
 * Which items are gone: the search forgets them without a word.
 *
 * @param nativeIds ids of items, any number
 * @throws NetworkError
 */
export async function findMissing(
  client: Client,
  nativeIds: readonly string[],
  { signal }: Pick<FetchRequest, 'signal'>,
): Promise<{ missing: string[]; charges: [] }> {
  const missing: string[] = [];
  for (let at = 0; at < nativeIds.length; at += AT_ONCE) {
    const ids = nativeIds.slice(at, at + AT_ONCE);
    const gone = await Promise.all(ids.map((id) => client.isGone(id, signal)));
    missing.push(...ids.filter((_, index) => gone[index]));
  }
  return { missing, charges: [] };
}
