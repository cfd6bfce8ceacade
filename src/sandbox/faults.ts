import * as z from 'zod';

/** One kind of failure to act out, for the next requests it fits. */
export const faultSchema = z.strictObject({
  /** HTTP method; any where absent. */
  method: z.enum(['GET', 'POST', 'PUT', 'DELETE']).optional(),
  /** Start of the path, such as `/2/tweets`. */
  path: z.string().startsWith('/'),
  /** How many requests it hits. */
  times: z.int().positive().default(1),
  action: z.enum([
    /** Answers with `status`, `headers` and `body`. */
    'status',
    /** Never answers. */
    'timeout',
    /** Cuts the connection before the request is carried out. */
    'reset-before',
    /** Carries the request out, then cuts the connection. */
    'reset-after',
    /** Carries the request out, sends half of the answer, then cuts the connection. */
    'truncate',
    /** Answers 200 with a page of HTML. */
    'not-json',
    /** Answers 200 with nothing. */
    'empty',
    /** Carries the request out and answers after `delayMs`. */
    'slow',
  ]),
  status: z.int().min(200).max(599).default(503),
  headers: z.record(z.string(), z.string()).default({}),
  /** A JSON value, or a string to send as it is. */
  body: z.json().optional(),
  delayMs: z.int().min(0).default(1_000),
  /** Carries the request out first, whatever the answer then says. */
  afterAccept: z.boolean().default(false),
});

export type Fault = z.infer<typeof faultSchema>;
/** A fault as it is asked for: everything but path and action has a default. */
export type FaultRequest = z.input<typeof faultSchema>;

/** The failures waiting to be acted out, first come first served. */
export class Faults {
  #waiting: Fault[] = [];

  /** @throws ZodError on a malformed fault */
  add(faults: readonly FaultRequest[]): void {
    this.#waiting.push(...faults.map((fault) => faultSchema.parse(fault)));
  }

  clear(): void {
    this.#waiting = [];
  }

  /** The fault that hits a request, counted down; null where none does. */
  take(method: string, path: string): Fault | null {
    const fault = this.#waiting.find(
      (one) => (one.method === undefined || one.method === method) && path.startsWith(one.path),
    );
    if (!fault) return null;
    fault.times--;
    if (fault.times === 0) this.#waiting = this.#waiting.filter((one) => one !== fault);
    return fault;
  }

  /** Whether a fault lets the request take effect. */
  static accepts(fault: Fault): boolean {
    return fault.afterAccept || ['reset-after', 'truncate', 'slow'].includes(fault.action);
  }
}
