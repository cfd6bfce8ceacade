import { EarshotError } from '../core/errors.js';
import { formatMicros } from '../core/money.js';
import { fold } from '../core/normalise.js';
import { PLAN_VERSION, type Plan, type PlanRow, planCost, planHash, type RefusedRow } from '../core/plan.js';
import type { StoredMention } from '../core/stored-mention.js';
import type { ReplyOrigin } from '../store/index.js';
import { checkBulkReply, NO_TRACES, refusalFrom } from './bulk-check.js';
import type { BulkInput, BulkRow } from './bulk-input.js';
import { type Desk, requireAccount } from './desk.js';
import { budgetLeft } from './spending.js';
import { fillTemplate, fittingFor, isValueName, requireTemplate } from './templates.js';
import { requireMention } from './triage.js';

export interface PlanOptions {
  /** Most replies to send in a minute. */
  perMinute: number;
  /** Send every text that is too long in parts; else only where its row says so. */
  split: boolean;
  /**
   * A person looks at each reply before it is planned.
   *
   * @returns the text to send, or null to leave the row out
   */
  review?(row: Omit<PlanRow, 'row'>, mention: StoredMention): Promise<string | null>;
  /** Told after every row, for whoever watches. */
  progress?(done: number, of: number): void;
}

/** What a plan is made of, while it is being made. */
interface Draft {
  rows: PlanRow[];
  refused: RefusedRow[];
  warnings: { line: number; message: string }[];
  /** The rows so far, by mention and by what they say on a network. */
  answering: Map<string, PlanRow[]>;
  saying: Map<string, PlanRow[]>;
}

/**
 * Makes a plan: finds every mention, writes every text, checks every row. Nothing is sent.
 *
 * @throws EarshotError where the desk fails, or an account cannot be asked at all; what is wrong with one row is in
 *   the plan
 */
export async function makePlan(desk: Desk, input: BulkInput, options: PlanOptions): Promise<Plan> {
  const draft: Draft = {
    rows: [],
    refused: [...input.refused],
    warnings: [],
    answering: new Map(),
    saying: new Map(),
  };
  const references = await desk.store.mentions.resolve(input.rows.map(({ mention }) => mention));
  const turns = new Map<string, number>();
  for (const [at, asked] of input.rows.entries()) {
    if (desk.signal.aborted)
      throw new EarshotError('Stopped; no plan was made.', { code: 'interrupted', kind: 'interrupted' });
    try {
      const row = await planRow(desk, asked, references, turns, draft, options);
      if (row !== null) add(draft, { row: draft.rows.length + 1, ...row });
    } catch (error) {
      draft.refused.push({ line: asked.line, mention: asked.mention, ...refusalFrom(error) });
    }
    options.progress?.(at + 1, input.rows.length);
  }
  await warnOfBudget(desk, draft);
  return {
    version: PLAN_VERSION,
    createdAt: desk.clock(),
    createdBy: desk.user,
    perMinute: options.perMinute,
    rows: draft.rows,
    refused: draft.refused.sort((a, b) => a.line - b.line),
    warnings: draft.warnings,
    hash: planHash(draft.rows),
  };
}

function add(draft: Draft, row: PlanRow): void {
  draft.rows.push(row);
  for (const [known, key] of [
    [draft.answering, mentionKey(row)],
    [draft.saying, textKey(row)],
  ] as const) {
    known.set(key, [...(known.get(key) ?? []), row]);
  }
}

function mentionKey(row: Pick<PlanRow, 'mentionId' | 'private'>): string {
  return `${row.mentionId} ${row.private}`;
}

function textKey(row: Pick<PlanRow, 'network' | 'text'>): string {
  return `${row.network} ${fold(row.text)}`;
}

