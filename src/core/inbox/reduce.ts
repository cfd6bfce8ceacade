import { MINUTE } from '../clock.js';
import {
  CORRECTIONS,
  correctionOf,
  FILTERS,
  filterOf,
  invitationIn,
  PRIVATE_WAYS,
  SNOOZES,
} from './choices.js';
import { EMPTY_DRAFT } from './draft.js';
import type { InboxEffect, InboxEvent, Key } from './events.js';
import {
  type Choice,
  type ChoiceOf,
  current,
  type HeldReply,
  type InboxState,
  type LineOf,
  type Mode,
  NO_FILTER,
} from './state.js';
import { beginWriting, editDraft, rewrite, writeKey } from './write.js';

/** The inbox after something happened, and what is to be done about it. */
export type Step = readonly [state: InboxState, effects: readonly InboxEffect[]];

const CARD_PAGE = 5;

/** What an event makes of the inbox. Pure: everything that must be done outside is an effect. */
export function reduce(state: InboxState, event: InboxEvent): Step {
  switch (event.type) {
    case 'key':
      return keyPressed(state, event.key);
    case 'loaded':
      return loaded(state, event);
    case 'rated':
      return [{ ...state, within24h: event.within24h }, []];
    case 'card':
      return current(state)?.id === event.card.mention.id
        ? [{ ...state, card: event.card }, []]
        : [state, []];
    case 'notice':
    case 'undone':
      return event.type === 'undone'
        ? reload({ ...state, notice: event.notice })
        : [{ ...state, notice: event.notice }, []];
    case 'measured':
      return withWriting(state, event.text, (mode) => ({
        ...mode,
        measured: { length: event.length, limit: event.limit, parts: event.parts },
      }));
    case 'warned':
      return withWriting(state, event.text, (mode) => ({
        ...mode,
        warnings: event.warnings,
        warnedOf: event.text,
      }));
    case 'held':
      return held(state, event.reply);
    case 'left':
      return reload({
        ...state,
        held: state.held.filter(({ outboxId }) => outboxId !== event.outboxId),
        notice: event.notice,
      });
    case 'taken-back':
      return takenBack(state, event);
    case 'noted':
      return [{ ...state, notice: event.notice }, [{ type: 'open', id: event.mentionId }]];
    case 'marked':
      return reload({
        ...state,
        notice: event.notice,
        doings: [...state.doings, { kind: 'mark', mentionId: event.mentionId }],
      });
    case 'templates':
      return event.choices.length === 0
        ? [
            {
              ...state,
              notice: { text: 'No saved reply fits. earshot template add --help', level: 'trouble' },
            },
            [],
          ]
        : [choosing(state, 'template', event.choices), []];
    case 'filled':
      return filled(state, event);
    case 'edited':
      return state.mode.kind === 'write' ? rewrite(state, state.mode, event.text, null) : [state, []];
    case 'tick':
      return ticked(state, event.now);
  }
}

/** Sends what has been held long enough; what came in meanwhile is looked for every minute, between two answers. */
function ticked(state: InboxState, now: number): Step {
  const isDue = state.held.some(({ until }) => until <= now);
  const isNewMinute = Math.floor(now / MINUTE) !== Math.floor(state.now / MINUTE);
  const isIdle = state.mode.kind === 'queue' && !state.loading;
  return [
    { ...state, now },
    [
      ...(isDue ? [{ type: 'send-held', all: false } as const] : []),
      ...(isNewMinute && isIdle ? [{ type: 'load', filter: state.filter } as const] : []),
    ],
  ];
}

function keyPressed(state: InboxState, key: Key): Step {
  const { mode } = state;
  // What is pasted is text, never a command.
  if (key.name === 'paste' && mode.kind !== 'write' && mode.kind !== 'line') return [state, []];
  switch (mode.kind) {
    case 'write':
      return writeKey(state, mode, key);
    case 'choose':
      return chooseKey(state, mode, key);
    case 'line':
      return lineKey(state, mode, key);
    case 'leave':
      return leaveKey(state, key);
    case 'help':
      return [{ ...state, mode: { kind: 'queue' } }, []];
    case 'queue':
      return queueKey(state, key);
  }
}

type Command = (state: InboxState, id: number) => Step;

