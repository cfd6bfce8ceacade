import { prioritise, priorityFacts } from '../core/priority.js';
import { judge, type Rule, type RuleFacts, ruleFacts } from '../core/rules.js';
import type { StoredMention } from '../core/stored-mention.js';
import type { Ruling } from '../store/index.js';
import { accountOf, type Desk } from './desk.js';
import { taughtScorer } from './teach.js';
import { refreshPriorities } from './triage.js';

/** A stored mention and the rules that fit it. */
export interface RuleTrial {
  mention: StoredMention;
  rules: readonly Rule[];
}

/**
 * Which stored mentions the rules fit, and nothing else: those of the last while that nobody has touched.
 *
 * @param since ms UTC
 */
export async function tryRules(desk: Desk, since: number): Promise<RuleTrial[]> {
  const found: RuleTrial[] = [];
  for await (const mentions of desk.store.rules.untouched(since)) {
    for (const mention of mentions) {
      const { fitting = [] } = judge(desk.settings.rules, factsOf(desk, mention, mention.needsReply)) ?? {};
      if (fitting.length > 0) found.push({ mention, rules: fitting });
    }
  }
  return found;
}

/**
 * Applies the rules as they are now to stored mentions that nobody has touched or answered. What a person has
 * marked stays.
 *
 * @param since ms UTC
 * @returns how many mentions were looked at, and how many of them a rule fits
 */
export async function applyRules(desk: Desk, since: number): Promise<{ looked: number; fitting: number }> {
  const scorer = await taughtScorer(desk);
  let looked = 0;
  let fitting = 0;
  for await (const mentions of desk.store.rules.untouched(since)) {
    if (desk.signal.aborted) break;
    const rulings = mentions.map((mention): Ruling => {
      const { needsReply } = scorer.score(mention.text, {
        kind: mention.kind,
        private: mention.private,
        ownHandles: [accountOf(desk, mention.account)?.handle ?? ''],
      });
      const outcome = judge(desk.settings.rules, factsOf(desk, mention, needsReply));
      return { mentionId: mention.id, outcome, needsReply };
    });
    await desk.store.rules.write(rulings, desk.clock());
    looked += mentions.length;
    fitting += rulings.filter(({ outcome }) => outcome !== null).length;
  }
  await refreshPriorities(desk);
  return { looked, fitting };
}

function factsOf(desk: Desk, mention: StoredMention, needsReply: boolean): RuleFacts {
  const understanding = { ...mention, needsReply };
  const { value: priority } = prioritise(
    priorityFacts(mention, understanding, desk.settings.reach),
    desk.clock(),
  );
  const { network, account, watches } = mention;
  return ruleFacts(mention, understanding, { network, account, watches, priority });
}
