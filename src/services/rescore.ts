import type { LabelMove, RescoreReport } from '../core/rescore-report.js';
import type { Scorer } from '../core/sentiment.js';
import type { Rescorable, RescoreChange } from '../store/index.js';
import { accountOf, type Desk } from './desk.js';
import { learnFromCorrections } from './teach.js';
import { refreshPriorities } from './triage.js';

const BATCH = 500;

export interface RescoreOptions {
  /** Those too that this very scorer has scored already. */
  all: boolean;
  /** Written from then on, ms UTC; null for all. */
  since: number | null;
  /** Find out what would change, and change nothing. */
  dryRun: boolean;
}

/**
 * Scores stored mentions again, in batches: each is one transaction, so that a run that is killed has lost nothing
 * and the next one goes on where it ended. What a person set by hand stays, and so does every triage status.
 *
 * @param progress told after every batch how many were scored, of how many
 * @throws EarshotError where the model or the database fails
 */
export async function rescore(
  desk: Desk,
  { all, since, dryRun }: RescoreOptions,
  progress: (scored: number, total: number) => void,
): Promise<RescoreReport> {
  const scorer = await learnFromCorrections(desk);
  const scope = { exceptVersion: all ? null : scorer.version, since };
  const { rescoring } = desk.store;
  const total = await rescoring.count(scope);
  const tally = new Tally();
  for (let after = 0; !desk.signal.aborted; ) {
    const now = desk.clock();
    const batch = { after, limit: BATCH, version: scorer.version, now, write: !dryRun };
    const done = await rescoring.batch(scope, batch, (mention) => {
      if (mention.sentimentFixed || mention.intentFixed) tally.keptByHand += 1;
      return understand(desk, scorer, mention);
    });
    if (done === null) break;
    for (const change of done.changes) tally.add(change);
    after = done.last;
    progress(tally.scored, total);
    // Signals come in between batches only.
    await new Promise((resolve) => setImmediate(resolve));
  }
  if (!dryRun) await refreshPriorities(desk);
  return tally.report(scorer.version, dryRun);
}

function understand(desk: Desk, scorer: Scorer, mention: Rescorable) {
  const account = accountOf(desk, mention.account);
  return scorer.score(mention.text, {
    kind: mention.kind,
    private: mention.private,
    networkLanguage: mention.networkLanguage,
    ownHandles: account ? [account.handle] : [],
  });
}

/** Counts changes; as big as there are pairs of labels, however many mentions there are. */
class Tally {
  scored = 0;
  keptByHand = 0;
  #changed = 0;
  #needReplyNow = 0;
  #needNoReplyNow = 0;
  readonly #sentiment = new Moves<RescoreReport['sentiment'][number]['from']>();
  readonly #intent = new Moves<RescoreReport['intent'][number]['from']>();

  add({ sentiment, intent, needsReply }: RescoreChange): void {
    this.scored += 1;
    if (sentiment || intent || needsReply) this.#changed += 1;
    this.#sentiment.add(sentiment);
    this.#intent.add(intent);
    if (needsReply?.to === true) this.#needReplyNow += 1;
    if (needsReply?.to === false) this.#needNoReplyNow += 1;
  }

  report(scorer: string, dryRun: boolean): RescoreReport {
    return {
      dryRun,
      scorer,
      scored: this.scored,
      changed: this.#changed,
      sentiment: this.#sentiment.list(),
      intent: this.#intent.list(),
      needReplyNow: this.#needReplyNow,
      needNoReplyNow: this.#needNoReplyNow,
      keptByHand: this.keptByHand,
    };
  }
}

class Moves<Label extends string> {
  readonly #moves = new Map<string, LabelMove<Label>>();

  add(move: { from: Label; to: Label } | null): void {
    if (!move) return;
    const key = `${move.from} ${move.to}`;
    const known = this.#moves.get(key) ?? { ...move, count: 0 };
    known.count += 1;
    this.#moves.set(key, known);
  }

  list(): LabelMove<Label>[] {
    return [...this.#moves.values()].sort((a, b) => b.count - a.count);
  }
}
