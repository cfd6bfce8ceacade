/**
 * Whether a text holds one of some names as a whole: `mina` in `@mina:` and in `did/mina/post`, not in `minamata`.
 *
 * @param names in any case; empty ones name nobody
 */
export function naming(names: readonly string[]): (text: string) => boolean {
  const wanted = names.filter((name) => name !== '').map((name) => name.toLowerCase());
  return (text) => {
    const lower = text.toLowerCase();
    return wanted.some((name) => holds(lower, name));
  };
}

const PART_OF_NAME = /[\p{L}\p{M}\p{N}_]/u;

function holds(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + 1)) {
    const before = text.slice(0, at).at(-1) ?? '';
    const after = String.fromCodePoint(text.codePointAt(at + name.length) ?? 32);
    if (!PART_OF_NAME.test(before) && !PART_OF_NAME.test(after)) return true;
  }
  return false;
}

/**
 * A JSON value without what names somebody: fields whose name does, items of lists that do anywhere inside. A list
 * called `open` stays whole: it says what is still to be read, and losing that would lose other people's messages.
 *
 * @param names whether a text names them
 * @returns the same value where nothing does
 */
export function withoutNamed(value: unknown, names: (text: string) => boolean): unknown {
  if (Array.isArray(value)) {
    return value.filter((item) => !namesAnywhere(item, names)).map((item) => withoutNamed(item, names));
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !names(key))
      .map(([key, inner]) => [key, key === 'open' ? inner : withoutNamed(inner, names)]),
  );
}

function namesAnywhere(value: unknown, names: (text: string) => boolean): boolean {
  if (typeof value === 'string' || typeof value === 'number') return names(String(value));
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, inner]) => names(key) || namesAnywhere(inner, names));
}
