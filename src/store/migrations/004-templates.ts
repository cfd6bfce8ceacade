/** Saved replies, and on each reply of the outbox where its text came from and until when it is held. */
export const templates = `
CREATE TABLE template (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE COLLATE NOCASE,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE template_variant (
  id INTEGER PRIMARY KEY,
  template_id INTEGER NOT NULL REFERENCES template(id) ON DELETE CASCADE,
  language TEXT,
  network TEXT,
  text TEXT NOT NULL
) STRICT;
CREATE INDEX template_variant_template ON template_variant (template_id);

ALTER TABLE outbox ADD COLUMN template TEXT;
-- The wording used last is looked up by template; it may be edited or gone since.
ALTER TABLE outbox ADD COLUMN template_variant INTEGER;
-- The hash of the bulk plan the reply is part of.
ALTER TABLE outbox ADD COLUMN plan TEXT;
-- Not sent before this time: until then it can be taken back.
ALTER TABLE outbox ADD COLUMN held_until INTEGER;
-- Written by a rule: never counted as an answer.
ALTER TABLE outbox ADD COLUMN automatic INTEGER NOT NULL DEFAULT 0;
CREATE INDEX outbox_template ON outbox (template, id) WHERE template IS NOT NULL;
CREATE INDEX outbox_plan ON outbox (plan) WHERE plan IS NOT NULL;
`;
