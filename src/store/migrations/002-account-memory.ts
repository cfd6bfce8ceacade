/** Small facts that a network's adapter learnt of an account and its server: limits, abilities. No secrets. */
export const accountMemory = `
ALTER TABLE account ADD COLUMN memory TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(memory));
`;
