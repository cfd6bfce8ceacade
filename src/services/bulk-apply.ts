import { MINUTE, sleep } from '../core/clock.js';
import { EarshotError, type FailureKind } from '../core/errors.js';
import type { OutboxEntry } from '../core/outbox-entry.js';
import type { Plan, PlanResult, PlanRow } from '../core/plan.js';
import { checkBulkReply, refusalFrom } from './bulk-check.js';
import { openProgress, type PlanProgress, standingPart } from './bulk-progress.js';
import { type Desk, newAct } from './desk.js';
import { type Dispatched, dispatch, settle, whileSending } from './dispatch.js';
import { enqueueReply } from './reply.js';
import { openSpendingGuard, type SpendingGuard } from './spending.js';

/** A wait that a network asks for, and that a run sits out: what X wants after 100 replies, ten a minute. Longer ones end it. */
const SHORT_WAIT = 6 * MINUTE;
/** So many replies of an account in a row without an answer, and the rest of it is left for later. */
const MOST_TROUBLES = 3;
/** So many waits in a row without a reply between them, and the rest is left for later. */
const MOST_WAITS = 10;
/** Failures that the next row of the account would meet as well. */
const HALTING: readonly FailureKind[] = ['budget', 'auth', 'config', 'rate-limit'];
/** Who holds what is set aside of the budget: one reply at a time is on its way. */
const GUARDED = 'bulk';

export interface ApplyOptions {
  /** Most replies to send in a minute. */
  perMinute: number;
  /** Told after every row that was worked on. */
  onResult?(result: PlanResult, progress: PlanProgress): void;
}

/** How an application of a plan ended. */
export interface Applied {
  progress: PlanProgress;
  /** Why accounts were left before their last row: the first reason of each. */
  halts: { account: string; kind: FailureKind; message: string; retryAt: number | null }[];
}

/**
 * Sends what a plan holds and was not sent before, one row after the other. Each row is checked again right before
 * it leaves; each is one reply of the outbox, whatever happens. Safe to stop anywhere and to start again.
 *
 * @throws EarshotError `plan-other-database` (usage); `locked` where another run applies a plan
 */
export function applyPlan(desk: Desk, plan: Plan, options: ApplyOptions): Promise<Applied> {
  return desk.exclusively('bulk', 0, async () => {
    await requireSameDesk(desk, plan);
    await desk.store.plans.begin(plan, newAct(desk));
    const run = new Run(desk, plan, options, await openProgress(desk, plan), await openSpendingGuard(desk));
    for (const row of plan.rows) {
      if (desk.signal.aborted) break;
      await run.work(row);
    }
    return { progress: run.progress, halts: run.halts };
  });
}

/** Numbers of mentions mean nothing in another database. */
async function requireSameDesk(desk: Desk, plan: Plan): Promise<void> {
  let known = 0;
  for (const row of plan.rows) {
    const mention = await desk.store.mentions.get(row.mentionId);
    if (mention === null) continue;
    if (mention.nativeId !== row.nativeId || mention.network !== row.network) throw otherDatabase();
    known += 1;
  }
  if (known === 0 && plan.rows.length > 0) throw otherDatabase();
}

function otherDatabase(): EarshotError {
  return new EarshotError(
    'This plan was made with another database: its mentions are not those of this one.',
    {
      code: 'plan-other-database',
      kind: 'usage',
      hint: 'Use the database it was made with (--db, --config), or plan again: earshot bulk plan FILE',
    },
  );
}

/** One application at work. */
class Run {
  readonly progress: PlanProgress;
  readonly halts: Applied['halts'] = [];
  readonly #desk: Desk;
  readonly #plan: Plan;
  readonly #options: ApplyOptions;
  readonly #guard: SpendingGuard;
  /** Replies in a row to which an account's network gave no answer. */
  readonly #troubles = new Map<string, number>();
  #waits = 0;
  #nextAt: number;

  constructor(desk: Desk, plan: Plan, options: ApplyOptions, progress: PlanProgress, guard: SpendingGuard) {
    this.#desk = desk;
    this.#plan = plan;
    this.#options = options;
    this.#guard = guard;
    this.progress = progress;
    this.#nextAt = progress.lastAttemptAt + this.#pause();
  }

