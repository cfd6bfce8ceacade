import { NetworkError } from '../../core/errors.js';
import type { Client } from './client.js';
import { contextSchema, type WireStatus } from './schema.js';

/** The most lookups in one poll of a stream: a server allows 300 requests in five minutes. */
const MOST = 40;

/** Finds what began a thread: a status names only the one it answers. */
export class Threads {
  readonly #client: Client;
  readonly #signal: AbortSignal;
  readonly #roots = new Map<string, string>();
  #left = MOST;

  constructor(client: Client, signal: AbortSignal) {
    this.#client = client;
    this.#signal = signal;
  }

  /**
   * Ids of the statuses that began the threads of these. Where that cannot be found out, the one answered stands
   * for it.
   *
   * @param statuses newest first, as lists come
   * @throws NetworkError `auth`
   */
  async rootsOf(statuses: readonly WireStatus[]): Promise<ReadonlyMap<string, string>> {
    for (const status of statuses.toReversed()) this.#roots.set(status.id, await this.#rootOf(status));
    return this.#roots;
  }

  async #rootOf({ id, in_reply_to_id: parent, visibility }: WireStatus): Promise<string> {
    if (!parent || visibility === 'direct') return id;
    const known = this.#roots.get(parent);
    if (known !== undefined || this.#left === 0) return known ?? parent;
    this.#left -= 1;
    try {
      const call = {
        method: 'GET' as const,
        path: `/api/v1/statuses/${encodeURIComponent(id)}/context`,
        purpose: 'read a conversation',
      };
      const { data } = await this.#client.json(call, contextSchema, this.#signal);
      const root = data.ancestors[0]?.id ?? parent;
      for (const ancestor of data.ancestors) this.#roots.set(ancestor.id, root);
      return root;
    } catch (error) {
      if (!(error instanceof NetworkError) || error.networkKind === 'auth') throw error;
      if (error.networkKind !== 'not-found') this.#left = 0;
      return parent;
    }
  }
}
