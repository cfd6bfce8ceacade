/** Bulk plans as they were begun, and every outbound text for the record. */
export const bulkAndAudit = `
CREATE TABLE plan (
  hash TEXT PRIMARY KEY,
  document TEXT NOT NULL CHECK (json_valid(document)),
  begun_at INTEGER NOT NULL,
  author TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX plan_begun ON plan (begun_at);

-- Rows that were not sent because something had changed since they were planned.
CREATE TABLE plan_refusal (
  plan TEXT NOT NULL REFERENCES plan(hash) ON DELETE CASCADE,
  row INTEGER NOT NULL,
  code TEXT NOT NULL,
  reason TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (plan, row)
) STRICT, WITHOUT ROWID;

-- The row of its plan a reply is: no row becomes two replies.
ALTER TABLE outbox ADD COLUMN plan_row INTEGER;
DROP INDEX outbox_plan;
CREATE UNIQUE INDEX outbox_plan ON outbox (plan, plan_row) WHERE plan IS NOT NULL;

-- What went out, or may have: one row for every step of every attempt.
CREATE TABLE audit (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  author TEXT NOT NULL,
  outbox_id INTEGER NOT NULL,
  result TEXT NOT NULL CHECK (result IN ('sending', 'sent', 'failed', 'unknown', 'taken back')),
  network TEXT NOT NULL,
  account TEXT NOT NULL,
  recipient TEXT,
  private INTEGER NOT NULL,
  text TEXT,
  template TEXT,
  plan TEXT,
  native_id TEXT,
  error TEXT,
  forgotten_at INTEGER
) STRICT;
CREATE INDEX audit_outbox ON audit (outbox_id, id);

CREATE TRIGGER audit_kept BEFORE DELETE ON audit BEGIN
  SELECT raise(ABORT, 'the audit is never deleted from');
END;
-- The one change there is: forgetting a person blanks who they are and what was said to them, once.
CREATE TRIGGER audit_unchanged BEFORE UPDATE ON audit
WHEN old.forgotten_at IS NOT NULL OR new.forgotten_at IS NULL
  OR new.recipient IS NOT NULL OR new.text IS NOT NULL OR new.error IS NOT NULL
  OR new.native_id IS NOT NULL
  OR (old.id, old.at, old.author, old.outbox_id, old.result, old.network, old.account, old.private, old.template, old.plan)
    IS NOT (new.id, new.at, new.author, new.outbox_id, new.result, new.network, new.account, new.private, new.template, new.plan)
BEGIN
  SELECT raise(ABORT, 'the audit is never changed');
END;
`;
