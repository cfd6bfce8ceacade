import type { Draft } from './draft.js';
import { type DraftMove, draftOf, insert, move, remove } from './draft.js';
import type { InboxEffect, Key } from './events.js';
import type { InboxState, Writing } from './state.js';
import type { Step } from './step.js';

/** Begins an answer to the selected mention, with a text that may stand already. */
export function beginWriting(
  state: InboxState,
  mentionId: number,
  options: { private: boolean; text?: string; template?: Writing['template']; handOver?: boolean },
): Step {
  const draft = draftOf(options.text ?? state.drafts[mentionId] ?? '');
  const mode: Writing = {
    kind: 'write',
    mentionId,
    private: options.private,
    handOver: options.handOver ?? false,
    again: false,
    draft,
    template: options.template ?? null,
    measured: null,
    warnings: [],
    warnedOf: null,
  };
  return [{ ...state, mode, notice: null }, [measure(mode)]];
}

/** A key while an answer is written. */
export function writeKey(state: InboxState, mode: Writing, key: Key): Step {
  if (key.name === 'escape') {
    const drafts = { ...state.drafts, [mode.mentionId]: mode.draft.text };
    return [{ ...state, drafts, mode: { kind: 'queue' }, notice: null }, []];
  }
  if (key.ctrl && key.name === 'e') return [state, [{ type: 'edit', text: mode.draft.text }]];
  if (key.name === 'return' && !key.meta && !key.shift) return send(state, mode);
  const draft = editDraft(mode.draft, key, true);
  if (draft === mode.draft) return [state, []];
  const changed: Writing = { ...mode, draft };
  return [{ ...state, mode: changed }, draft.text === mode.draft.text ? [] : [measure(changed)]];
}

/** Another text in the place of the one that is written: out of the editor, or out of a saved reply. */
export function rewrite(state: InboxState, mode: Writing, text: string, template: Writing['template']): Step {
  const changed: Writing = { ...mode, draft: draftOf(text), template: template ?? mode.template };
  return [{ ...state, mode: changed }, [measure(changed)]];
}

function send(state: InboxState, mode: Writing): Step {
  const { mentionId: id, draft, private: isPrivate, template } = mode;
  const text = draft.text.trim();
  if (text === '') return [{ ...state, notice: { text: 'Nothing is written yet.', level: 'trouble' } }, []];
  const sure = mode.warnedOf === text;
  return [state, [{ type: 'send', id, text, private: isPrivate, again: mode.again, template, sure }]];
}

function measure({ mentionId: id, draft, private: isPrivate }: Writing): InboxEffect {
  return { type: 'measure', id, text: draft.text, private: isPrivate };
}

const MOVES: Readonly<Record<string, DraftMove>> = {
  left: 'left',
  right: 'right',
  up: 'up',
  down: 'down',
  home: 'home',
  end: 'end',
};

/**
 * What a key makes of a draft; the same draft where it makes nothing of it.
 *
 * @param lines whether it may have several lines
 */
export function editDraft(draft: Draft, key: Key, lines: boolean): Draft {
  const { name, ctrl, meta } = key;
  const byWord = ctrl || meta;
  if (name === 'backspace') return remove(draft, byWord ? 'word-left' : 'left');
  if (name === 'delete') return remove(draft, byWord ? 'word-right' : 'right');
  if (byWord && (name === 'left' || name === 'b'))
    return meta || name === 'left' ? move(draft, 'word-left') : move(draft, 'left');
  if (byWord && (name === 'right' || name === 'f'))
    return meta || name === 'right' ? move(draft, 'word-right') : move(draft, 'right');
  const to = Object.hasOwn(MOVES, name) ? MOVES[name] : undefined;
  if (to) return move(draft, to);
  if (ctrl && name === 'a') return move(draft, 'home');
  if (ctrl && name === 'w') return remove(draft, 'word-left');
  if (ctrl && name === 'u') return remove(draft, 'home');
  if (ctrl && name === 'k') return remove(draft, 'end');
  if (name === 'return') return lines ? insert(draft, '\n') : draft;
  const text = printable(key, lines);
  return text === '' ? draft : insert(draft, text);
}

/** The characters a key adds: what is typed or pasted, without control characters. */
function printable({ sequence, ctrl, meta }: Key, lines: boolean): string {
  if (ctrl || meta) return '';
  const text = sequence
    .replace(/\r\n?/gu, '\n')
    .replace(lines ? /[\x00-\x09\x0b-\x1f\x7f-\x9f]/gu : /[\x00-\x1f\x7f-\x9f]/gu, '');
  return text.includes('\u001b') ? '' : text;
}
