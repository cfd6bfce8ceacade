/** The reason of a gap as a code, so that it can be said in the owner's language. Old rows keep their words only. */
export const gapCodes = `
ALTER TABLE gap ADD COLUMN code TEXT;
ALTER TABLE gap ADD COLUMN count INTEGER CHECK (count >= 1);
`;
