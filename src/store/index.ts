import { accountsRepository } from './accounts.js';
import { alertsRepository } from './alerts.js';
import { auditRepository } from './audit.js';
import { backUp } from './backup.js';
import { compact, fileSize } from './compact.js';
import { connect } from './connection.js';
import { correctionsRepository } from './corrections.js';
import { customersRepository } from './customers.js';
import { markDeleted } from './deletions.js';
import { deliveriesRepository } from './deliveries.js';
import { deskLines } from './desk-file.js';
import { dropScratch, type ImportOptions, importDesk } from './desk-import.js';
import { explainSqliteError } from './errors.js';
import { lastUndoable } from './events.js';
import { exportRepository } from './export.js';
import { storeFacts } from './facts.js';
import { firstAnswersRepository } from './first-answers.js';
import { forgetRepository } from './forget.js';
import { commitPage } from './ingest.js';
import { mentionsRepository } from './mentions.js';
import { outboxRepository } from './outbox.js';
import type { PageToCommit } from './page.js';
import { plansRepository } from './plans.js';
import { pruneRepository } from './prune.js';
import { rescoringRepository } from './rescoring.js';
import { rulesRepository } from './rules.js';
import { runsRepository } from './runs.js';
import { statisticsRepository } from './statistics.js';
import { templatesRepository } from './templates.js';
import { topicsRepository } from './topics.js';
import { triageRepository } from './triage.js';
import { upkeepRepository } from './upkeep.js';
import { watchesRepository } from './watches.js';

/** The desk's memory: one database, its repositories. */
export type Store = ReturnType<typeof openStore>;

/**
 * Opens the database, made and migrated as needed.
 *
 * @param path the file, or `:memory:`
 * @throws EarshotError saying what is wrong with the file and what to do
 */
export function openStore(path: string) {
  const { db, raw, close } = connect(path);
  return {
    path,
    accounts: accountsRepository(db),
    watches: watchesRepository(db),
    mentions: mentionsRepository(db),
    triage: triageRepository(db),
    customers: customersRepository(db),
    lastUndoable: () => lastUndoable(db),
    corrections: correctionsRepository(db),
    rescoring: rescoringRepository(db),
    outbox: outboxRepository(db),
    audit: auditRepository(db),
    plans: plansRepository(db),
    templates: templatesRepository(db),
    firstAnswers: firstAnswersRepository(db),
    rules: rulesRepository(db),
    runs: runsRepository(db),
    deliveries: deliveriesRepository(db),
    alerts: alertsRepository(db),
    statistics: statisticsRepository(db),
    topics: topicsRepository(db),
    exports: exportRepository(db),
    prune: pruneRepository(db),
    forget: forgetRepository(db),
    upkeep: upkeepRepository(db),
    /** Overwrites what removed rows left in the file; see `compact`. */
    compact: () => compact(raw, path),
    size: () => fileSize(raw),
    /** Copies the whole database to a file; see `backUp`. */
    backUp: (target: string, options: Parameters<typeof backUp>[2]) => backUp(path, target, options),
    /** The whole database as JSON lines. @param now ms UTC */
    lines: (now: number) => deskLines(path, now),
    /** Takes in a whole desk from a file; see `importDesk`. */
    importDesk: (file: string, options: ImportOptions) => importDesk(raw, path, file, options),
    /** Removes what imports that were killed left beside the database; see `dropScratch`. */
    dropScratch: () => dropScratch(path),
    commitPage: (page: PageToCommit) => commitPage(db, page),
    markDeleted: (network: string, nativeIds: readonly string[], now: number) =>
      markDeleted(db, network, nativeIds, now),
    /** SQLite's own check of the file: empty when all is well. */
    integrityProblems(): string[] {
      try {
        const rows = raw.pragma('quick_check(20)') as { quick_check: string }[];
        return rows.map((row) => row.quick_check).filter((line) => line !== 'ok');
      } catch (error) {
        // Too damaged to be checked to the end.
        throw explainSqliteError(error, path);
      }
    },
    /** What the database is, without a word of what is in it. */
    facts: () => storeFacts(raw, path),
    close,
  };
}

export type { AccountState } from './accounts.js';
export type { AlertToRaise } from './alerts.js';
export type { BackupReport } from './backup.js';
export type { Judged } from './corrections.js';
export type { Delivery } from './deliveries.js';
export type { ImportReport } from './desk-import.js';
export { requireDriver } from './driver.js';
export type { Act } from './events.js';
export type { ExportPosition } from './export.js';
export { type Lock, tryLock, withLock } from './lock.js';
export type { ReplyOrigin } from './outbox.js';
export type { CommittedPage, PageToCommit, PreparedMention } from './page.js';
export type { PruneScope } from './prune.js';
export type { Rescorable, RescoreChange, RescoreScope } from './rescoring.js';
export type { RuleMatch, Ruling } from './rules.js';
export type { Run } from './runs.js';
export type { CountedBy, Origin, PartTally } from './statistics.js';
export type { TriageChange } from './triage-state.js';
