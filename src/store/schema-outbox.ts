import type { Generated } from 'kysely';
import type { OutboxState } from '../core/outbox.js';

type Bit = 0 | 1;

export interface OutboxTable {
  id: Generated<number>;
  mention_id: number;
  account_id: number;
  private: Bit;
  /** 1 where the owner asked for a further reply to the same mention. */
  again: Bit;
  text: string;
  state: OutboxState;
  idempotency_key: string;
  attempts: Generated<number>;
  created_at: number;
  first_attempt_at: number | null;
  last_attempt_at: number | null;
  sent_at: number | null;
  deleted_at: number | null;
  native_id: string | null;
  url: string | null;
  error: string | null;
  author: string;
  template: string | null;
  template_variant: number | null;
  plan: string | null;
  /** The row of its plan. */
  plan_row: number | null;
  held_until: number | null;
  automatic: Generated<Bit>;
  /** The first part of the answer it goes on with; null for a first or only part. */
  part_of: number | null;
  part: Generated<number>;
  parts: Generated<number>;
}
