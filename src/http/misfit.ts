/** What a schema library tells of one thing that is wrong with a value. */
export interface SchemaIssue {
  path: readonly PropertyKey[];
  message: string;
  /** The type that was wanted, where the value is of another. */
  expected?: string;
  /** Of a choice between schemas: what each of them finds wrong. */
  errors?: readonly (readonly SchemaIssue[])[];
}

/** What a schema library offers to check a value with. */
export interface Schema<T> {
  safeParse(
    value: unknown,
  ): { success: true; data: T } | { success: false; error: { issues: readonly SchemaIssue[] } };
}

/**
 * The first thing that is wrong with an answer, in words: `data.0.author_id is missing`, `meta is a text, not an object`.
 * No value is quoted: it may be anybody's.
 *
 * @param body what was checked
 * @param issues what its schema found
 */
export function misfitOf(body: unknown, issues: readonly SchemaIssue[]): string {
  const [issue] = issues;
  if (issue === undefined) return 'something in it is wrong';
  // Of a choice, the first schema says what the thing should be.
  const [chosen = []] = issue.errors ?? [];
  if (chosen.length > 0) {
    return misfitOf(
      body,
      chosen.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] })),
    );
  }
  const found = issue.path.reduce(partOf, body);
  const place = issue.path.length === 0 ? 'it' : issue.path.map(String).join('.');
  if (found === undefined) return `${place} is missing`;
  if (issue.expected === undefined) return `${place}: ${issue.message}`;
  return `${place} is ${KINDS[kindOf(found)] ?? 'something else'}, not ${KINDS[issue.expected] ?? issue.expected}`;
}

function partOf(value: unknown, key: PropertyKey): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.getOwnPropertyDescriptor(value, key)?.value;
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  null: 'null',
};

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
