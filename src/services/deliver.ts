import { restAfter } from '../core/backoff.js';
import { HOUR, SECOND } from '../core/clock.js';
import {
  type Channel,
  type Deliverable,
  type DeliveryDocument,
  type DeliveryOutcome,
  knowsRepetitions,
  type Outgoing,
} from '../core/delivery.js';
import { EarshotError, NetworkError } from '../core/errors.js';
import type { Desk } from './desk.js';

/** Waiting for another process that delivers. */
const LOCK_WAIT = 60 * SECOND;

/** The configured ways that carry something. */
export function channelsFor(desk: Desk, what: Deliverable): Channel[] {
  return desk.settings.channels.filter(({ carries }) => carries.includes(what));
}

/**
 * Delivers over every channel that carries such a thing, each at most once: the claim is on disk before anything
 * leaves, and what may have arrived is sent again only to receivers that know a repetition.
 *
 * @param patient leaves a channel alone that failed lately, and leaves at once where another process is delivering
 * @throws EarshotError `locked`
 */
export async function deliver(desk: Desk, outgoing: Outgoing, patient: boolean): Promise<DeliveryOutcome[]> {
  const channels = channelsFor(desk, outgoing.what);
  if (channels.length === 0) return [];
  return desk.exclusively('deliver', patient ? 0 : LOCK_WAIT, async () => {
    const repeatable = desk.settings.channels.filter(knowsRepetitions).map(({ id }) => id);
    await desk.store.deliveries.abandon(repeatable, desk.clock());
    const outcomes: DeliveryOutcome[] = [];
    for (const channel of channels) outcomes.push(await deliverOver(desk, channel, outgoing, patient));
    return outcomes;
  });
}

async function deliverOver(
  desk: Desk,
  channel: Channel,
  outgoing: Outgoing,
  patient: boolean,
): Promise<DeliveryOutcome> {
  const { deliveries } = desk.store;
  const claim = await deliveries.claim(outgoing, channel.id, desk.clock(), patient);
  const outcome = (result: DeliveryOutcome['result'], more: Partial<DeliveryOutcome> = {}) => ({
    channel: channel.id,
    result,
    reason: null,
    hint: null,
    retryAt: null,
    ...more,
  });
  if (!claim.claimed) {
    const { state, error, retryAt } = claim;
    if (state === 'failed') return outcome('resting', { reason: error, retryAt });
    return outcome(state === 'unknown' ? 'unknown' : 'already', { reason: error });
  }
  try {
    const carrier = await desk.carrier();
    const note = await carrier.carry(
      channel,
      outgoing.document,
      `earshot-${outgoing.what}-${claim.id}-${claim.claimedAt}`,
      desk.signal,
    );
    await deliveries.settle(claim.id, { state: 'sent', at: desk.clock(), retryAt: null, error: note });
    return outcome('sent', { reason: note });
  } catch (error) {
    if (!(error instanceof EarshotError)) {
      await deliveries.settle(claim.id, {
        state: 'unknown',
        at: desk.clock(),
        retryAt: null,
        error: 'earshot failed while it was sending it',
      });
      throw error;
    }
    const unknown = error instanceof NetworkError && error.outcomeUnknown;
    const now = desk.clock();
    const retryAt = unknown ? null : now + restAfter(error.kind, claim.attempts);
    const state = unknown ? 'unknown' : 'failed';
    await deliveries.settle(claim.id, { state, at: now, retryAt, error: error.message });
    return outcome(state, { reason: error.message, hint: error.hint ?? null, retryAt });
  }
}

/**
 * When the digests that surely arrived ended: of all channels the earliest, so that none misses a day.
 *
 * @returns ms UTC; null before the first
 */
export async function lastDigestEnd(desk: Desk): Promise<number | null> {
  const ends = await desk.store.deliveries.lastDigestEnds();
  const known = channelsFor(desk, 'digest').flatMap(({ id }) => ends.get(id) ?? []);
  return known.length === 0 ? null : Math.min(...known);
}

/**
 * Sends a digest, once for a period and channel. Periods that begin and end in the same hours are the same, so that
 * a digest that is asked for again, by hand or by a second cron, is not sent twice; one shorter than that is not sent.
 *
 * @throws EarshotError `no-channels` (config)
 */
export async function sendDigest(
  desk: Desk,
  report: { from: number; to: number; document: DeliveryDocument },
): Promise<DeliveryOutcome[]> {
  const channels = channelsFor(desk, 'digest');
  if (channels.length === 0) {
    throw new EarshotError('There is no channel to send the digest over.', {
      code: 'no-channels',
      kind: 'config',
      hint: 'Add one under delivery.channels in the configuration: see docs/delivery.md.',
    });
  }
  const runId = await desk.store.runs.start({ command: 'digest', ...desk.process, startedAt: desk.clock() });
  let outcomes: DeliveryOutcome[] = [];
  try {
    const hours = [report.from, report.to].map((time) => Math.floor(time / HOUR));
    outcomes =
      hours[0] === hours[1]
        ? channels.map(({ id }) => ({
            channel: id,
            result: 'already',
            reason: null,
            hint: null,
            retryAt: null,
          }))
        : await deliver(desk, { what: 'digest', key: hours.join('-'), ...report }, false);
    return outcomes;
  } finally {
    const arrived = outcomes.length > 0 && outcomes.every(isWell);
    await desk.store.runs.finish(runId, desk.clock(), arrived ? 0 : outcomes.some(isWell) ? 3 : 1, null);
  }
}

/** Whether it surely arrived, now or before. */
export function isWell({ result }: DeliveryOutcome): boolean {
  return result === 'sent' || result === 'already';
}
