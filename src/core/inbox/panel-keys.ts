import { correctionOf, filterOf, invitationIn } from './choices.js';
import type { Key } from './events.js';
import { type Choice, type ChoiceOf, current, type InboxState, type Mode } from './state.js';
import { lining, narrow, type Step } from './step.js';
import { beginWriting, editDraft } from './write.js';

/** A key while one of several is chosen. */
export function chooseKey(state: InboxState, mode: Extract<Mode, { kind: 'choose' }>, key: Key): Step {
  const last = mode.choices.length - 1;
  const to = (at: number): Step => [{ ...state, mode: { ...mode, at: Math.min(last, Math.max(0, at)) } }, []];
  if (key.name === 'escape' || key.name === 'q') return [{ ...state, mode: { kind: 'queue' } }, []];
  if (key.name === 'down' || key.name === 'j') return to(mode.at + 1);
  if (key.name === 'up' || key.name === 'k') return to(mode.at - 1);
  if (key.name === 'home') return to(0);
  if (key.name === 'end') return to(last);
  const typed = /^[1-9]$/.test(key.sequence) ? mode.choices[Number(key.sequence) - 1] : undefined;
  const chosen = typed ?? (key.name === 'return' ? mode.choices[mode.at] : undefined);
  return chosen ? choose(state, mode.of, chosen) : [state, []];
}

function choose(state: InboxState, of: ChoiceOf, { value }: Choice): Step {
  const id = current(state)?.id;
  const back: InboxState = { ...state, mode: { kind: 'queue' } };
  if (of === 'filter') return narrow(back, filterOf(state.filter, value));
  if (id === undefined) return [back, []];
  if (of === 'template') return [back, [{ type: 'fill', id, name: value }]];
  if (of === 'private')
    return value === 'invite' ? invite(back, id) : beginWriting(back, id, { private: true });
  if (of === 'snooze') {
    return value === 'date'
      ? [lining(back, 'date'), []]
      : [back, [{ type: 'mark', id, change: { snooze: value } }]];
  }
  const change = correctionOf(value);
  return [back, change ? [{ type: 'mark', id, change }] : []];
}

/** A public line first; `held` goes on with the private answer. */
function invite(state: InboxState, id: number): Step {
  const text = invitationIn(current(state)?.language ?? 'en');
  return beginWriting(state, id, { private: false, text, handOver: true });
}

/** A key while a line is written: a tag, a note, what is looked for, a date. */
export function lineKey(state: InboxState, mode: Extract<Mode, { kind: 'line' }>, key: Key): Step {
  if (key.name === 'escape') return [{ ...state, mode: { kind: 'queue' } }, []];
  if (key.name !== 'return') {
    return [{ ...state, mode: { ...mode, draft: editDraft(mode.draft, key, false) } }, []];
  }
  const text = mode.draft.text.trim();
  const back: InboxState = { ...state, mode: { kind: 'queue' } };
  if (mode.of === 'search') return narrow(back, { ...state.filter, search: text === '' ? null : text });
  const id = current(state)?.id;
  if (text === '' || id === undefined) return [back, []];
  if (mode.of === 'note') return [back, [{ type: 'note', id, text }]];
  return [back, [{ type: 'mark', id, change: mode.of === 'tag' ? { tag: text } : { snooze: text } }]];
}

/** A key where it was asked what becomes of the answers on hold. */
export function leaveKey(state: InboxState, key: Key): Step {
  if (key.name === 'return' || key.name === 'y') {
    return [state, [{ type: 'send-held', all: true }, { type: 'quit' }]];
  }
  if (key.name === 'x') {
    return [
      state,
      [...state.held.map(({ outboxId }) => ({ type: 'take-back' as const, outboxId })), { type: 'quit' }],
    ];
  }
  return [{ ...state, mode: { kind: 'queue' } }, []];
}
