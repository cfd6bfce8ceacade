import type { Generated } from 'kysely';
import type { Intent, SentimentLabel } from '../core/sentiment.js';
import type { TriageStatus } from '../core/triage.js';
import type { Bit } from './schema-bit.js';

// What is made of mentions: triage, tags, rules, corrections, and the history that `undo` reads.

interface TriageTable {
  mention_id: number;
  status: TriageStatus;
  status_at: number;
  snoozed_until: number | null;
  needs_reply: Bit;
  priority: number;
  /** When waiting longer will next change the priority. */
  priority_due_at: number | null;
  created_at: number;
  answered_at: number | null;
  /** These four are copies of the mention's, for the lists' indexes. */
  mention_account_id: number;
  mention_sentiment: SentimentLabel;
  mention_intent: Intent;
  mention_language: string;
  rule_raise: Generated<number>;
  rule_priority: number | null;
  rule_needs_reply: Bit | null;
}

interface TagTable {
  mention_id: number;
  tag: string;
}

interface RuleMatchTable {
  mention_id: number;
  rule: string;
  /** Where the rule stood among those that fit, from 0. */
  position: number;
  template: string | null;
  alert: Bit;
  at: number;
}

interface CorrectionTable {
  id: Generated<number>;
  mention_id: number;
  field: 'sentiment' | 'intent';
  before: string;
  after: string;
  at: number;
  /** The act it was part of, as in `event`. */
  batch: string;
  author: string;
  undone_at: number | null;
  /** When it was told to teach nothing any more. */
  forgotten_at: number | null;
}

/** One row at most. */
interface LearntTable {
  id: number;
  learnt_from: string;
  layer: string;
  learnt_at: number;
}

interface EventTable {
  id: Generated<number>;
  at: number;
  kind: string;
  mention_id: number | null;
  outbox_id: number | null;
  /** One act of the owner, which `undo` takes back whole. */
  batch: string;
  before: string | null;
  after: string | null;
  author: string;
  undone_at: number | null;
}

export interface TriageTables {
  triage: TriageTable;
  tag: TagTable;
  rule_match: RuleMatchTable;
  correction: CorrectionTable;
  learnt: LearntTable;
  event: EventTable;
}
