import { DAY, MINUTE } from '../core/clock.js';
import type { ChannelCapacity, Digest } from '../core/digest.js';
import { durations } from '../core/response-metrics.js';
import type { Desk } from './desk.js';

/** Arrivals are those of the weeks before the report ends. */
const ARRIVALS = 28 * DAY;
/** Answering times are rarer: those of three months. */
const MEASURED = 90 * DAY;
/** A longer break between two answers is no time spent on the second. */
const SITTING = 15 * MINUTE;
/** Fewer answers say nothing of a network: all networks together stand in. */
const FEW = 5;

/** Which networks can be kept up with, in the minutes a day that the owner has. */
export async function capacityPart({ store, settings }: Desk, to: number): Promise<Pick<Digest, 'capacity'>> {
  const { minutesPerDay } = settings.business;
  const first = await store.statistics.firstMentionAt();
  if (first === null) return { capacity: { minutesPerDay, channels: [] } };
  const from = Math.max(to - ARRIVALS, first);
  const days = Math.max(1, (to - from) / DAY);
  const arrivals = await store.statistics.arrivals(from, to);
  const times = await store.statistics.handlingTimes(to - MEASURED, to, SITTING);
  const all = durations(times.map(({ ms }) => ms)).medianMs;
  const channels = [...arrivals]
    .map(([network, needReply]): Omit<ChannelCapacity, 'keptUp'> => {
      const own = durations(times.filter((time) => time.network === network).map(({ ms }) => ms));
      const enough = own.n >= FEW;
      const handlingMs = enough ? own.medianMs : all;
      const perDay = needReply / days;
      return {
        network,
        perDay,
        handlingMs,
        measured: enough ? own.n : 0,
        minutesPerDay: handlingMs === null ? null : (perDay * handlingMs) / MINUTE,
      };
    })
    .sort((a, b) => b.perDay - a.perDay || (a.network < b.network ? -1 : 1));
  return { capacity: { minutesPerDay, channels: inMinutes(channels, minutesPerDay) } };
}

/** Hands the minutes out to the busiest network first; one that does not fit leaves them to the next. */
function inMinutes(
  channels: readonly Omit<ChannelCapacity, 'keptUp'>[],
  minutes: number | null,
): ChannelCapacity[] {
  let left = minutes;
  return channels.map((channel) => {
    if (left === null || channel.minutesPerDay === null) return { ...channel, keptUp: null };
    const keptUp = channel.minutesPerDay <= left;
    if (keptUp) left -= channel.minutesPerDay;
    return { ...channel, keptUp };
  });
}
