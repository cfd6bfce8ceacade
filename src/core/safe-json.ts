/** Characters JSON allows raw that a terminal may obey or a reader cannot see: DEL, C1, line separators, bidi controls. */
const UNSAFE = /[\x7f-\x9f\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** JSON text with the same value and nothing in it that a terminal may obey. */
export function safeJson(json: string): string {
  return json.replace(UNSAFE, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
