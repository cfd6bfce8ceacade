const PLAIN_WORD = /^[\p{L}\p{N}@+:,./=_][\p{L}\p{M}\p{N}@+:,./=_-]*$/u;

/**
 * A text as one word of a POSIX shell, for commands that a person is told to type: whatever a stranger called himself,
 * it stays a word.
 */
export function shellWord(text: string): string {
  return PLAIN_WORD.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
