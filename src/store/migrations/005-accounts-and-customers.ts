/**
 * When an account that failed is tried again, where it is, and one person behind several authors.
 */
export const accountsAndCustomers = `
ALTER TABLE account ADD COLUMN error_kind TEXT;
ALTER TABLE account ADD COLUMN error_hint TEXT;
-- Until then an account that keeps failing is left alone; for good from stopped_at on.
ALTER TABLE account ADD COLUMN retry_at INTEGER;
ALTER TABLE account ADD COLUMN stopped_at INTEGER;
-- The server or the address it was polled at; null where the network has one place only.
ALTER TABLE account ADD COLUMN place TEXT;

-- Authors that a person said are one customer; an author without one is a customer alone.
CREATE TABLE customer (
  id INTEGER PRIMARY KEY,
  created_at INTEGER NOT NULL
) STRICT;
ALTER TABLE author ADD COLUMN customer_id INTEGER REFERENCES customer(id);
CREATE INDEX author_customer ON author (customer_id) WHERE customer_id IS NOT NULL;
CREATE INDEX author_name ON author (name COLLATE NOCASE) WHERE name IS NOT NULL;

-- Notes stay with the author they were written to: merging and splitting customers moves none.
CREATE TABLE customer_note (
  id INTEGER PRIMARY KEY,
  author_id INTEGER NOT NULL REFERENCES author(id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('note', 'contact')),
  text TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  written_by TEXT NOT NULL
) STRICT;
CREATE INDEX customer_note_author ON customer_note (author_id);
`;
