import { DAY } from '../../core/clock.js';
import type { InboxEvent } from '../../core/inbox/events.js';
import type { InboxFilter } from '../../core/inbox/state.js';
import { URGENT_FROM } from '../../core/priority.js';
import { responseNumbers } from '../../core/response-metrics.js';
import { addUp } from '../../core/tally.js';
import type { Desk } from '../desk.js';
import { listMentions } from '../mention-list.js';
import { refreshPriorities } from '../triage.js';

/** More than anybody clears in one sitting; the rest comes up as these are done. */
const LONGEST_QUEUE = 200;

/** Lets time do its part: what was snoozed until now is back, and what has waited longer weighs more. */
export async function keepUp(desk: Desk): Promise<void> {
  await desk.store.triage.wake(desk.clock());
  await refreshPriorities(desk);
}

const RATED_OVER = 7 * DAY;

/** How well the last seven days were answered, by the metrics' own definition. */
export async function rateAnswering(desk: Desk): Promise<InboxEvent> {
  const now = desk.clock();
  const tally = addUp(await desk.store.statistics.tallies([], now - RATED_OVER, now, now));
  return { type: 'rated', within24h: responseNumbers({ tally, waits: [] }, false).within24h.rate };
}

/** What waits, most urgent first, as the filter has it. */
export async function loadQueue(desk: Desk, filter: InboxFilter): Promise<InboxEvent> {
  const { search, network, intent, sentiment } = filter;
  const [queue, { count, oldestAt }] = await Promise.all([
    listMentions(desk, {
      needsReply: true,
      status: ['new', 'open'],
      ...(search === null ? {} : { search }),
      ...(network === null ? {} : { network: [network] }),
      ...(intent === null ? {} : { intent: [intent] }),
      ...(sentiment === null ? {} : { sentiment: [sentiment] }),
      sort: 'priority',
      limit: LONGEST_QUEUE,
    }),
    desk.store.mentions.waiting(URGENT_FROM),
  ]);
  const ids = new Set(desk.settings.accounts.map((account) => account.network));
  const networks = [...ids].map((id) => ({ label: `on ${desk.networkName(id)}`, value: `network ${id}` }));
  return { type: 'loaded', queue, waiting: { count, oldestAt }, networks };
}
