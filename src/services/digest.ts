import { HOUR } from '../core/clock.js';
import type { Digest } from '../core/digest.js';
import { NO_MENTIONS, volumeOf } from '../core/tally.js';
import { coverageOf } from './coverage.js';
import type { Desk } from './desk.js';
import { audiencePart } from './digest-audience.js';
import { capacityPart } from './digest-capacity.js';
import { answeringFacts, responsePart, tallyBy, together } from './digest-response.js';
import { suggestionsOf } from './digest-suggestions.js';
import { reasonsOf } from './mention-card.js';
import { topicsOf } from './topics.js';

const TOP = 3;
const SLICES = 24;

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
  const facts = await answeringFacts(desk, from, to);
  const earlier = await answeringFacts(desk, before, from);
  const quarters = await statistics.tallies(['quarter'], from, to, now);
  const digest: Omit<Digest, 'suggestions'> = {
    business: desk.settings.business.name,
    timeZone: desk.settings.business.timeZone,
    from,
    to,
    generatedAt: now,
    volume: volumeOf(together(facts).tally),
    previous: volumeOf(together(earlier).tally),
    series: await seriesOf(desk, from, to),
    byNetwork: [...tallyBy(facts.parts, 'network')].map(([network, tally]) => ({
      network,
      volume: volumeOf(tally),
      needReply: tally.needReply,
      answered: tally.needAnswered,
    })),
    byLanguage: [...tallyBy(facts.parts, 'language')].map(([language, { mentions }]) => ({
      language,
      mentions,
    })),
    ...(await responsePart(desk, facts, earlier, quarters)),
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
      error ? [{ account: key, network, kind: error.kind, message: error.message, since: okAt }] : [],
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
    volume: slices.get(index) ?? volumeOf(NO_MENTIONS),
  }));
}