async function planRow(
  desk: Desk,
  asked: BulkRow,
  references: ReadonlyMap<string, readonly number[]>,
  turns: Map<string, number>,
  draft: Draft,
  { review, split }: PlanOptions,
): Promise<Omit<PlanRow, 'row'> | null> {
  const mention = await mentionOf(desk, asked.mention, references);
  const words = await wordsOf(desk, asked, mention, turns, draft);
  const check = async (text: string) => {
    const request = {
      mentionId: mention.id,
      text,
      private: asked.private,
      again: asked.again,
      split: split || asked.split,
    };
    const checked = await checkBulkReply(desk, mention, request, NO_TRACES);
    const row = {
      line: asked.line,
      mentionId: mention.id,
      network: mention.network,
      account: mention.account,
      nativeId: mention.nativeId,
      versionId: mention.versionId,
      editedAt: mention.editedAt,
      to: mention.author.handle,
      private: checked.private,
      again: checked.again,
      text: checked.text,
      ...(checked.parts.length > 1 ? { parts: checked.parts } : {}),
      template: words.origin.template ?? null,
      costMicros: checked.costMicros,
      ...(checked.linkMicros > 0 ? { linkMicros: checked.linkMicros } : {}),
    };
    await refuseRepeats(desk, row, mention, draft);
    return row;
  };
  const row = await check(words.text);
  const reviewed = review ? await review(row, mention) : row.text;
  if (reviewed === null) {
    draft.refused.push({
      line: asked.line,
      mention: asked.mention,
      code: 'left-out',
      reason: 'you left it out.',
    });
    return null;
  }
  return reviewed === row.text ? row : check(reviewed);
}

async function mentionOf(
  desk: Desk,
  word: string,
  references: ReadonlyMap<string, readonly number[]>,
): Promise<StoredMention> {
  const [id, another] = references.get(word) ?? [];
  if (id === undefined) {
    throw new EarshotError(`there is no mention '${word}'.`, { code: 'mention-not-found' });
  }
  if (another !== undefined) {
    throw new EarshotError(`'${word}' may mean mention ${id} or mention ${another}.`, {
      code: 'mention-ambiguous',
    });
  }
  return requireMention(desk, id);
}

/** The text given, or the template filled in with the wording whose turn it is. */
async function wordsOf(
  desk: Desk,
  asked: BulkRow,
  mention: StoredMention,
  turns: Map<string, number>,
  draft: Draft,
): Promise<{ text: string; origin: ReplyOrigin }> {
  if (asked.template === null) return { text: asked.text ?? '', origin: {} };
  const template = await requireTemplate(desk, asked.template);
  const values = Object.entries(asked.values);
  for (const [name] of values.filter(([each]) => !isValueName(each))) {
    warnOnce(
      draft,
      asked.line,
      `the column '${name}' cannot be used by templates; use letters, digits and _`,
    );
  }
  const usable = Object.fromEntries(values.filter(([name]) => isValueName(name)));
  // Neighbours in one language take turns among its wordings, whoever stands between them.
  const kind = fittingFor(desk, template, mention)
    .map(({ id }) => id)
    .join(' ');
  const filled = await fillTemplate(desk, template, mention, usable, turns.get(kind));
  turns.set(kind, filled.origin.template.variantId);
  return filled;
}

function warnOnce(draft: Draft, line: number, message: string): void {
  if (!draft.warnings.some((warning) => warning.message === message)) draft.warnings.push({ line, message });
}

/** What was said in this plan already: to the same mention, to the same person, to others on a network. */
async function refuseRepeats(
  desk: Desk,
  row: Omit<PlanRow, 'row'>,
  mention: StoredMention,
  draft: Draft,
): Promise<void> {
  const refuse = (code: string, message: string) => new EarshotError(message, { code });
  const [twin] = draft.answering.get(mentionKey(row)) ?? [];
  if (twin && !row.again) throw refuse('duplicate-row', `line ${twin.line} answers the same mention.`);
  const same = draft.saying.get(textKey(row)) ?? [];
  const toThem = same.find((each) => each.to === mention.author.handle);
  if (toThem) throw refuse('duplicate-text', `line ${toThem.line} says the same to @${row.to}.`);
  const [first] = same.filter((each) => each.private === row.private);
  if (!first) return;
  const { repeats } = (await desk.network(requireAccount(desk, row.account))).capabilities;
  if (repeats?.can === false && !row.private) {
    throw refuse('repeated-text', `line ${first.line} has the same words. ${repeats.note ?? ''}`.trim());
  }
  warnOnce(
    draft,
    row.line,
    `several replies on ${desk.networkName(row.network)} have the same words: people notice. A template with several wordings takes turns`,
  );
}

async function warnOfBudget(desk: Desk, draft: Draft): Promise<void> {
  const [cost, left] = [planCost(draft.rows), await budgetLeft(desk)];
  if (left === null || cost <= left) return;
  const message = `it costs ${formatMicros(cost)}, and the budget has ${formatMicros(left)} left: applying it stops there`;
  draft.warnings.push({ line: 0, message });
}
