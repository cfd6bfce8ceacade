import type { ApiChange, Change } from './changes.js';
import type { Json } from './problems.js';

/** One thing the client did, or tried. `at` is scene time, ms UTC. */
export interface LedgerEntry {
  at: number;
  action: 'post' | 'reply' | 'message' | 'delete' | 'hide' | 'unhide' | 'refused';
  /** Of what was written, deleted or hidden; null where it was refused. */
  id: string | null;
  /** The text as the client sent it, with the mentions X put before a reply. */
  text: string | null;
  /** The post a reply answers. */
  replyTo: string | null;
  /** The handle a private message went to. */
  to: string | null;
  /** Why it was refused. */
  why: 'duplicate' | 'not-summoned' | null;
}

/** What the client did, in order, and how many requests it made of each endpoint. */
export class Ledger {
  readonly #changes: readonly Change[];
  readonly #requests = new Map<string, number>();

  constructor(changes: readonly Change[]) {
    this.#changes = changes;
  }

  countRequest(endpoint: string): void {
    this.#requests.set(endpoint, (this.#requests.get(endpoint) ?? 0) + 1);
  }

  entries(): LedgerEntry[] {
    return this.#changes.flatMap((change) => (change.via === 'api' ? [entryOf(change)] : []));
  }

  /** Requests since the start, by endpoint: `GET /2/users/:id/mentions` ... */
  requests(): Record<string, number> {
    return Object.fromEntries(this.#requests);
  }

  toJson(): { [key: string]: Json } {
    return { entries: this.entries().map((entry) => ({ ...entry })), requests: this.requests() };
  }
}

function entryOf(change: ApiChange): LedgerEntry {
  const empty = { at: change.at, id: null, text: null, replyTo: null, to: null, why: null };
  switch (change.kind) {
    case 'post': {
      const { id, text, replyTo = null } = change.post;
      return { ...empty, action: replyTo === null ? 'post' : 'reply', id, text, replyTo };
    }
    case 'message':
      return {
        ...empty,
        action: 'message',
        id: change.message.id,
        text: change.message.text,
        to: change.message.with,
      };
    case 'hide':
      return { ...empty, action: change.hidden ? 'hide' : 'unhide', id: change.id };
    case 'remove':
      return { ...empty, action: 'delete', id: change.id };
    case 'refused':
      return { ...empty, action: 'refused', text: change.text, replyTo: change.replyTo, why: change.why };
  }
}
