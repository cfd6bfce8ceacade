import type { Alert } from '../core/alerts.js';
import { raiseAlerts, tellAlerts } from '../services/alerts.js';
import { channelsFor } from '../services/deliver.js';
import type { Desk } from '../services/desk.js';
import { alertDocument, alertLine } from '../views/alerts.js';
import { deliveryTroubleLines } from '../views/deliveries.js';
import { type Context, print } from './context.js';
import { viewOf } from './options.js';

/** What alarmed in one poll, and whether the owner could be told. */
export interface Alarmed {
  told: Alert[];
  failed: boolean;
}

/**
 * Looks for what alarms after a poll, tells the owner, and prints what is to be seen here: alarms at a terminal, or
 * where no channel carries them; what did not get through.
 */
export async function alertOwner(context: Context, desk: Desk): Promise<Alarmed> {
  const { stdout, stderr } = context.streams;
  const { timeZone, name } = desk.settings.business;
  await raiseAlerts(desk);
  const view = { ...(await viewOf(context, timeZone)), style: await context.errorStyle() };
  const { told, outcomes } = await tellAlerts(desk, (alerts) => alertDocument(alerts, name, view));
  if ((stdout.isTTY && !context.options.quiet) || channelsFor(desk, 'alerts').length === 0) {
    print(
      stderr,
      told.map((alert) => view.style.warn(`! ${alertLine(alert, view)}`)),
    );
  }
  print(stderr, deliveryTroubleLines(outcomes, view));
  return { told, failed: outcomes.some(({ result }) => result === 'failed' || result === 'unknown') };
}
