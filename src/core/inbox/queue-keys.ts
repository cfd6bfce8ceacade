import { CORRECTIONS, FILTERS, PRIVATE_WAYS, SNOOZES } from './choices.js';
import type { Key } from './events.js';
import { current, type InboxState, NO_FILTER } from './state.js';
import { choosing, lining, narrow, reload, type Step, select } from './step.js';
import { beginWriting } from './write.js';

const CARD_PAGE = 5;

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
  const never = refused(state, 'reply privately');
  if (never) return never;
  // A public line can only stand where the network takes one.
  return isRefused(state, 'reply')
    ? beginWriting(state, id, { private: true })
    : [choosing(state, 'private', PRIVATE_WAYS), []];
}

type Action = 'reply' | 'reply privately';

function abilityOf(state: InboxState, action: Action) {
  return state.card?.abilities.find((one) => one.action === action);
}

function isRefused(state: InboxState, action: Action): boolean {
  return abilityOf(state, action)?.can === false;
}

/** Why the network does not take it, where that is known; the mention may still be answered by hand. */
function refused(state: InboxState, action: Action): Step | null {
  const ability = abilityOf(state, action);
  if (!ability || ability.can) return null;
  const why = ability.note ?? 'the network does not take it from programs';
  const isPrivatePossible = action === 'reply' && abilityOf(state, 'reply privately')?.can === true;
  const instead = `${isPrivatePossible ? 'p answers privately; o' : 'o'} opens it in your browser.`;
  const text = `You cannot ${action} from here: ${why.replace(/\.$/, '')}. ${instead}`;
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

/** A key while nothing else has the keyboard. */
export function queueKey(state: InboxState, key: Key): Step {
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
