/** The most that polling one stream of one account can cost. */
export interface StreamCost {
  account: string;
  stream: string;
  /** Most items it can bring: posts, users, messages. */
  items: number;
  /** Micro-dollars. */
  micros: number;
  note: string | null;
}

export interface RunCost {
  streams: readonly StreamCost[];
  /** Micro-dollars left in the tightest budget; null without one. */
  budgetLeftMicros: number | null;
}
