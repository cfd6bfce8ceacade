import { invalidRequest } from './problems.js';

const ID = /^[0-9]{1,19}$/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/;

/** Query parameters of one request, read as strictly as X reads them: whatever is wrong is a Refusal (400). */
export class Query {
  readonly #values = new Map<string, string>();

  /** @param known every parameter the endpoint takes */
  constructor(search: URLSearchParams, known: readonly string[]) {
    for (const [name, value] of search) {
      if (!known.includes(name)) {
        throw invalidRequest(`The query parameter [${name}] is not one of [${known.join(',')}]`, {
          [name]: [value],
        });
      }
      if (this.#values.has(name)) {
        throw invalidRequest(`The \`${name}\` query parameter can only be given once`, {
          [name]: search.getAll(name),
        });
      }
      this.#values.set(name, value);
    }
  }

  has(name: string): boolean {
    return this.#values.has(name);
  }

  /** A text as it came, or null. */
  text(name: string): string | null {
    return this.#values.get(name) ?? null;
  }

  required(name: string): string {
    const value = this.#values.get(name);
    if (!value)
      throw invalidRequest(`The \`${name}\` query parameter can not be empty`, { [name]: [value ?? ''] });
    return value;
  }

  /** A whole number within a range, ends included. */
  int(name: string, min: number, max: number, fallback: number): number {
    const value = this.#values.get(name);
    if (value === undefined) return fallback;
    const number = Number(value);
    if (!/^\d{1,9}$/.test(value) || number < min || number > max) {
      throw invalidRequest(
        `The \`${name}\` query parameter value [${value}] is not between ${min} and ${max}`,
        {
          [name]: [value],
        },
      );
    }
    return number;
  }

  id(name: string): bigint | null {
    const value = this.#values.get(name);
    if (value === undefined) return null;
    if (!ID.test(value)) throw this.invalid(name);
    return BigInt(value);
  }

  /** A time in RFC 3339 with Z, as ms UTC. */
  time(name: string): number | null {
    const value = this.#values.get(name);
    if (value === undefined) return null;
    const ms = Date.parse(value);
    if (!TIME.test(value) || Number.isNaN(ms)) throw this.invalid(name);
    return ms;
  }

  /** A comma separated list whose values are all known and come once. */
  list(name: string, known: readonly string[]): Set<string> {
    const value = this.#values.get(name);
    if (value === undefined) return new Set();
    const items = value.split(',');
    const wrong = items.find((item) => !known.includes(item));
    if (wrong !== undefined) {
      throw invalidRequest(
        `The \`${name}\` query parameter value [${wrong}] is not one of [${known.join(',')}]`,
        { [name]: [value] },
      );
    }
    if (new Set(items).size !== items.length) throw this.invalid(name);
    return new Set(items);
  }

  /** A comma separated list of 1 to 100 values of one shape. */
  items(name: string, shape: RegExp): string[] {
    const items = this.required(name).split(',');
    const wrong = items.find((item) => !shape.test(item));
    if (wrong !== undefined) {
      throw invalidRequest(`The \`${name}\` query parameter value [${wrong}] is not valid`, {
        [name]: [wrong],
      });
    }
    if (items.length > 100) {
      throw invalidRequest(
        `The number of values in the \`${name}\` query parameter list [${items.length}] is not between 1 and 100`,
        {
          [name]: items,
        },
      );
    }
    return items;
  }

  invalid(name: string): ReturnType<typeof invalidRequest> {
    const value = this.#values.get(name) ?? '';
    return invalidRequest(`The \`${name}\` query parameter value [${value}] is not valid`, {
      [name]: [value],
    });
  }
}

/** A path parameter that must be an id. @throws Refusal (400) */
export function pathId(name: string, value: string): string {
  if (!ID.test(value)) {
    throw invalidRequest(`The \`${name}\` query parameter value [${value}] is not valid`, {
      [name]: [value],
    });
  }
  return value;
}
