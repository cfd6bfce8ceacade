import { EarshotError } from '../core/errors.js';
import { prioritise } from '../core/priority.js';
import type { StoredMention } from '../core/stored-mention.js';
import type { TriageChange } from '../store/index.js';
import { type Desk, newAct } from './desk.js';

const BATCH = 500;

/** Brings the priorities up to date that change with waiting, and those a person's marks may have changed. */
export async function refreshPriorities(desk: Desk): Promise<void> {
  for (;;) {
    const now = desk.clock();
    const due = await desk.store.triage.duePriorities(now, BATCH);
    await desk.store.triage.setPriorities(
      due.map(({ mentionId, facts }) => {
        const { value, dueAt } = prioritise({ ...facts, reach: desk.settings.reach }, now);
        return { mentionId, value, dueAt };
      }),
    );
    if (due.length < BATCH) return;
  }
}

/**
 * Marks mentions as the owner says, all or none.
 *
 * @throws EarshotError `mention-not-found` naming every id that does not exist; nothing is changed then
 */
export async function markMentions(desk: Desk, ids: readonly number[], change: TriageChange): Promise<void> {
  const { missing } = await desk.store.triage.apply(ids, change, newAct(desk));
  if (missing.length > 0) throw noSuchMention(missing);
  await refreshPriorities(desk);
}

/**
 * One stored mention.
 *
 * @throws EarshotError `mention-not-found`
 */
export async function requireMention(desk: Desk, id: number): Promise<StoredMention> {
  const mention = await desk.store.mentions.get(id);
  if (mention) return mention;
  throw noSuchMention([id]);
}

/**
 * Takes back the latest mark that has not been taken back yet.
 *
 * @returns the mentions it touched, or null where there is nothing to undo
 */
export async function undoMark(desk: Desk): Promise<number[] | null> {
  const touched = await desk.store.triage.undo(newAct(desk));
  if (touched) await refreshPriorities(desk);
  return touched;
}

function noSuchMention(ids: readonly number[]): EarshotError {
  const [first] = ids;
  return new EarshotError(
    ids.length === 1 ? `There is no mention ${first}.` : `There are no mentions ${ids.join(', ')}.`,
    { code: 'mention-not-found', hint: 'See `earshot list` for their numbers. Nothing was changed.' },
  );
}
