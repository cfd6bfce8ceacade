import { EMPTY_DRAFT } from './draft.js';
import type { InboxEffect } from './events.js';
import { type Choice, type ChoiceOf, current, type InboxState, type LineOf } from './state.js';

/** The inbox after something happened, and what is to be done about it. */
export type Step = readonly [state: InboxState, effects: readonly InboxEffect[]];

/** Looks at another mention of the queue. @param index beyond an end, the end is meant */
export function select(state: InboxState, index: number): Step {
  const selected = Math.min(Math.max(0, state.queue.length - 1), Math.max(0, index));
  if (selected === state.selected) return [state, []];
  return open({ ...state, selected, card: null, scroll: 0, notice: null });
}

/** Has the card of the selected mention read. */
export function open(state: InboxState): Step {
  const mention = current(state);
  return [state, mention ? [{ type: 'open', id: mention.id }] : []];
}

/** Has the queue read again. */
export function reload(state: InboxState): Step {
  return [state, [{ type: 'load', filter: state.filter }]];
}

/** Has the queue read again through another filter, from its top. */
export function narrow(state: InboxState, filter: InboxState['filter']): Step {
  return reload({ ...state, filter, selected: 0, card: null, scroll: 0 });
}

/** The inbox while one of several is chosen. */
export function choosing(state: InboxState, of: ChoiceOf, choices: readonly Choice[]): InboxState {
  return { ...state, mode: { kind: 'choose', of, choices, at: 0 } };
}

/** The inbox while a line is written. */
export function lining(state: InboxState, of: LineOf): InboxState {
  return { ...state, mode: { kind: 'line', of, draft: EMPTY_DRAFT } };
}
