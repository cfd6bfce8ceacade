/** What was removed and must not come back, who was forgotten, and the copies that were made. */
export const removals = `
-- Makes the hashes below worth nothing outside this file.
CREATE TABLE salt (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  value BLOB NOT NULL
) STRICT;
INSERT INTO salt VALUES (1, randomblob(32));

-- Messages and own posts that were removed here, by the hash of their network and id.
CREATE TABLE tombstone (
  hash BLOB PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- People and private threads that were forgotten, by the same hash: what was written until then stays away.
CREATE TABLE forgotten (
  hash BLOB PRIMARY KEY,
  until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- How many mentions of a day (UTC, counted from 1970) are no longer here.
CREATE TABLE removed_day (
  day INTEGER PRIMARY KEY,
  mentions INTEGER NOT NULL
) STRICT;

-- Marks of the desk's own housekeeping, each a time or a number.
CREATE TABLE upkeep (
  name TEXT PRIMARY KEY,
  value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE backup (
  id INTEGER PRIMARY KEY,
  path TEXT NOT NULL,
  made_at INTEGER NOT NULL
) STRICT;

-- Removing a reply looks for what refers to it.
CREATE INDEX event_outbox ON event (outbox_id) WHERE outbox_id IS NOT NULL;

-- What its author deleted on the network is not kept here either.
DELETE FROM mention_search WHERE rowid IN (SELECT search_key FROM mention WHERE deleted_at IS NOT NULL);
UPDATE mention SET text = '', reasons = '[]', urgency = '[]' WHERE deleted_at IS NOT NULL;
`;
