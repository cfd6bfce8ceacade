import { MINUTE } from '../clock.js';
import type { InboxEvent, Key } from './events.js';
import { chooseKey, leaveKey, lineKey } from './panel-keys.js';
import { queueKey } from './queue-keys.js';
import { current, type HeldReply, type InboxState, type Mode } from './state.js';
import { choosing, open, reload, type Step } from './step.js';
import { beginWriting, rewrite, writeKey } from './write.js';

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
      return [{ ...state, notice: event.notice }, []];
    case 'undone':
      return reload({ ...state, notice: event.notice, returnTo: event.mentionId });
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

function loaded(state: InboxState, event: Extract<InboxEvent, { type: 'loaded' }>): Step {
  const { waiting, networks } = event;
  const onHold = new Set(state.held.map(({ mentionId }) => mentionId));
  const writingTo = state.mode.kind === 'write' ? state.mode.mentionId : null;
  // What was answered is off the desk while its answer is held, unless it is being answered once more.
  const queue = event.queue.filter(({ id }) => !onHold.has(id) || id === writingTo);
  const before = writingTo ?? state.returnTo ?? current(state)?.id;
  const again = queue.findIndex(({ id }) => id === before);
  const at = again >= 0 ? again : Math.min(state.selected, Math.max(0, queue.length - 1));
  const next: InboxState = {
    ...state,
    queue,
    waiting,
    networks,
    selected: at,
    returnTo: null,
    loading: false,
  };
  return open(queue[at]?.id === current(state)?.id ? next : { ...next, card: null, scroll: 0 });
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
