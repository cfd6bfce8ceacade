import type { Generated } from 'kysely';
import type { AlertKind } from '../core/alerts.js';
import type { Deliverable, DeliveryState } from '../core/delivery.js';
import type { GapCode } from '../core/gap.js';
import type { MentionKind } from '../core/mention.js';
import type { AuditResult } from '../core/outbox-entry.js';
import type { Intent, SentimentLabel } from '../core/sentiment.js';
import type { TriageStatus } from '../core/triage.js';
import type { OutboxTable } from './schema-outbox.js';
import type { UpkeepTables } from './schema-upkeep.js';

// The tables as SQLite returns them: booleans are 0 and 1, times integer milliseconds UTC, JSON is text.

type Bit = 0 | 1;

export interface AccountTable {
  id: Generated<number>;
  /** The id the owner gave it in the config. */
  key: string;
  network: string;
  handle: string;
  native_id: string | null;
  name: string | null;
  polled_at: number | null;
  ok_at: number | null;
  failures: Generated<number>;
  error_code: string | null;
  error_message: string | null;
  error_at: number | null;
  error_kind: string | null;
  error_hint: string | null;
  /** What the network's adapter wants to know again at the next run, as JSON. */
  memory: Generated<string>;
  /** Not polled before then, because it keeps failing. */
  retry_at: number | null;
  /** Since when it is not polled any more: the network says it is gone for good. */
  stopped_at: number | null;
  /** The server or address it was polled at. */
  place: string | null;
}

export interface CursorTable {
  account_id: number;
  stream: string;
  position: string;
  updated_at: number;
}

export interface StreamDelayTable {
  account_id: number;
  stream: string;
  retry_at: number;
  reason: string;
}

export interface AuthorTable {
  id: Generated<number>;
  network: string;
  native_id: string;
  handle: string;
  handle_key: string;
  name: string | null;
  followers: number | null;
  verified: Bit;
  url: string | null;
  updated_at: number;
  /** Shared by the authors that are one person; null for one who is alone. */
  customer_id: number | null;
}

export interface CustomerTable {
  id: Generated<number>;
  created_at: number;
}

export interface CustomerNoteTable {
  id: Generated<number>;
  author_id: number;
  kind: 'note' | 'contact';
  text: string;
  created_at: number;
  written_by: string;
}

export interface ThreadTable {
  id: Generated<number>;
  network: string;
  native_id: string;
}

export interface MentionTable {
  id: Generated<number>;
  network: string;
  native_id: string;
  version_id: string;
  account_id: number;
  author_id: number;
  thread_id: number;
  kind: MentionKind;
  private: Bit;
  text: string;
  created_at: number;
  received_at: number;
  edited_at: number | null;
  deleted_at: number | null;
  url: string | null;
  reply_to_native_id: string | null;
  /** Why the network will not take our reply; null where it will. */
  reply_refusal: string | null;
  likes: number | null;
  reposts: number | null;
  replies: number | null;
  quotes: number | null;
  views: number | null;
  network_language: string | null;
  language: string;
  sentiment: SentimentLabel;
  score: number;
  confidence: number;
  intent: Intent;
  reasons: string;
  urgency: string;
  scorer_version: string;
  sentiment_fixed: Generated<Bit>;
  intent_fixed: Generated<Bit>;
  /** The row of the search index: ordered by time, so that the newest hits come first without sorting. */
  search_key: number;
}

export interface TriageTable {
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

export interface TagTable {
  mention_id: number;
  tag: string;
}

export interface WatchTable {
  id: Generated<number>;
  name: string;
  definition: string;
  active: Bit;
}

export interface MentionWatchTable {
  mention_id: number;
  watch_id: number;
}

export interface OwnPostTable {
  id: Generated<number>;
  network: string;
  native_id: string;
  account_id: number;
  thread_id: number;
  text: string;
  created_at: number;
  private: Bit;
  url: string | null;
  reply_to_native_id: string | null;
}

export interface PlanTable {
  hash: string;
  document: string;
  begun_at: number;
  author: string;
}

export interface PlanRefusalTable {
  plan: string;
  row: number;
  code: string;
  reason: string;
  at: number;
}

/** Rows are only ever added; triggers refuse anything else. */
export interface AuditTable {
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

export interface RuleMatchTable {
  mention_id: number;
  rule: string;
  /** Where the rule stood among those that fit, from 0. */
  position: number;
  template: string | null;
  alert: Bit;
  at: number;
}

export interface TemplateTable {
  id: Generated<number>;
  name: string;
  updated_at: number;
}

export interface TemplateVariantTable {
  id: Generated<number>;
  template_id: number;
  language: string | null;
  network: string | null;
  text: string;
}

export interface CorrectionTable {
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
export interface LearntTable {
  id: number;
  learnt_from: string;
  layer: string;
  learnt_at: number;
}

export interface EventTable {
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

export interface RunTable {
  id: Generated<number>;
  command: string;
  pid: number;
  host: string;
  started_at: number;
  finished_at: number | null;
  exit_code: number | null;
  summary: string | null;
}

export interface GapTable {
  id: Generated<number>;
  account_id: number;
  stream: string;
  from_at: number | null;
  to_at: number;
  reason: string;
  /** Null where an earlier version stored the words only. */
  code: GapCode | null;
  count: number | null;
  recorded_at: number;
}

export interface SpendTable {
  id: Generated<number>;
  account_id: number;
  at: number;
  item: string;
  count: number;
  micros: number;
}

export interface DeliveryTable {
  id: Generated<number>;
  what: Deliverable;
  /** What it was: one row for it and a channel. */
  key: string;
  channel: string;
  state: DeliveryState;
  from_at: number;
  to_at: number;
  attempts: number;
  claimed_at: number;
  settled_at: number | null;
  retry_at: number | null;
  error: string | null;
}

export interface AlertTable {
  id: Generated<number>;
  kind: AlertKind;
  /** null for a spike. */
  mention_id: number | null;
  /** JSON. */
  detail: string;
  raised_at: number;
  /** The message it went out in. */
  batch: string | null;
  /** When every channel had it, or had failed for good. */
  told_at: number | null;
}

export interface AlertMarkTable {
  name: string;
  value: number;
}

export interface Database extends UpkeepTables {
  account: AccountTable;
  cursor: CursorTable;
  stream_delay: StreamDelayTable;
  author: AuthorTable;
  customer: CustomerTable;
  customer_note: CustomerNoteTable;
  thread: ThreadTable;
  mention: MentionTable;
  triage: TriageTable;
  tag: TagTable;
  watch: WatchTable;
  mention_watch: MentionWatchTable;
  own_post: OwnPostTable;
  outbox: OutboxTable;
  plan: PlanTable;
  plan_refusal: PlanRefusalTable;
  audit: AuditTable;
  rule_match: RuleMatchTable;
  template: TemplateTable;
  template_variant: TemplateVariantTable;
  correction: CorrectionTable;
  learnt: LearntTable;
  event: EventTable;
  run: RunTable;
  gap: GapTable;
  spend: SpendTable;
  delivery: DeliveryTable;
  alert: AlertTable;
  alert_mark: AlertMarkTable;
}
