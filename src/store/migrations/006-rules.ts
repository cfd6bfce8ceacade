/** What the owner's rules made of a mention, and automatic first answers kept apart from people's. */
export const rules = `
-- What rules add to the priority, and the one they set in its place.
ALTER TABLE triage ADD COLUMN rule_raise INTEGER NOT NULL DEFAULT 0;
ALTER TABLE triage ADD COLUMN rule_priority INTEGER CHECK (rule_priority BETWEEN 0 AND 100);
-- Whether rules say that it needs a reply; NULL where they do not.
ALTER TABLE triage ADD COLUMN rule_needs_reply INTEGER;

CREATE TABLE rule_match (
  mention_id INTEGER NOT NULL REFERENCES mention(id) ON DELETE CASCADE,
  rule TEXT NOT NULL,
  position INTEGER NOT NULL,
  template TEXT,
  alert INTEGER NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (mention_id, rule)
) STRICT, WITHOUT ROWID;
CREATE INDEX rule_match_alert ON rule_match (at) WHERE alert = 1;

-- An automatic answer never stands in the way of a person's, and is given once.
DROP INDEX outbox_once;
CREATE UNIQUE INDEX outbox_once ON outbox (mention_id, account_id, private)
  WHERE again = 0 AND automatic = 0 AND state NOT IN ('failed', 'cancelled');
CREATE UNIQUE INDEX outbox_automatic ON outbox (mention_id) WHERE automatic = 1;
`;
