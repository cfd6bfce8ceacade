import { type Alert, type AlertSettings, mentionAlarms, type SpikeAlarm } from '../core/alerts.js';
import { DAY } from '../core/clock.js';
import type { DeliveryDocument, DeliveryOutcome } from '../core/delivery.js';
import { EarshotError } from '../core/errors.js';
import { isQuiet } from '../core/quiet-hours.js';
import {
  knowsUsual,
  negativeSpike,
  referenceWindows,
  type SpikeSettings,
  volumeSpike,
  WINDOW,
} from '../core/spikes.js';
import type { AlertToRaise } from '../store/index.js';
import { channelsFor, deliver } from './deliver.js';
import type { Desk } from './desk.js';

/** Older mentions alarm nobody any more: a first poll brings weeks of them. */
const RECENT = DAY;
/** What could not be delivered for so long is given up: the digest has it. */
const PATIENCE = DAY;
/** The stretch that tells how much talk there is at any time. */
const OVERALL = 28 * DAY;

/** Looks at what came in since the last time, at who waits, and at how much talk there is; keeps what alarms. */
export async function raiseAlerts(desk: Desk): Promise<void> {
  const { alerts: settings } = desk.settings;
  const { alerts } = desk.store;
  const now = desk.clock();
  const lookedTo = await alerts.newestMention();
  const found: AlertToRaise[] = [];
  for await (const batch of alerts.fresh((await alerts.lookedTo()) ?? 0, now - RECENT)) {
    for (const { mention, rules } of batch) {
      const alarms = [
        ...rules.slice(0, 1).map((rule) => ({ kind: 'rule' as const, rule })),
        ...mentionAlarms(mention, settings),
      ];
      found.push(...alarms.map((alarm) => ({ mentionId: mention.id, alarm })));
    }
  }
  await alerts.raise(
    [...found, ...(await tooLong(desk, settings, now)), ...(await spikes(desk, settings.spikes, now))],
    lookedTo,
    now,
  );
}

async function tooLong(desk: Desk, { waitingMs }: AlertSettings, now: number): Promise<AlertToRaise[]> {
  if (waitingMs === null) return [];
  const waiting = await desk.store.alerts.waiting(now - waitingMs - RECENT, now - waitingMs);
  return waiting.map(({ id, since }) => ({ mentionId: id, alarm: { kind: 'waiting', since } }));
}

async function spikes(desk: Desk, settings: SpikeSettings | null, now: number): Promise<AlertToRaise[]> {
  const { alerts } = desk.store;
  const since = settings === null ? null : await alerts.listeningSince();
  if (settings === null || since === null || !knowsUsual(now, since)) return [];
  const { sensitivity, cooldownMs } = settings;
  const current = { from: now - WINDOW, to: now };
  const references = referenceWindows(now, since, desk.settings.business.timeZone);
  const stretch = { from: Math.max(since, now - OVERALL), to: now - WINDOW };
  const competitors = desk.settings.watches
    .filter(({ kind }) => kind === 'competitor')
    .map(({ name }) => name);
  const [seen, overall, ...past] = await alerts.countIn([current, stretch, ...references], competitors);
  if (!seen || !overall) return [];
  const mean = (overall.mentions * WINDOW) / (stretch.to - stretch.from);
  const signals = [
    ['volume', volumeSpike(seen, references, past, mean, sensitivity)],
    ['negative', negativeSpike(seen, past, sensitivity)],
  ] as const;
  const found: AlertToRaise[] = [];
  for (const [kind, signal] of signals) {
    const last = await alerts.lastRaised(kind);
    if (signal === null || (last !== null && now - last < cooldownMs)) continue;
    const alarm: SpikeAlarm = { kind, ...current, ...seen, ...signal };
    found.push({ mentionId: null, alarm });
  }
  return found;
}

/** What became of alarms in one run. */
export interface AlertReport {
  /** Told to the owner now, or to be printed where no channel carries alarms. */
  told: Alert[];
  outcomes: DeliveryOutcome[];
}

/**
 * Tells the owner what alarmed, in one message, unless the hours are quiet; and tells again what did not get through.
 * What was dealt with in the meantime is left out.
 *
 * @param compose makes a message of alarms
 */
export async function tellAlerts(
  desk: Desk,
  compose: (alerts: readonly Alert[]) => DeliveryDocument,
): Promise<AlertReport> {
  const { alerts } = desk.store;
  const { quietHours } = desk.settings.alerts;
  const report: AlertReport = { told: [], outcomes: [] };
  if (isQuiet(desk.clock(), quietHours, desk.settings.business.timeZone)) return report;
  await alerts.gather(desk.newId());
  for (const { batch, alerts: all } of await alerts.underway()) {
    const now = desk.clock();
    const open = all.filter(isOpen);
    if (open.length === 0) {
      await alerts.tell(batch, now);
      continue;
    }
    const times = all.map(({ raisedAt }) => raisedAt);
    const [from, to] = [Math.min(...times), Math.max(...times)];
    const outcomes = await whereNobodyElseDelivers(() =>
      deliver(desk, { what: 'alerts', key: batch, from, to, document: compose(open) }, true),
    );
    if (outcomes === null) return report;
    report.outcomes.push(...outcomes);
    const sent = outcomes.some(({ result }) => result === 'sent');
    const without = channelsFor(desk, 'alerts').length === 0;
    if (sent || without) report.told.push(...open);
    const through = outcomes.every(({ result }) => result !== 'failed' && result !== 'resting');
    if (through || now - to > PATIENCE) await alerts.tell(batch, now);
  }
  return report;
}

/** Whether an alarm is still one: nobody has answered, dealt with or deleted what it is about. */
function isOpen({ alarm, mention }: Alert): boolean {
  if (mention === null) return alarm.kind === 'volume' || alarm.kind === 'negative';
  if (mention.deletedAt !== null || mention.answeredAt !== null) return false;
  return alarm.kind === 'rule' || (mention.status !== 'done' && mention.status !== 'ignored');
}

async function whereNobodyElseDelivers<T>(run: () => Promise<T>): Promise<T | null> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof EarshotError && error.kind === 'locked') return null;
    throw error;
  }
}