  #pause(): number {
    return MINUTE / this.#options.perMinute;
  }

  /** Brings one row as far as it goes now. */
  async work(row: PlanRow): Promise<void> {
    if (this.#isSettled(row) || this.halts.some(({ account }) => account === row.account)) return;
    try {
      await this.#attempt(row);
    } catch (error) {
      // The budget, the credentials: not of this row alone, and nothing was sent.
      if (!(error instanceof EarshotError) || !HALTING.includes(error.kind)) throw error;
      this.#halt(row, error.kind, error.message, null);
    }
  }

  async #attempt(row: PlanRow): Promise<void> {
    await this.#look(row);
    const { state } = this.progress.result(row);
    if (this.#isSettled(row) || state === 'unknown') return;
    // Never longer than one pause: an attempt may have been noted while the clock was ahead.
    await sleep(Math.min(this.#nextAt - this.#desk.clock(), this.#pause()), this.#desk.signal);
    if (this.#desk.signal.aborted) return;
    const dispatched = await whileSending(this.#desk, () => this.#send(row));
    if (dispatched === null) return;
    this.#nextAt = this.#desk.clock() + this.#pause();
    this.#tell(row, await this.#answerOf(dispatched.entry.id));
    await this.#consider(row, dispatched);
  }

  #isSettled(row: PlanRow): boolean {
    const { state } = this.progress.result(row);
    return state === 'sent' || state === 'refused';
  }

  /** What became of a row that a run before this one took up; one that is unknown is looked for. */
  async #look(row: PlanRow): Promise<void> {
    const { outboxId, state } = this.progress.result(row);
    if (outboxId === null) return;
    // Only the holder of the send lock knows that a row in `sending` is nobody's any more.
    await whileSending(this.#desk, () => settle(this.#desk, outboxId));
    this.progress.record(row, await this.#answerOf(outboxId));
    const now = this.progress.result(row).state;
    if (now !== state || now === 'unknown') this.#report(row);
  }

  #answerOf(id: number): Promise<OutboxEntry[]> {
    return this.#desk.store.outbox.answerOf(id);
  }

  /** Checks the row as it is now, and sends it; null where it is refused. */
  async #send(row: PlanRow): Promise<Dispatched | null> {
    const { outboxId } = this.progress.result(row);
    const answer = outboxId === null ? [] : await this.#answerOf(outboxId);
    const known = standingPart(answer) ?? null;
    let ready: { id: number; costMicros: number };
    try {
      ready = await this.#approve(row, known);
    } catch (error) {
      await this.#refuse(row, known, refusalFrom(error));
      return null;
    }
    const dispatched = await dispatch(this.#desk, ready.id);
    this.#guard.settle(GUARDED, dispatched.entry.state === 'failed' ? 0 : ready.costMicros);
    return dispatched;
  }

  async #refuse(
    row: PlanRow,
    known: OutboxEntry | null,
    refusal: { code: string; reason: string },
  ): Promise<void> {
    const { store } = this.#desk;
    await store.plans.refuse(this.#plan.hash, { row: row.row, ...refusal }, newAct(this.#desk));
    if (known?.state === 'approved') {
      await store.outbox.move(known.id, 'failed', refusal.reason, newAct(this.#desk));
    }
    this.progress.refuse(row, refusal.reason);
    this.#report(row);
  }

  /** Checks everything once more. @returns the row's reply, ready to be claimed */
  async #approve(row: PlanRow, known: OutboxEntry | null): Promise<{ id: number; costMicros: number }> {
    const desk = this.#desk;
    const mention = await desk.store.mentions.get(row.mentionId);
    if (mention === null) {
      throw new EarshotError(`there is no mention ${row.mentionId} any more.`, { code: 'mention-not-found' });
    }
    // Once its first part is sent, an answer is finished: half of one helps nobody.
    const isBegun = (known?.part ?? 1) > 1;
    if (!isBegun && (mention.versionId !== row.versionId || mention.editedAt !== row.editedAt)) {
      throw new EarshotError('its author has changed what it answers since it was planned.', {
        code: 'mention-changed',
      });
    }
    const { mentionId, text, parts = [text], private: isPrivate, template } = row;
    const { hash } = this.#plan;
    const origin = { plan: { hash, row: row.row }, ...(template === null ? {} : { template }) };
    const own = {
      answered: (threadId: number, at: number) => desk.store.plans.answered(hash, threadId, at),
      standing: known?.state === 'approved',
    };
    const again = row.again || isBegun;
    const request = { mentionId, text, private: isPrivate, again, split: parts.length > 1, origin };
    const checked = await checkBulkReply(desk, mention, request, own);
    if (checked.parts.join('\0') !== parts.join('\0')) {
      throw new EarshotError('its network counts differently now: it would be cut into other parts.', {
        code: 'parts-changed',
      });
    }
    if (!this.#guard.maySpend(GUARDED, checked.charges, row.network)) {
      throw new EarshotError(`${this.#guard.exhausted() ?? 'the budget is used up'}.`, {
        code: 'over-budget',
        kind: 'budget',
      });
    }
    const { costMicros } = checked;
    if (known === null) return { id: await enqueueReply(desk, checked), costMicros };
    if (known.state === 'failed') await desk.store.outbox.move(known.id, 'approved', null, newAct(desk));
    return { id: known.id, costMicros };
  }

  #tell(row: PlanRow, answer: readonly OutboxEntry[]): void {
    this.progress.record(row, answer);
    this.#report(row);
  }

  #report(row: PlanRow): void {
    this.#options.onResult?.(this.progress.result(row), this.progress);
  }

  /** What an answer means for the other rows of its account. */
  async #consider(row: PlanRow, { failure, cause }: Dispatched): Promise<void> {
    if (cause === null || failure === null) {
      this.#troubles.set(row.account, 0);
      this.#waits = 0;
      return;
    }
    if (cause.networkKind === 'rate-limit') {
      const wait = (cause.retryAt ?? Number.POSITIVE_INFINITY) - this.#desk.clock();
      this.#waits += 1;
      if (wait > SHORT_WAIT || this.#waits > MOST_WAITS) {
        return this.#halt(row, failure, cause.message, cause.retryAt ?? null);
      }
      await sleep(wait, this.#desk.signal);
      if (!this.#desk.signal.aborted) await this.work(row);
      return;
    }
    if (cause.networkKind === 'auth') return this.#halt(row, failure, cause.message, null);
    const silent = cause.networkKind === 'server' || cause.networkKind === 'unreachable';
    const troubles = silent ? (this.#troubles.get(row.account) ?? 0) + 1 : 0;
    this.#troubles.set(row.account, troubles);
    if (troubles >= MOST_TROUBLES) this.#halt(row, failure, cause.message, null);
  }

  #halt({ account }: PlanRow, kind: FailureKind, message: string, retryAt: number | null): void {
    this.halts.push({ account, kind, message, retryAt });
  }
}
