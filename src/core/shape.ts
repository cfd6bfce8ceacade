/** The shape of a value: its keys, and of everything else the kind and nothing more. */
export type Shape = string | Shape[] | { [key: string]: Shape };

/**
 * What a configuration says, without saying it: texts and numbers become the word for their kind, lists keep their
 * length, and of objects only the keys that are known are named.
 *
 * @param known keys that may be named; every other one becomes `(other)`
 */
export function shapeOf(value: unknown, known: ReadonlySet<string>): Shape {
  if (value === null) return 'null';
  if (Array.isArray(value)) return value.map((item) => shapeOf(item, known));
  if (typeof value === 'object') {
    const entries = Object.entries(value);
    return Object.fromEntries(
      entries.map(([key, inner]) => [known.has(key) ? key : '(other)', shapeOf(inner, known)]),
    );
  }
  return typeof value === 'string' ? 'text' : typeof value;
}
