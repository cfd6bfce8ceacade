import type { Generated } from 'kysely';

// Tables of the desk's own housekeeping: what was removed, and the copies that were made.

/** One row. */
interface SaltTable {
  id: number;
  value: Uint8Array;
}

interface TombstoneTable {
  hash: Uint8Array;
}

interface ForgottenTable {
  hash: Uint8Array;
  /** What was written until then is not stored again. */
  until: number;
}

interface RemovedDayTable {
  /** Days since 1970, UTC. */
  day: number;
  mentions: number;
}

interface UpkeepTable {
  name: string;
  value: number;
}

interface BackupTable {
  id: Generated<number>;
  path: string;
  made_at: number;
}

export interface UpkeepTables {
  salt: SaltTable;
  tombstone: TombstoneTable;
  forgotten: ForgottenTable;
  removed_day: RemovedDayTable;
  upkeep: UpkeepTable;
  backup: BackupTable;
}
