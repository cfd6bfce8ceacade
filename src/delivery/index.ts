import { SECOND } from '../core/clock.js';
import type { Carrier } from '../core/delivery.js';
import { NetworkError } from '../core/errors.js';
import { retrySafe } from '../http/retry.js';
import { callFor } from './calls.js';
import { checkHttpChannel } from './check.js';
import type { DeliveryDeps } from './deps.js';
import { post } from './post.js';

export type { DeliveryDeps } from './deps.js';

/** Waits between attempts, ms. */
const DELAYS = [SECOND, 5 * SECOND];

/** Makes what carries reports to the owner. */
export function createCarrier(deps: DeliveryDeps, delays: readonly number[] = DELAYS): Carrier {
  return {
    carry: (channel, document, id, signal) =>
      retrySafe(
        async () => {
          if (channel.kind === 'email') {
            const { sendEmail } = await import('./email.js');
            return sendEmail(deps, channel, document, id);
          }
          await post(deps, channel, callFor(deps, channel, document, id), signal);
          return null;
        },
        { delays, retryable: surelyNotArrived, signal },
      ),
    async check(channel, signal) {
      if (channel.kind !== 'email') return checkHttpChannel(deps, channel, signal);
      const { checkEmail } = await import('./email.js');
      await checkEmail(deps, channel);
      return true;
    },
  };
}

function surelyNotArrived(error: unknown): boolean {
  if (!(error instanceof NetworkError) || error.outcomeUnknown) return false;
  return ['unreachable', 'server', 'rate-limit'].includes(error.networkKind);
}
