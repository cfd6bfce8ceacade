/** What corrections taught, kept until they change; and corrections that were told to be forgotten. */
export const learnt = `
ALTER TABLE correction ADD COLUMN forgotten_at INTEGER;

-- One row at most: the layer in force.
CREATE TABLE learnt (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  learnt_from TEXT NOT NULL,
  layer TEXT NOT NULL CHECK (json_valid(layer)),
  learnt_at INTEGER NOT NULL
) STRICT;
`;
