/** Indexes for lists whose filters leave few mentions or none, and for mentions looked up by their address. */
export const lists = `
-- What lists compare with single values, the languages last: of all else the values there may be are known, so that
-- any filters together are some hundred places in this index. It begins with what nothing but lists compares, so that
-- SQLite chooses it for no other query.
CREATE INDEX triage_kind ON triage (mention_intent, mention_sentiment, mention_account_id, status, needs_reply,
  mention_language, created_at);
-- The end of an address tells it from others, takes a quarter of the room, and mostly grows with time.
CREATE INDEX mention_address ON mention (substr(url, -16)) WHERE url IS NOT NULL;
`;
