import { priced } from '../core/budget.js';
import { type InboundMention, timeWritten } from '../core/mention.js';
import { prioritise, priorityFacts } from '../core/priority.js';
import { judge, ruleFacts } from '../core/rules.js';
import type { Scorer } from '../core/sentiment.js';
import { matchingWatches } from '../core/watch.js';
import type { Page } from '../networks/network.js';
import type { CommittedPage, PreparedMention } from '../store/index.js';
import type { Desk, DeskAccount, DeskSettings } from './desk.js';

/** What of the desk a page is brought in with. */
type IngestDesk = Pick<Desk, 'store' | 'clock'> & {
  settings: Pick<DeskSettings, 'prices' | 'reach' | 'watches' | 'rules'>;
};

/** What stays the same over the pages of one stream. */
export interface IngestTarget {
  desk: IngestDesk;
  account: Pick<DeskAccount, 'id' | 'network' | 'handle'>;
  accountRow: number;
  stream: string;
  scorer: Scorer;
  /** Ids of the configured watches, by name. */
  watchIds: ReadonlyMap<string, number>;
}

/**
 * Understands one page and commits it with its cursor.
 *
 * @throws EarshotError where the database refuses; the page is then not stored at all, and comes again
 */
export async function ingestPage(target: IngestTarget, page: Page): Promise<CommittedPage> {
  const { desk, account } = target;
  const now = desk.clock();
  const prices = desk.settings.prices[account.network] ?? {};
  return desk.store.commitPage({
    accountId: target.accountRow,
    network: account.network,
    stream: target.stream,
    cursor: page.cursor,
    mentions: page.mentions.map((inbound) => prepare(target, wellFormed(inbound, now), now)),
    ownPosts: page.ownPosts.map((post) => ({
      ...post,
      text: post.text.toWellFormed(),
      createdAt: timeWritten(post.createdAt, now),
    })),
    deletedNativeIds: page.deletedNativeIds,
    gaps: page.gaps,
    spending: priced(page.charges, prices),
    scorerVersion: target.scorer.version,
    now,
  });
}

function prepare(target: IngestTarget, inbound: Page['mentions'][number], now: number): PreparedMention {
  const { desk, scorer, account } = target;
  const understanding = scorer.score(inbound.text, {
    kind: inbound.kind,
    private: inbound.private,
    networkLanguage: inbound.networkLanguage,
    ownHandles: [account.handle],
  });
  const priority = prioritise(priorityFacts(inbound, understanding, desk.settings.reach), now);
  const { watches } = desk.settings;
  const matched = new Set(matchingWatches(watches, inbound.text, understanding.language));
  const heard = watches.filter((watch) => matched.has(watch) || target.stream === `search:${watch.name}`);
  const watchIds = heard.flatMap((watch) => target.watchIds.get(watch.name) ?? []);
  const facts = ruleFacts(inbound, understanding, {
    network: account.network,
    account: account.id,
    watches: heard.map(({ name }) => name),
    priority: priority.value,
  });
  const ruling = judge(desk.settings.rules, facts);
  return { inbound, understanding, priority, watchIds, ruling };
}

/**
 * Half of a surrogate pair, which JSON can write and UTF-8 cannot, becomes U+FFFD: a row must read back as it went in.
 * So must its times.
 */
function wellFormed(inbound: InboundMention, now: number): InboundMention {
  const { author } = inbound;
  return {
    ...inbound,
    text: inbound.text.toWellFormed(),
    createdAt: timeWritten(inbound.createdAt, now),
    editedAt: inbound.editedAt === null ? null : timeWritten(inbound.editedAt, now),
    url: inbound.url?.toWellFormed() ?? null,
    author: { ...author, handle: author.handle.toWellFormed(), name: author.name?.toWellFormed() ?? null },
  };
}
