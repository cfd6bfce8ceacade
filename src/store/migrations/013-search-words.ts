/** The search index filled anew: each mention's language and account stand in it as words too. */
export const searchWords = `
INSERT INTO mention_search (mention_search) VALUES ('delete-all');
INSERT INTO mention_search (rowid, text, author)
  SELECT search_key, index_text(text), index_author(handle, name, language, account_id)
  FROM mention CROSS JOIN author ON author.id = mention.author_id
  WHERE deleted_at IS NULL ORDER BY search_key;
`;
