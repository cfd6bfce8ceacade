/**
 * An answer's text without secrets, to quote from. JSON is written anew first: a server may spell a secret in escapes,
 * which come out when it is read.
 */
export function quotable(text: string, redact: (text: string) => string): string {
  return redact(inPlainSpelling(text));
}

function inPlainSpelling(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return text;
  }
}
