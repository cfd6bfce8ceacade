import { EarshotError } from '../core/errors.js';
import { prioritise, priorityFacts } from '../core/priority.js';
import type { MentionCard, StoredMention, ThreadEntry } from '../core/stored-mention.js';
import type { Network } from '../networks/network.js';
import { accountOf, type Desk } from './desk.js';
import { hideAbility } from './moderate.js';
import { privateAbility } from './reply.js';
import { taughtScorer } from './teach.js';
import { requireMention } from './triage.js';

const THREAD_LIMIT = 50;

/**
 * Everything about one mention: its thread, its author's history, what can be done with it and why it scored
 * as it did.
 *
 * @throws EarshotError `mention-not-found`
 */
export async function openCard(desk: Desk, id: number): Promise<MentionCard> {
  const mention = await requireMention(desk, id);
  const [thread, history, abilities, rules, scorer] = await Promise.all([
    threadOf(desk, mention),
    desk.store.mentions.authorHistory(mention.author.id),
    abilitiesOf(desk, mention),
    desk.store.rules.of(mention.id),
    taughtScorer(desk),
  ]);
  return {
    mention: { ...mention, reasons: reasonsOf(desk, mention) },
    thread,
    history,
    customer: {
      authors: await desk.store.customers.authorsOf(mention.author.id),
      notes: await desk.store.customers.notesOf(mention.author.id),
    },
    abilities,
    rules,
    evidence: scorer.explain(mention.text),
  };
}

/** Why a mention is where it is in the queue: what the text says, then what else weighs, waiting last. */
export function reasonsOf(desk: Desk, mention: StoredMention): string[] {
  const { reasons } = prioritise(priorityFacts(mention, mention, desk.settings.reach), desk.clock());
  return [...new Set([...mention.reasons, ...reasons])];
}

async function threadOf(desk: Desk, mention: StoredMention): Promise<ThreadEntry[]> {
  const [theirs, ours, outbox] = await Promise.all([
    desk.store.mentions.byThread(mention.threadId, THREAD_LIMIT),
    desk.store.mentions.ownPostsOfThread(mention.threadId),
    desk.store.outbox.ofMention(mention.id),
  ]);
  const seen = new Set(ours.map((post) => post.nativeId));
  const entries: ThreadEntry[] = [
    ...theirs.map((entry): ThreadEntry => ({ from: 'them', mention: entry })),
    ...ours.map(
      (post): ThreadEntry => ({
        from: 'us',
        text: post.text,
        at: post.at,
        state: 'seen',
        private: post.private === 1,
        url: post.url,
      }),
    ),
    ...outbox
      .filter(
        (reply) => reply.state !== 'cancelled' && reply.state !== 'failed' && !seen.has(reply.nativeId ?? ''),
      )
      .map(
        (reply): ThreadEntry => ({
          from: 'us',
          text: reply.text,
          at: reply.sentAt ?? reply.lastAttemptAt ?? reply.createdAt,
          state: reply.state === 'sent' ? 'sent' : 'pending',
          private: reply.private,
          url: reply.url,
        }),
      ),
  ];
  return entries.sort((a, b) => timeOf(a) - timeOf(b));
}

function timeOf(entry: ThreadEntry): number {
  return entry.from === 'them' ? entry.mention.createdAt : entry.at;
}

async function abilitiesOf(desk: Desk, mention: StoredMention): Promise<MentionCard['abilities']> {
  const account = accountOf(desk, mention.account);
  if (!account) {
    const note = `the account ${mention.account} is not in the configuration any more`;
    return [{ action: 'reply', can: false, note }];
  }
  const network = await desk.network(account).catch((error: unknown) => {
    if (error instanceof EarshotError) return error;
    throw error;
  });
  // Whatever keeps the account from being used must not keep its mentions from being read.
  if (network instanceof EarshotError) return [{ action: 'reply', can: false, note: network.message }];
  const { capabilities } = network;
  const ability = (
    action: MentionCard['abilities'][number]['action'],
    { can, note }: { can: boolean; note?: string },
  ) => (note === undefined || can ? { action, can } : { action, can, note });
  const gone = mention.deletedAt === null ? null : 'it was deleted on the network';
  const refusal = gone ?? (mention.reply.allowed ? null : mention.reply.reason);
  return [
    ability('reply', refusal === null ? capabilities.reply : { can: false, note: refusal }),
    ...answerPage(network, mention, gone),
    ability(
      'reply privately',
      gone === null ? await privateAbility(desk, mention, network) : { can: false, note: gone },
    ),
    ability('hide', await hideAbility(desk, mention, capabilities)),
    ability('like', capabilities.like),
  ];
}

/** Where a person can answer by hand, on a network that takes no answers from programs. */
function answerPage(
  { capabilities, answerPage }: Network,
  { nativeId }: StoredMention,
  gone: string | null,
): MentionCard['abilities'] {
  if (capabilities.reply.can || gone !== null || !answerPage) return [];
  return [{ action: 'answer by hand', can: true, note: answerPage(nativeId) }];
}
