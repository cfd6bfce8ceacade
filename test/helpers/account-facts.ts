import type { SecretStore } from '../../src/core/secrets.js';
import type { AccountMemory } from '../../src/networks/network.js';

/** Secrets in memory, with a lock that lets one renewal in at a time. What a renewal leaves out stays, as in the file. */
export class MemorySecrets implements SecretStore {
  values: Record<string, string>;
  updates = 0;
  /** Every value there was at any time. */
  readonly ever: string[] = [];
  readonly #register: (secret: string) => void;
  #last: Promise<void> = Promise.resolve();

  constructor(values: Readonly<Record<string, string>>, register: (secret: string) => void = () => {}) {
    this.#register = register;
    this.values = { ...values };
    this.#note(values);
  }

  get(name: string): string | undefined {
    return this.values[name];
  }

  update(
    renew: (current: Readonly<Record<string, string>>) => Promise<Record<string, string> | null>,
  ): Promise<void> {
    const run = async () => {
      const next = await renew({ ...this.values });
      if (next === null) return;
      this.values = { ...this.values, ...next };
      this.updates += 1;
      this.#note(next);
    };
    const done = this.#last.then(run);
    this.#last = done.catch(() => {});
    return done;
  }

  #note(values: Readonly<Record<string, string>>): void {
    for (const value of Object.values(values)) {
      this.#register(value);
      this.ever.push(value);
    }
  }
}

/** What an adapter remembers, for the length of a test: JSON, as it is stored. */
export function memoryOf(facts: Readonly<Record<string, unknown>> = {}): AccountMemory {
  let known = JSON.stringify(facts);
  const get = () => JSON.parse(known) as Record<string, unknown>;
  return {
    get,
    set: (more) => {
      known = JSON.stringify({ ...get(), ...more });
    },
  };
}
