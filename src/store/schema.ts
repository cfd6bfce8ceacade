import type { DeliveryTables } from './schema-delivery.js';
import type { ListeningTables } from './schema-listening.js';
import type { MentionTables } from './schema-mentions.js';
import type { OutboxTables } from './schema-outbox.js';
import type { TriageTables } from './schema-triage.js';
import type { UpkeepTables } from './schema-upkeep.js';

/** Every table, as SQLite returns its rows: booleans are 0 and 1, times integer milliseconds UTC, JSON is text. */
export interface Database
  extends ListeningTables,
    MentionTables,
    TriageTables,
    OutboxTables,
    DeliveryTables,
    UpkeepTables {}
