/** Long answers that leave as several messages, each when the one before it has arrived. */
export const parts = `
-- The first part of the answer it goes on with; NULL for a first part, and for an answer in one piece.
ALTER TABLE outbox ADD COLUMN part_of INTEGER REFERENCES outbox(id);
ALTER TABLE outbox ADD COLUMN part INTEGER NOT NULL DEFAULT 1 CHECK (part >= 1);
ALTER TABLE outbox ADD COLUMN parts INTEGER NOT NULL DEFAULT 1 CHECK (parts >= 1);
CREATE UNIQUE INDEX outbox_part ON outbox (part_of, part) WHERE part_of IS NOT NULL;

-- One answer, however many parts it has.
DROP INDEX outbox_once;
CREATE UNIQUE INDEX outbox_once ON outbox (mention_id, account_id, private)
  WHERE again = 0 AND automatic = 0 AND part_of IS NULL AND state NOT IN ('failed', 'cancelled');
DROP INDEX outbox_plan;
CREATE UNIQUE INDEX outbox_plan ON outbox (plan, plan_row, part) WHERE plan IS NOT NULL;
`;
