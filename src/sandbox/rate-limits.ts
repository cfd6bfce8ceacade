import { type Clock, DAY, MINUTE, SECOND } from '../core/clock.js';
import { Refusal } from './problems.js';

const WINDOW = 15 * MINUTE;
/** What the headers say where limits are lifted. */
const LIFTED = 1_000_000;

/** Requests an endpoint allows: each 15 minutes per user and per app, and each 24 hours where X says so. */
export interface EndpointLimits {
  user: number | null;
  app: number | null;
  day?: { who: 'user' | 'app'; limit: number };
}

interface Window {
  endsAt: number;
  used: number;
}

/** Counts requests against X's documented table, on the real clock: clients compare the reset with theirs. */
export class RateLimits {
  readonly #clock: Clock;
  readonly #enforced: boolean;
  readonly #windows = new Map<string, Window>();

  constructor(clock: Clock, enforced: boolean) {
    this.#clock = clock;
    this.#enforced = enforced;
  }

  /**
   * Counts one request.
   *
   * @returns the headers every answer carries
   * @throws Refusal (429) where a window is used up
   */
  take(endpoint: string, limits: EndpointLimits, who: 'user' | 'app'): Record<string, string> {
    const limit = limits[who] ?? limits.user ?? LIFTED;
    const checks = [{ name: 'x-rate-limit', limit, window: this.#window(`${endpoint} ${who}`, WINDOW) }];
    if (limits.day) {
      const day = this.#window(`${endpoint} ${who} day`, DAY);
      checks.push({ name: `x-${limits.day.who}-limit-24hour`, limit: limits.day.limit, window: day });
    }
    const exhausted = this.#enforced && checks.some((check) => check.window.used >= check.limit);
    const headers: Record<string, string> = {};
    for (const check of checks) {
      if (!exhausted) check.window.used++;
      const shown = this.#enforced ? check.limit : LIFTED;
      headers[`${check.name}-limit`] = String(shown);
      headers[`${check.name}-remaining`] = String(Math.max(0, shown - check.window.used));
      headers[`${check.name}-reset`] = String(Math.ceil(check.window.endsAt / SECOND));
    }
    if (exhausted) {
      throw new Refusal({
        status: 429,
        headers,
        body: { title: 'Too Many Requests', detail: 'Too Many Requests', type: 'about:blank', status: 429 },
      });
    }
    return headers;
  }

  #window(key: string, length: number): Window {
    const now = this.#clock();
    const open = this.#windows.get(key);
    if (open && open.endsAt > now) return open;
    const window = { endsAt: now + length, used: 0 };
    this.#windows.set(key, window);
    return window;
  }
}
