import type { Generated } from 'kysely';
import type { GapCode } from '../core/gap.js';
import type { Bit } from './schema-bit.js';

// What is listened to and what it costs: accounts and their streams, watches, runs.

interface AccountTable {
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

interface CursorTable {
  account_id: number;
  stream: string;
  position: string;
  updated_at: number;
}

interface StreamDelayTable {
  account_id: number;
  stream: string;
  retry_at: number;
  reason: string;
}

interface GapTable {
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

interface SpendTable {
  id: Generated<number>;
  account_id: number;
  at: number;
  item: string;
  count: number;
  micros: number;
}

interface WatchTable {
  id: Generated<number>;
  name: string;
  definition: string;
  active: Bit;
}

interface RunTable {
  id: Generated<number>;
  command: string;
  pid: number;
  host: string;
  started_at: number;
  finished_at: number | null;
  exit_code: number | null;
  summary: string | null;
}

export interface ListeningTables {
  account: AccountTable;
  cursor: CursorTable;
  stream_delay: StreamDelayTable;
  gap: GapTable;
  spend: SpendTable;
  watch: WatchTable;
  run: RunTable;
}
