CREATE TABLE account (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  network TEXT NOT NULL,
  handle TEXT NOT NULL,
  native_id TEXT,
  name TEXT,
  polled_at INTEGER,
  ok_at INTEGER,
  failures INTEGER NOT NULL DEFAULT 0,
  error_code TEXT,
  error_message TEXT,
  error_at INTEGER
, memory TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(memory)), error_kind TEXT, error_hint TEXT, retry_at INTEGER, stopped_at INTEGER, place TEXT) STRICT;

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

CREATE TABLE alert_mark (
  name TEXT PRIMARY KEY,
  value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX alert_once ON alert (mention_id, kind) WHERE mention_id IS NOT NULL;

CREATE INDEX alert_raised ON alert (raised_at);

CREATE INDEX alert_untold ON alert (id) WHERE told_at IS NULL;

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

CREATE TRIGGER audit_kept BEFORE DELETE ON audit BEGIN
  SELECT raise(ABORT, 'the audit is never deleted from');
END;

CREATE INDEX audit_outbox ON audit (outbox_id, id);

CREATE TRIGGER audit_unchanged BEFORE UPDATE ON audit
WHEN old.forgotten_at IS NOT NULL OR new.forgotten_at IS NULL
  OR new.recipient IS NOT NULL OR new.text IS NOT NULL OR new.error IS NOT NULL
  OR new.native_id IS NOT NULL
  OR (old.id, old.at, old.author, old.outbox_id, old.result, old.network, old.account, old.private, old.template, old.plan)
    IS NOT (new.id, new.at, new.author, new.outbox_id, new.result, new.network, new.account, new.private, new.template, new.plan)
BEGIN
  SELECT raise(ABORT, 'the audit is never changed');
END;

CREATE TABLE author (
  id INTEGER PRIMARY KEY,
  network TEXT NOT NULL,
  native_id TEXT NOT NULL,
  handle TEXT NOT NULL,
  handle_key TEXT NOT NULL,
  name TEXT,
  followers INTEGER,
  verified INTEGER NOT NULL DEFAULT 0,
  url TEXT,
  updated_at INTEGER NOT NULL, customer_id INTEGER REFERENCES customer(id),
  UNIQUE (network, native_id)
) STRICT;

CREATE INDEX author_customer ON author (customer_id) WHERE customer_id IS NOT NULL;

CREATE INDEX author_handle ON author (handle_key);

CREATE INDEX author_name ON author (name COLLATE NOCASE) WHERE name IS NOT NULL;

CREATE TABLE backup (
  id INTEGER PRIMARY KEY,
  path TEXT NOT NULL,
  made_at INTEGER NOT NULL
) STRICT;

CREATE TABLE correction (
  id INTEGER PRIMARY KEY,
  mention_id INTEGER NOT NULL REFERENCES mention(id) ON DELETE CASCADE,
  field TEXT NOT NULL CHECK (field IN ('sentiment', 'intent')),
  before TEXT NOT NULL,
  after TEXT NOT NULL,
  at INTEGER NOT NULL,
  batch TEXT NOT NULL,
  author TEXT NOT NULL,
  undone_at INTEGER
, forgotten_at INTEGER) STRICT;

CREATE INDEX correction_mention ON correction (mention_id);

CREATE TABLE cursor (
  account_id INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
  stream TEXT NOT NULL,
  position TEXT NOT NULL CHECK (json_valid(position)),
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (account_id, stream)
) STRICT, WITHOUT ROWID;

CREATE TABLE customer (
  id INTEGER PRIMARY KEY,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE customer_note (
  id INTEGER PRIMARY KEY,
  author_id INTEGER NOT NULL REFERENCES author(id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('note', 'contact')),
  text TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  written_by TEXT NOT NULL
) STRICT;

CREATE INDEX customer_note_author ON customer_note (author_id);

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

CREATE TABLE event (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  mention_id INTEGER REFERENCES mention(id) ON DELETE CASCADE,
  outbox_id INTEGER REFERENCES outbox(id),
  batch TEXT NOT NULL,
  before TEXT,
  after TEXT,
  author TEXT NOT NULL,
  undone_at INTEGER
) STRICT;

CREATE INDEX event_batch ON event (batch);

CREATE INDEX event_mention ON event (mention_id);

CREATE INDEX event_outbox ON event (outbox_id) WHERE outbox_id IS NOT NULL;

CREATE TABLE forgotten (
  hash BLOB PRIMARY KEY,
  until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE gap (
  id INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
  stream TEXT NOT NULL,
  from_at INTEGER,
  to_at INTEGER NOT NULL,
  reason TEXT NOT NULL,
  recorded_at INTEGER NOT NULL
, code TEXT, count INTEGER CHECK (count >= 1)) STRICT;

CREATE INDEX gap_recorded ON gap (recorded_at);

CREATE TABLE learnt (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  learnt_from TEXT NOT NULL,
  layer TEXT NOT NULL CHECK (json_valid(layer)),
  learnt_at INTEGER NOT NULL
) STRICT;

CREATE TABLE mention (
  id INTEGER PRIMARY KEY,
  network TEXT NOT NULL,
  native_id TEXT NOT NULL,
  version_id TEXT NOT NULL,
  account_id INTEGER NOT NULL REFERENCES account(id),
  author_id INTEGER NOT NULL REFERENCES author(id),
  thread_id INTEGER NOT NULL REFERENCES thread(id),
  kind TEXT NOT NULL,
  private INTEGER NOT NULL,
  text TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  received_at INTEGER NOT NULL,
  edited_at INTEGER,
  deleted_at INTEGER,
  url TEXT,
  reply_to_native_id TEXT,
  reply_refusal TEXT,
  likes INTEGER,
  reposts INTEGER,
  replies INTEGER,
  quotes INTEGER,
  views INTEGER,
  network_language TEXT,
  language TEXT NOT NULL,
  sentiment TEXT NOT NULL CHECK (sentiment IN ('negative', 'neutral', 'positive')),
  score REAL NOT NULL,
  confidence REAL NOT NULL,
  intent TEXT NOT NULL,
  reasons TEXT NOT NULL,
  urgency TEXT NOT NULL,
  scorer_version TEXT NOT NULL,
  sentiment_fixed INTEGER NOT NULL DEFAULT 0,
  intent_fixed INTEGER NOT NULL DEFAULT 0,
  search_key INTEGER NOT NULL UNIQUE,
  UNIQUE (network, native_id)
) STRICT;

CREATE INDEX mention_address ON mention (substr(url, -16)) WHERE url IS NOT NULL;

CREATE INDEX mention_author ON mention (author_id, thread_id, created_at);

CREATE INDEX mention_created ON mention (created_at);

CREATE VIRTUAL TABLE mention_search USING fts5 (
  text, author, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 0"
);

CREATE INDEX mention_thread ON mention (thread_id, created_at);

CREATE TRIGGER mention_understood AFTER UPDATE OF sentiment, intent, language ON mention BEGIN
  UPDATE triage SET mention_sentiment = new.sentiment, mention_intent = new.intent,
    mention_language = new.language
  WHERE mention_id = new.id;
END;

CREATE TABLE mention_watch (
  mention_id INTEGER NOT NULL REFERENCES mention(id) ON DELETE CASCADE,
  watch_id INTEGER NOT NULL REFERENCES watch(id) ON DELETE CASCADE,
  PRIMARY KEY (mention_id, watch_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX mention_watch_by_watch ON mention_watch (watch_id, mention_id);

CREATE TABLE outbox (
  id INTEGER PRIMARY KEY,
  mention_id INTEGER NOT NULL REFERENCES mention(id),
  account_id INTEGER NOT NULL REFERENCES account(id),
  private INTEGER NOT NULL,
  again INTEGER NOT NULL DEFAULT 0,
  text TEXT NOT NULL,
  state TEXT NOT NULL
    CHECK (state IN ('draft', 'approved', 'sending', 'sent', 'failed', 'unknown', 'cancelled')),
  idempotency_key TEXT NOT NULL UNIQUE,
  attempts INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  first_attempt_at INTEGER,
  last_attempt_at INTEGER,
  sent_at INTEGER,
  deleted_at INTEGER,
  native_id TEXT,
  url TEXT,
  error TEXT,
  author TEXT NOT NULL
, template TEXT, template_variant INTEGER, plan TEXT, held_until INTEGER, automatic INTEGER NOT NULL DEFAULT 0, plan_row INTEGER, part_of INTEGER REFERENCES outbox(id), part INTEGER NOT NULL DEFAULT 1 CHECK (part >= 1), parts INTEGER NOT NULL DEFAULT 1 CHECK (parts >= 1)) STRICT;

CREATE UNIQUE INDEX outbox_automatic ON outbox (mention_id) WHERE automatic = 1;

CREATE INDEX outbox_mention ON outbox (mention_id);

CREATE UNIQUE INDEX outbox_once ON outbox (mention_id, account_id, private)
  WHERE again = 0 AND automatic = 0 AND part_of IS NULL AND state NOT IN ('failed', 'cancelled');

CREATE UNIQUE INDEX outbox_part ON outbox (part_of, part) WHERE part_of IS NOT NULL;

CREATE INDEX outbox_pending ON outbox (state) WHERE state NOT IN ('sent', 'cancelled');

CREATE UNIQUE INDEX outbox_plan ON outbox (plan, plan_row, part) WHERE plan IS NOT NULL;

CREATE INDEX outbox_template ON outbox (template, id) WHERE template IS NOT NULL;

CREATE TABLE own_post (
  id INTEGER PRIMARY KEY,
  network TEXT NOT NULL,
  native_id TEXT NOT NULL,
  account_id INTEGER NOT NULL REFERENCES account(id),
  thread_id INTEGER NOT NULL REFERENCES thread(id),
  text TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  private INTEGER NOT NULL,
  url TEXT,
  reply_to_native_id TEXT,
  UNIQUE (network, native_id)
) STRICT;

CREATE INDEX own_post_reply_to ON own_post (network, reply_to_native_id) WHERE reply_to_native_id IS NOT NULL;

CREATE INDEX own_post_thread ON own_post (thread_id, created_at);

CREATE TABLE plan (
  hash TEXT PRIMARY KEY,
  document TEXT NOT NULL CHECK (json_valid(document)),
  begun_at INTEGER NOT NULL,
  author TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX plan_begun ON plan (begun_at);

CREATE TABLE plan_refusal (
  plan TEXT NOT NULL REFERENCES plan(hash) ON DELETE CASCADE,
  row INTEGER NOT NULL,
  code TEXT NOT NULL,
  reason TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (plan, row)
) STRICT, WITHOUT ROWID;

CREATE TABLE removed_day (
  day INTEGER PRIMARY KEY,
  mentions INTEGER NOT NULL
) STRICT;

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

CREATE TABLE run (
  id INTEGER PRIMARY KEY,
  command TEXT NOT NULL,
  pid INTEGER NOT NULL,
  host TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  finished_at INTEGER,
  exit_code INTEGER,
  summary TEXT
) STRICT;

CREATE INDEX run_command ON run (command, started_at);

CREATE TABLE salt (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  value BLOB NOT NULL
) STRICT;

CREATE TABLE spend (
  id INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
  at INTEGER NOT NULL,
  item TEXT NOT NULL,
  count INTEGER NOT NULL,
  micros INTEGER NOT NULL
) STRICT;

CREATE INDEX spend_at ON spend (at);

CREATE TABLE stream_delay (
  account_id INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
  stream TEXT NOT NULL,
  retry_at INTEGER NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (account_id, stream)
) STRICT, WITHOUT ROWID;

CREATE TABLE tag (
  mention_id INTEGER NOT NULL REFERENCES mention(id) ON DELETE CASCADE,
  tag TEXT NOT NULL,
  PRIMARY KEY (mention_id, tag)
) STRICT, WITHOUT ROWID;

CREATE INDEX tag_name ON tag (tag, mention_id);

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

CREATE TABLE thread (
  id INTEGER PRIMARY KEY,
  network TEXT NOT NULL,
  native_id TEXT NOT NULL,
  UNIQUE (network, native_id)
) STRICT;

CREATE TABLE tombstone (
  hash BLOB PRIMARY KEY
) STRICT, WITHOUT ROWID;

CREATE TABLE triage (
  mention_id INTEGER PRIMARY KEY REFERENCES mention(id) ON DELETE CASCADE,
  status TEXT NOT NULL CHECK (status IN ('new', 'open', 'snoozed', 'done', 'ignored')),
  status_at INTEGER NOT NULL,
  snoozed_until INTEGER,
  needs_reply INTEGER NOT NULL,
  priority INTEGER NOT NULL CHECK (priority BETWEEN 0 AND 100),
  priority_due_at INTEGER,
  created_at INTEGER NOT NULL,
  answered_at INTEGER,
  -- Copies of the mention's own, kept by the trigger below: what a list may ask for stands in one index with
  -- the order it is wanted in, so that a list reads that index and no row it does not show.
  mention_account_id INTEGER NOT NULL,
  mention_sentiment TEXT NOT NULL,
  mention_intent TEXT NOT NULL,
  mention_language TEXT NOT NULL
, rule_raise INTEGER NOT NULL DEFAULT 0, rule_priority INTEGER CHECK (rule_priority BETWEEN 0 AND 100), rule_needs_reply INTEGER) STRICT;

CREATE INDEX triage_created ON triage (created_at, mention_id, status, needs_reply,
  mention_sentiment, mention_intent, mention_language, mention_account_id);

CREATE INDEX triage_due ON triage (priority_due_at) WHERE priority_due_at IS NOT NULL;

CREATE INDEX triage_kind ON triage (mention_intent, mention_sentiment, mention_account_id, status, needs_reply,
  mention_language, created_at);

CREATE INDEX triage_priority ON triage (priority, created_at, mention_id, status, needs_reply,
  mention_sentiment, mention_intent, mention_language, mention_account_id);

CREATE INDEX triage_snoozed ON triage (snoozed_until) WHERE status = 'snoozed';

CREATE INDEX triage_waiting_created ON triage (created_at, mention_id,
  mention_sentiment, mention_intent, mention_language, mention_account_id, status, needs_reply)
  WHERE needs_reply = 1 AND status IN ('new', 'open');

CREATE INDEX triage_waiting_priority ON triage (priority, created_at, mention_id,
  mention_sentiment, mention_intent, mention_language, mention_account_id, status, needs_reply)
  WHERE needs_reply = 1 AND status IN ('new', 'open');

CREATE TABLE upkeep (
  name TEXT PRIMARY KEY,
  value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE watch (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  definition TEXT NOT NULL CHECK (json_valid(definition)),
  active INTEGER NOT NULL
) STRICT;
