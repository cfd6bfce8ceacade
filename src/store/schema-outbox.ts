import type { Generated } from 'kysely';
import type { OutboxState } from '../core/outbox.js';
import type { AuditResult } from '../core/outbox-entry.js';
import type { Bit } from './schema-bit.js';

// What goes out: the outbox and its audit, bulk plans, saved replies.

interface OutboxTable {
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

interface PlanTable {
  hash: string;
  document: string;
  begun_at: number;
  author: string;
}

interface PlanRefusalTable {
  plan: string;
  row: number;
  code: string;
  reason: string;
  at: number;
}

/** Rows are only ever added; triggers refuse anything else. */
interface AuditTable {
  id: Generated<number>;
  at: number;
  author: string;
  outbox_id: number;
  result: AuditResult;
  network: string;
  account: string;
  recipient: string | null;
  private: Bit;
  text: string | null;
  template: string | null;
  plan: string | null;
  native_id: string | null;
  error: string | null;
  /** When the person it went to was forgotten: name, text, network id and error are blank since. */
  forgotten_at: number | null;
}

interface TemplateTable {
  id: Generated<number>;
  name: string;
  updated_at: number;
}

interface TemplateVariantTable {
  id: Generated<number>;
  template_id: number;
  language: string | null;
  network: string | null;
  text: string;
}

export interface OutboxTables {
  outbox: OutboxTable;
  plan: PlanTable;
  plan_refusal: PlanRefusalTable;
  audit: AuditTable;
  template: TemplateTable;
  template_variant: TemplateVariantTable;
}
