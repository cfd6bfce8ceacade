import type { Generated } from 'kysely';
import type { AlertKind } from '../core/alerts.js';
import type { Deliverable, DeliveryState } from '../core/delivery.js';

// What reaches the owner: deliveries and alarms.

interface DeliveryTable {
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

interface AlertTable {
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

interface AlertMarkTable {
  name: string;
  value: number;
}

export interface DeliveryTables {
  delivery: DeliveryTable;
  alert: AlertTable;
  alert_mark: AlertMarkTable;
}
