import { HOUR } from '../core/clock.js';
import type { Digest, ResponseNumbers, Suggestion, Volume } from '../core/digest.js';
import { responseNumbers } from '../core/response-metrics.js';
import type { StoredMention } from '../core/stored-mention.js';
import { coverageOf } from './coverage.js';
import type { Desk } from './desk.js';
import { reasonsOf } from './mention-card.js';

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
    responseBy: { network: [], account: [], language: [] },
    waitBands: [],
    hours: [],
    topics: [],
    authors: [],
    voice: [],
    capacity: { minutesPerDay: null, channels: [] },
    response: await responseOf(desk, from, to, now),
    previousResponse: await responseOf(desk, before, from, now),
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

async function responseOf(desk: Desk, from: number, to: number, now: number): Promise<ResponseNumbers> {
  const { statistics } = desk.store;
  const { hours, timeZone } = desk.settings.business;
  return responseNumbers(
    {
      needingReply: await statistics.needingReply(from, to),
      waits: await statistics.waits(from, to),
      allMentions: await statistics.answeredOfAll(from, to),
    },
    now,
    hours,
    timeZone,
  );
}

/** Three things worth doing first, each with the command to type. */
function suggestionsOf(digest: Omit<Digest, 'suggestions'>): Digest['suggestions'] {
  const suggestions: Suggestion[] = [];
  const { unknownReplies, failing, waiting, praiseUnanswered } = digest;
  if (unknownReplies > 0) {
    suggestions.push({
      kind: 'settle-replies',
      count: unknownReplies,
      text: `${unknownReplies} of your replies may not have arrived`,
      command: 'earshot outbox settle',
    });
  }
  for (const { account, message } of failing) {
    suggestions.push({
      kind: 'check-account',
      account,
      reason: message,
      text: `${account} cannot be polled: ${message}`,
      command: `earshot account check ${account}`,
    });
  }
  for (const mention of waiting.top) {
    suggestions.push({
      kind: 'answer',
      mentionId: mention.id,
      text: summary(mention),
      command: `earshot reply ${mention.id}`,
    });
  }
  if (praiseUnanswered.count > 0) {
    suggestions.push({
      kind: 'thank',
      count: praiseUnanswered.count,
      text: `${praiseUnanswered.count} thank-yous without an answer`,
      command: 'earshot list --intent praise --status new --since 7d',
    });
  }
  return suggestions.slice(0, TOP);
}

function summary(mention: StoredMention): string {
  const reasons = mention.reasons.slice(-2).join(', ');
  return `#${mention.id} ${mention.intent} from @${mention.author.handle}${reasons ? `: ${reasons}` : ''}`;
}
