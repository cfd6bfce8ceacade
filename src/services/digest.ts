import { HOUR } from '../core/clock.js';
import type { Digest, Volume } from '../core/digest.js';
import { coverageOf } from './coverage.js';
import type { Desk } from './desk.js';
import { audiencePart } from './digest-audience.js';
import { capacityPart } from './digest-capacity.js';
import { responsePart } from './digest-response.js';
import { suggestionsOf } from './digest-suggestions.js';
import { reasonsOf } from './mention-card.js';
import { topicsOf } from './topics.js';

const TOP = 3;
const SLICES = 24;
const NOTHING: Volume = { mentions: 0, positive: 0, neutral: 0, negative: 0 };

/**
 * The report over [from, to), computed now from raw timestamps.
 *
 * @param from ms UTC
 * @param to ms UTC
 */
export async function buildDigest(desk: Desk, from: number, to: number): Promise<Digest> {
  const { statistics, mentions, accounts, outbox } = desk.store;
  const before = from - (to - from);
  const now = desk.clock();
  const waiting = await mentions.waiting(0);
  const states = await accounts.all();
  const top = await mentions.list({
    sort: 'priority',
    limit: TOP,
    needsReply: true,
    status: ['new', 'open'],
  });
  const praise = await mentions.list({
    sort: 'newest',
    limit: TOP,
    intent: ['praise'],
    status: ['new', 'open'],
    since: from,
    until: to,
  });
  const digest: Omit<Digest, 'suggestions'> = {
    business: desk.settings.business.name,
    timeZone: desk.settings.business.timeZone,
    from,
    to,
    generatedAt: now,
    volume: await statistics.volume(from, to),
    previous: await statistics.volume(before, from),
    series: await seriesOf(desk, from, to),
    byNetwork: await statistics.byNetwork(from, to),
    byLanguage: await statistics.byLanguage(from, to),
    ...(await responsePart(desk, from, to)),
    ...(await audiencePart(desk, from, to)),
    ...(await capacityPart(desk, to)),
    topics: await topicsOf(desk, from, to),
    leftOut: await statistics.leftOut(from, to),
    waiting: {
      count: waiting.count,
      oldestAt: waiting.oldestAt,
      top: top.map((mention) => ({ ...mention, reasons: reasonsOf(desk, mention) })),
    },
    praiseUnanswered: { count: await statistics.unansweredPraise(from, to), top: praise },
    gaps: await accounts.gapsBetween(from, now),
    failing: states.flatMap(({ key, network, error, okAt }) =>
      error ? [{ account: key, network, message: error.message, since: okAt }] : [],
    ),
    coverage: await coverageOf(desk),
    unknownReplies: (await outbox.list(['unknown'])).length,
  };
  return { ...digest, suggestions: suggestionsOf(digest) };
}

async function seriesOf(desk: Desk, from: number, to: number): Promise<Digest['series']> {
  const step = Math.max(HOUR, Math.ceil((to - from) / SLICES));
  const slices = await desk.store.statistics.series(from, to, step);
  const count = Math.ceil((to - from) / step);
  return Array.from({ length: count }, (_, index) => ({
    from: from + index * step,
    to: Math.min(to, from + (index + 1) * step),
    volume: slices.get(index) ?? NOTHING,
  }));
}