/** Keys that do something with the selected mention. */
const ON_MENTION: Readonly<Record<string, Command>> = {
  a: answer,
  return: answer,
  p: answerPrivately,
  t: (state, id) => [state, [{ type: 'templates', id }]],
  l: (state, id) => [state, [{ type: 'like', id }]],
  o: (state, id) => [state, [{ type: 'browse', id }]],
  d: (state, id) => [state, [{ type: 'mark', id, change: { status: 'done' } }]],
  i: (state, id) => [state, [{ type: 'mark', id, change: { status: 'ignored' } }]],
  s: (state) => [choosing(state, 'snooze', SNOOZES), []],
  c: (state) => [choosing(state, 'correct', CORRECTIONS), []],
  g: (state) => [lining(state, 'tag'), []],
  n: (state) => [lining(state, 'note'), []],
};

function answer(state: InboxState, id: number): Step {
  return refused(state, 'reply') ?? beginWriting(state, id, { private: current(state)?.private ?? false });
}

/** What is private already needs no hand-over. */
function answerPrivately(state: InboxState, id: number): Step {
  if (current(state)?.private) return beginWriting(state, id, { private: true });
  return refused(state, 'reply privately') ?? [choosing(state, 'private', PRIVATE_WAYS), []];
}

/** Why the network does not take it, where that is known; the mention may still be answered by hand. */
function refused(state: InboxState, action: 'reply' | 'reply privately'): Step | null {
  const ability = state.card?.abilities.find((one) => one.action === action);
  if (!ability || ability.can) return null;
  const why = ability.note ?? 'the network does not take it from programs';
  const text = `You cannot ${action} from here: ${why.replace(/\.$/, '')}. o opens it in your browser.`;
  return [{ ...state, notice: { text, level: 'trouble' } }, []];
}

/** Keys that do something whatever is selected. */
const ANYWHERE: Readonly<Record<string, (state: InboxState) => Step>> = {
  down: (state) => select(state, state.selected + 1),
  j: (state) => select(state, state.selected + 1),
  up: (state) => select(state, state.selected - 1),
  k: (state) => select(state, state.selected - 1),
  home: (state) => select(state, 0),
  end: (state) => select(state, state.queue.length - 1),
  pagedown: (state) => [{ ...state, scroll: state.scroll + CARD_PAGE }, []],
  space: (state) => [{ ...state, scroll: state.scroll + CARD_PAGE }, []],
  pageup: (state) => [{ ...state, scroll: Math.max(0, state.scroll - CARD_PAGE) }, []],
  '/': (state) => [lining(state, 'search'), []],
  f: (state) => [choosing(state, 'filter', [...FILTERS, ...state.networks]), []],
  u: undo,
  r: (state) => reload({ ...state, notice: null }),
  q: leave,
  '?': (state) => [{ ...state, mode: { kind: 'help' } }, []],
  escape: (state) =>
    state.filter === NO_FILTER ? [{ ...state, notice: null }, []] : narrow(state, NO_FILTER),
};

function queueKey(state: InboxState, key: Key): Step {
  if (key.ctrl || key.meta) return [state, []];
  const name =
    Object.hasOwn(ANYWHERE, key.sequence) || Object.hasOwn(ON_MENTION, key.sequence)
      ? key.sequence
      : key.name;
  const anywhere = Object.hasOwn(ANYWHERE, name) ? ANYWHERE[name] : undefined;
  if (anywhere) return anywhere(state);
  const command = Object.hasOwn(ON_MENTION, name) ? ON_MENTION[name] : undefined;
  const mention = current(state);
  if (!command || !mention) return [state, []];
  return command({ ...state, notice: null }, mention.id);
}

