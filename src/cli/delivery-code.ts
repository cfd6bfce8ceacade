import type { DeliveryOutcome } from '../core/delivery.js';
import { isWell } from '../services/deliver.js';
import { EXIT, type ExitCode } from './exit-codes.js';

/** Some channels without it is a partial failure; all of them without it is a failure. */
export function exitCodeOfDeliveries(outcomes: readonly DeliveryOutcome[]): ExitCode {
  const well = outcomes.filter(isWell).length;
  if (well === outcomes.length) return EXIT.done;
  return well === 0 ? EXIT.failed : EXIT.partial;
}
