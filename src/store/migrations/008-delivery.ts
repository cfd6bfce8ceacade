/** What was delivered to the owner, and what alarmed. */
export const delivery = `
CREATE TABLE delivery (
  id INTEGER PRIMARY KEY,
  what TEXT NOT NULL CHECK (what IN ('digest', 'alerts')),
  -- What it was: one row for it and a channel, so that nothing goes out twice.
  key TEXT NOT NULL,
  channel TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('sending', 'sent', 'failed', 'unknown')),
  from_at INTEGER NOT NULL,
  to_at INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  claimed_at INTEGER NOT NULL,
  settled_at INTEGER,
  retry_at INTEGER,
  error TEXT,
  UNIQUE (what, key, channel)
) STRICT;
CREATE INDEX delivery_channel ON delivery (what, channel, to_at);
CREATE INDEX delivery_sending ON delivery (id) WHERE state = 'sending';

CREATE TABLE alert (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('rule', 'reach', 'word', 'waiting', 'volume', 'negative')),
  -- NULL for a spike.
  mention_id INTEGER REFERENCES mention(id) ON DELETE CASCADE,
  detail TEXT NOT NULL CHECK (json_valid(detail)),
  raised_at INTEGER NOT NULL,
  -- The message it went out in; NULL while it waits for quiet hours to end.
  batch TEXT,
  -- When every channel had it, or had failed for good.
  told_at INTEGER
) STRICT;
CREATE UNIQUE INDEX alert_once ON alert (mention_id, kind) WHERE mention_id IS NOT NULL;
CREATE INDEX alert_raised ON alert (raised_at);
CREATE INDEX alert_untold ON alert (id) WHERE told_at IS NULL;

-- How far the mentions have been looked at.
CREATE TABLE alert_mark (
  name TEXT PRIMARY KEY,
  value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`;