function chooseKey(state: InboxState, mode: Extract<Mode, { kind: 'choose' }>, key: Key): Step {
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

function lineKey(state: InboxState, mode: Extract<Mode, { kind: 'line' }>, key: Key): Step {
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

/** Takes back the latest thing done: a reply while it is held, or a mark. */
function undo(state: InboxState): Step {
  const last = state.doings.at(-1);
  if (!last)
    return [{ ...state, notice: { text: 'There is nothing to take back here.', level: 'trouble' } }, []];
  const rest: InboxState = { ...state, doings: state.doings.slice(0, -1) };
  if (last.kind === 'mark') return [rest, [{ type: 'undo-mark' }]];
  const isHeld = state.held.some(({ outboxId }) => outboxId === last.outboxId);
  if (isHeld) return [rest, [{ type: 'take-back', outboxId: last.outboxId }]];
  const text = `The reply has left. To take it off the network: earshot outbox delete ${last.outboxId}`;
  return [{ ...rest, notice: { text, level: 'trouble' } }, []];
}

/** Leaves at once, unless replies are held: what becomes of them is the person's to say. */
function leave(state: InboxState): Step {
  if (state.mode.kind === 'leave' || state.held.length === 0) return [state, [{ type: 'quit' }]];
  return [{ ...state, mode: { kind: 'leave' } }, []];
}

function leaveKey(state: InboxState, key: Key): Step {
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

function loaded(state: InboxState, event: Extract<InboxEvent, { type: 'loaded' }>): Step {
  const { waiting, networks } = event;
  const onHold = new Set(state.held.map(({ mentionId }) => mentionId));
  const writingTo = state.mode.kind === 'write' ? state.mode.mentionId : null;
  // What was answered is off the desk while its answer is held, unless it is being answered once more.
  const queue = event.queue.filter(({ id }) => !onHold.has(id) || id === writingTo);
  const before = writingTo ?? current(state)?.id;
  const again = queue.findIndex(({ id }) => id === before);
  const at = again >= 0 ? again : Math.min(state.selected, Math.max(0, queue.length - 1));
  const next: InboxState = { ...state, queue, waiting, networks, selected: at, loading: false };
  return open(again >= 0 ? next : { ...next, card: null, scroll: 0 });
}

function held(state: InboxState, reply: HeldReply): Step {
  const isHandOver = state.mode.kind === 'write' && state.mode.handOver;
  const next: InboxState = {
    ...state,
    mode: { kind: 'queue' },
    drafts: { ...state.drafts, [reply.mentionId]: '' },
    held: [...state.held, reply],
    doings: [...state.doings, { kind: 'reply', outboxId: reply.outboxId, mentionId: reply.mentionId }],
    notice: null,
  };
  if (!isHandOver) return reload(next);
  const [writing, effects] = beginWriting(next, reply.mentionId, { private: true });
  const [reloaded, more] = reload(writing);
  return [reloaded, [...effects, ...more]];
}

/** The text comes back into the writer's hands, where nothing else is being written. */
function takenBack(state: InboxState, event: Extract<InboxEvent, { type: 'taken-back' }>): Step {
  const reply = state.held.find(({ outboxId }) => outboxId === event.outboxId);
  const next: InboxState = {
    ...state,
    held: state.held.filter((one) => one !== reply),
    notice: { text: 'Taken back; nothing was sent.', level: 'done' },
  };
  if (!reply || state.mode.kind !== 'queue') return reload(next);
  const [writing, effects] = beginWriting(next, reply.mentionId, {
    private: event.private,
    text: event.text,
  });
  const [reloaded, more] = reload({ ...writing, notice: next.notice });
  return [reloaded, [...effects, ...more]];
}

function filled(state: InboxState, { text, template }: Extract<InboxEvent, { type: 'filled' }>): Step {
  if (state.mode.kind === 'write') return rewrite(state, state.mode, text, template);
  const mention = current(state);
  return mention
    ? beginWriting(state, mention.id, { private: mention.private, text, template })
    : [state, []];
}

/** Changes the answer that is being written, where it is still the text that was asked about. */
function withWriting(
  state: InboxState,
  text: string,
  change: (mode: Extract<Mode, { kind: 'write' }>) => Extract<Mode, { kind: 'write' }>,
): Step {
  const { mode } = state;
  if (mode.kind !== 'write' || (mode.draft.text !== text && mode.draft.text.trim() !== text))
    return [state, []];
  return [{ ...state, mode: change(mode) }, []];
}

function select(state: InboxState, index: number): Step {
  const selected = Math.min(Math.max(0, state.queue.length - 1), Math.max(0, index));
  if (selected === state.selected) return [state, []];
  return open({ ...state, selected, card: null, scroll: 0, notice: null });
}

function open(state: InboxState): Step {
  const mention = current(state);
  return [state, mention ? [{ type: 'open', id: mention.id }] : []];
}

function reload(state: InboxState): Step {
  return [state, [{ type: 'load', filter: state.filter }]];
}

function narrow(state: InboxState, filter: InboxState['filter']): Step {
  return reload({ ...state, filter, selected: 0, card: null, scroll: 0 });
}

function choosing(state: InboxState, of: ChoiceOf, choices: readonly Choice[]): InboxState {
  return { ...state, mode: { kind: 'choose', of, choices, at: 0 } };
}

function lining(state: InboxState, of: LineOf): InboxState {
  return { ...state, mode: { kind: 'line', of, draft: EMPTY_DRAFT } };
}
