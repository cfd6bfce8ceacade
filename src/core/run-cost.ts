import type { FailureKind } from './errors.js';

/** The most that polling one stream of one account can cost. */
export interface StreamCost {
  account: string;
  stream: string;
  /** Most items it can bring at a price: posts, users, messages; 0 where they are free. */
  items: number;
  /** Micro-dollars. */
  micros: number;
  note: string | null;
}

/** An account of which nothing can be said: it could not be polled either. */
export interface Uncosted {
  account: string;
  error: { code: string; message: string; kind: FailureKind; hint: string | null };
}

/** The most that one poll can cost, stream by stream. */
export interface RunCost {
  streams: readonly StreamCost[];
  failed: readonly Uncosted[];
  /** Micro-dollars left in the tightest budget; null without one. */
  budgetLeftMicros: number | null;
}
