import type { DeliveryOutcome } from '../core/delivery.js';
import { safeLine } from '../output/sanitise.js';
import { iso, moment } from '../output/time.js';
import type { View } from './view.js';

/** What became of each delivery, a line each. */
export function deliveryLines(
  outcomes: readonly DeliveryOutcome[],
  view: Pick<View, 'style' | 'now' | 'timeZone'>,
): string[] {
  return outcomes.map((outcome) => deliveryLine(outcome, view));
}

function deliveryLine(
  { channel, result, reason, hint, retryAt }: DeliveryOutcome,
  { style, now, timeZone }: Pick<View, 'style' | 'now' | 'timeZone'>,
): string {
  const why = reason === null ? '' : ` ${safeLine(reason)}`;
  const then = hint === null ? '' : ` ${safeLine(hint)}`;
  switch (result) {
    case 'sent':
      return reason === null
        ? `${style.positive('✔')} sent to ${channel}`
        : style.warn(`! sent to ${channel}, but${why}`);
    case 'already':
      return `· ${channel} has it already`;
    case 'unknown':
      return style.warn(`! it may have reached ${channel}; it is not sent again.${why}${then}`);
    case 'failed':
      return style.error(`✖ not sent to ${channel}.${why}${then}`);
    case 'resting':
      return style.warn(
        `! not sent to ${channel} lately; tried again ${moment(retryAt ?? now, now, timeZone)}.${why}`,
      );
  }
}

/** What cron hears about: nothing where all arrived, and nothing that it has been told already. */
export function deliveryTroubleLines(
  outcomes: readonly DeliveryOutcome[],
  view: Pick<View, 'style' | 'now' | 'timeZone'>,
): string[] {
  const trouble = outcomes.filter(
    ({ result, reason }) =>
      result === 'failed' || result === 'unknown' || (result === 'sent' && reason !== null),
  );
  return deliveryLines(trouble, view).map((line) => `earshot: ${line}`);
}

/** What a log hears: one line where something went out, or null. */
export function deliveredLine(outcomes: readonly DeliveryOutcome[]): string | null {
  const sent = outcomes.filter(({ result }) => result === 'sent').map(({ channel }) => channel);
  return sent.length === 0 ? null : `Sent to ${sent.join(', ')}.`;
}

/** The same for programs: what `digest --send --json` and `alerts test --json` print. */
export function deliveriesJson(outcomes: readonly DeliveryOutcome[]) {
  return { deliveries: outcomes.map((outcome) => ({ ...outcome, retryAt: iso(outcome.retryAt) })) };
}
