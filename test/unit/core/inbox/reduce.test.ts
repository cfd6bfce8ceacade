import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { InboxEffect, InboxEvent, Key } from '../../../../src/core/inbox/events.js';
import { reduce } from '../../../../src/core/inbox/reduce.js';
import { emptyInbox, type InboxState } from '../../../../src/core/inbox/state.js';
import { CARD, MENTIONS, mention, NOW } from '../../views/samples.js';

const NAMES: Readonly<Record<string, string>> = {
  '\r': 'return',
  '\x1b': 'escape',
  ' ': 'space',
};

function key(sequence: string, more: Partial<Key> = {}): InboxEvent {
  const name = NAMES[sequence] ?? sequence.toLowerCase();
  return { type: 'key', key: { name, sequence, ctrl: false, meta: false, shift: false, ...more } };
}

const paste = (sequence: string) => key(sequence, { name: 'paste' });
const loaded = (queue = MENTIONS): InboxEvent => ({
  type: 'loaded',
  queue,
  waiting: { count: queue.length, oldestAt: NOW },
  networks: [],
});
const first = MENTIONS[0] ?? mention(481);

/** Where events lead, and everything they asked for. */
function play(events: readonly InboxEvent[], from: InboxState = emptyInbox(NOW)) {
  const asked: InboxEffect[] = [];
  let state = from;
  for (const event of events) {
    const [next, effects] = reduce(state, event);
    state = next;
    asked.push(...effects);
  }
  return { state, asked };
}

const ready = play([loaded()]).state;
const typed = (text: string) => [...text].map((letter) => key(letter));
const held = (outboxId: number, mentionId = first.id): InboxEvent => ({
  type: 'held',
  reply: { outboxId, mentionId, to: 'mina_k', until: NOW + 10_000 },
});

describe('the inbox', () => {
  it('sends what was written, once, to the mention it was written to', () => {
    const { asked } = play([key('a'), ...typed('Hi!'), key('\r')], ready);
    expect(asked.filter(({ type }) => type === 'send')).toEqual([
      { type: 'send', id: first.id, text: 'Hi!', private: false, again: false, template: null, sure: false },
    ]);
  });

  it('goes back to what was taken back, wherever it stands in the queue then', () => {
    const [one, two, ...others] = MENTIONS;
    if (!one || !two) throw new Error('too few samples');
    const marked = play([loaded([two, ...others])], ready).state;
    const undone: InboxEvent = {
      type: 'undone',
      mentionId: one.id,
      notice: { text: 'Taken back', level: 'done' },
    };
    const { state, asked } = play([undone, loaded([two, ...others, one])], marked);
    expect(state.queue[state.selected]?.id).toBe(one.id);
    expect(asked.at(-1)).toEqual({ type: 'open', id: one.id });
    expect(play([loaded()], play([key('j')], state).state).state.returnTo).toBeNull();
  });

  it('sends nothing that is empty, and overrules a warning only about the very same words', () => {
    expect(play([key('a'), key('\r')], ready).asked.some(({ type }) => type === 'send')).toBe(false);
    const warned: InboxEvent = { type: 'warned', text: 'Hi', warnings: ['The same words went out.'] };
    const again = play([key('a'), ...typed('Hi'), key('\r'), warned, key('\r')], ready);
    const sends = again.asked.filter((effect) => effect.type === 'send');
    expect(sends.map(({ sure }) => sure)).toEqual([false, true]);
    const changed = play(
      [key('!'), key('\r')],
      play([key('a'), ...typed('Hi'), key('\r'), warned], ready).state,
    );
    expect(changed.asked.filter((effect) => effect.type === 'send').map(({ sure }) => sure)).toEqual([false]);
  });

  it('hands over: a public line, then the private answer to the same mention', () => {
    const begun = play([key('p'), key('2')], ready);
    expect(begun.state.mode).toMatchObject({ kind: 'write', private: false, handOver: true });
    const { state, asked } = play([key('\r'), held(7), loaded()], begun.state);
    expect(asked).toContainEqual(expect.objectContaining({ type: 'send', id: first.id, private: false }));
    expect(state.mode).toMatchObject({ kind: 'write', mentionId: first.id, private: true, handOver: false });
    expect(state.queue[state.selected]?.id).toBe(first.id);
  });

  it('says why the network takes no answer, before one is written', () => {
    const card = {
      ...CARD,
      abilities: [{ action: 'reply' as const, can: false, note: 'you were not mentioned.' }],
    };
    const { state, asked } = play([{ type: 'card', card }, key('a')], ready);
    expect(asked).toEqual([]);
    expect(state.mode.kind).toBe('queue');
    expect(state.notice?.text).toBe(
      'You cannot reply from here: you were not mentioned. o opens it in your browser.',
    );
  });

  it('offers a private answer only, where a public line cannot stand', () => {
    const abilities = [
      { action: 'reply' as const, can: false, note: 'you were not mentioned.' },
      { action: 'reply privately' as const, can: true },
    ];
    const seen = play([{ type: 'card', card: { ...CARD, abilities } }], ready).state;
    expect(play([key('a')], seen).state.notice?.text).toContain('p answers privately; o opens it');
    expect(play([key('p')], seen).state.mode).toMatchObject({
      kind: 'write',
      private: true,
      handOver: false,
    });
    expect(play([key('p')], ready).state.mode).toMatchObject({ kind: 'choose', of: 'private' });
  });

  it('keeps what was begun for when the mention is answered after all', () => {
    const { state } = play([key('a'), ...typed('Wait'), key('\x1b'), key('j'), key('k'), key('a')], ready);
    expect(state.mode).toMatchObject({ kind: 'write', draft: { text: 'Wait' } });
  });

  it('takes back the latest first: a mark, then a held reply with its words', () => {
    const start = play(
      [held(7), { type: 'marked', mentionId: 479, notice: { text: 'ok', level: 'done' } }],
      ready,
    );
    const undoMark = play([key('u')], start.state);
    expect(undoMark.asked).toEqual([{ type: 'undo-mark' }]);
    const undoReply = play([key('u')], undoMark.state);
    expect(undoReply.asked).toEqual([{ type: 'take-back', outboxId: 7 }]);
    const back: InboxEvent = { type: 'taken-back', outboxId: 7, text: 'So sorry', private: true };
    expect(play([back], undoReply.state).state.mode).toMatchObject({
      kind: 'write',
      mentionId: first.id,
      private: true,
      draft: { text: 'So sorry' },
    });
    expect(play([key('u')], undoReply.state).asked).toEqual([]);
  });

  it('cannot take back what has left, and says how to', () => {
    const left: InboxEvent = { type: 'left', outboxId: 7, notice: { text: 'Sent.', level: 'done' } };
    const { state, asked } = play([key('u')], play([held(7), left], ready).state);
    expect(asked).toEqual([]);
    expect(state.notice?.text).toContain('earshot outbox delete 7');
  });

  it('has off the desk what is on hold, and on it again when it is taken back', () => {
    const hold = play([held(7), loaded()], ready).state;
    expect(hold.queue.map(({ id }) => id)).not.toContain(first.id);
    const back: InboxEvent = { type: 'taken-back', outboxId: 7, text: 'x', private: false };
    const again = play([back, loaded()], hold).state;
    expect(again.queue[again.selected]?.id).toBe(first.id);
  });

  it('asks for replies to leave when their time has come, and not before', () => {
    const hold = play([held(7)], ready).state;
    expect(play([{ type: 'tick', now: NOW + 9_999 }], hold).asked).toEqual([]);
    expect(play([{ type: 'tick', now: NOW + 10_000 }], hold).asked).toEqual([
      { type: 'send-held', all: false },
    ]);
  });

  it('looks every minute for what came in, but not while an answer is written', () => {
    const minute: InboxEvent = { type: 'tick', now: NOW + 60_000 };
    expect(play([minute], ready).asked).toEqual([{ type: 'load', filter: ready.filter }]);
    expect(play([minute], play([key('a')], ready).state).asked).toEqual([]);
  });

  it('asks what becomes of held replies before it leaves', () => {
    expect(play([key('q')], ready).asked).toEqual([{ type: 'quit' }]);
    const asking = play([held(7), key('q')], ready).state;
    expect(asking.mode.kind).toBe('leave');
    expect(play([key('\r')], asking).asked).toEqual([{ type: 'send-held', all: true }, { type: 'quit' }]);
    expect(play([key('x')], asking).asked).toEqual([{ type: 'take-back', outboxId: 7 }, { type: 'quit' }]);
    expect(play([key('n')], asking)).toMatchObject({ state: { mode: { kind: 'queue' } }, asked: [] });
  });

  it('takes what is pasted for text, never for commands', () => {
    expect(play([paste('dqi\r')], ready)).toEqual({ state: ready, asked: [] });
    const { state, asked } = play([key('a'), paste('one\r'), paste('two')], ready);
    expect(state.mode).toMatchObject({ draft: { text: 'one\ntwo' } });
    expect(asked.some(({ type }) => type === 'send')).toBe(false);
  });

  it.each([
    ['d', { type: 'mark', id: first.id, change: { status: 'done' } }],
    ['i', { type: 'mark', id: first.id, change: { status: 'ignored' } }],
    ['l', { type: 'like', id: first.id }],
    ['o', { type: 'browse', id: first.id }],
    ['t', { type: 'templates', id: first.id }],
    ['s1', { type: 'mark', id: first.id, change: { snooze: '1h' } }],
    ['s4' + '3d\r', { type: 'mark', id: first.id, change: { snooze: '3d' } }],
    ['gvip\r', { type: 'mark', id: first.id, change: { tag: 'vip' } }],
    ['nhello\r', { type: 'note', id: first.id, text: 'hello' }],
    ['c1', { type: 'mark', id: first.id, change: { sentiment: 'negative' } }],
    ['c4', { type: 'mark', id: first.id, change: { intent: 'question' } }],
  ])('does what %j says', (keys, wanted) => {
    expect(play(typed(keys), ready).asked).toEqual([wanted]);
  });

  it('narrows to words and widens again', () => {
    const found = play(typed('/glass\r'), ready);
    expect(found.asked.at(-1)).toMatchObject({ type: 'load', filter: { search: 'glass' } });
    expect(play([key('\x1b')], found.state).asked.at(-1)).toMatchObject({ filter: { search: null } });
  });

  const anyKey = fc
    .record({
      sequence: fc.constantFrom(...'aptdsiu?/flogncrjkqxy1234 \r\x1b\x7f', '\x1b[A', '\x01', 'ế', 'س', '👍'),
      name: fc.constantFrom(
        '',
        'up',
        'down',
        'left',
        'pagedown',
        'home',
        'end',
        'backspace',
        'paste',
        'delete',
      ),
      ctrl: fc.boolean(),
      meta: fc.boolean(),
      shift: fc.boolean(),
      named: fc.boolean(),
    })
    .map(({ sequence, name, named, ...rest }) =>
      named ? key(sequence, rest) : key(sequence, { ...rest, name }),
    );
  const anyEvent: fc.Arbitrary<InboxEvent> = fc.oneof(
    { weight: 8, arbitrary: anyKey },
    { weight: 1, arbitrary: fc.nat(4).map((size) => loaded(MENTIONS.slice(0, size))) },
    { weight: 1, arbitrary: fc.nat(3).map((id) => held(id, MENTIONS[id]?.id ?? 0)) },
    {
      weight: 1,
      arbitrary: fc.constantFrom<InboxEvent>(
        { type: 'marked', mentionId: 479, notice: { text: 'ok', level: 'done' } },
        { type: 'taken-back', outboxId: 1, text: 'x', private: false },
        { type: 'left', outboxId: 2, notice: { text: 'Sent', level: 'done' } },
        { type: 'templates', choices: [{ label: 'hours', value: 'hours' }] },
        { type: 'templates', choices: [] },
        { type: 'filled', text: 'From ten to six.', template: { name: 'hours', variantId: 1 } },
        { type: 'edited', text: 'Long' },
        { type: 'tick', now: NOW + 60_000 },
        { type: 'noted', mentionId: 481, notice: { text: 'Noted', level: 'done' } },
        { type: 'undone', mentionId: first.id, notice: { text: 'Undone', level: 'done' } },
      ),
    },
  );

  it('stands whatever happens: a valid selection, effects about mentions that are there, drafts kept', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 60 }), (events) => {
        let state = ready;
        for (const event of events) {
          const before = state;
          const [next, effects] = reduce(state, event);
          state = next;
          expect(state.selected).toBeGreaterThanOrEqual(0);
          expect(state.selected).toBeLessThanOrEqual(Math.max(0, state.queue.length - 1));
          const known = new Set([...before.queue, ...state.queue].map(({ id }) => id));
          if (before.mode.kind === 'write') known.add(before.mode.mentionId);
          for (const held of before.held) known.add(held.mentionId);
          if (event.type === 'noted') known.add(event.mentionId);
          for (const effect of effects) {
            if ('id' in effect) expect(known).toContain(effect.id);
            if (effect.type === 'take-back') {
              expect(before.held.map(({ outboxId }) => outboxId)).toContain(effect.outboxId);
            }
          }
          const isPaste = event.type === 'key' && event.key.name === 'paste';
          if (isPaste) expect(effects.filter(({ type }) => type !== 'measure')).toEqual([]);
          if (before.mode.kind === 'write' && event.type === 'key' && state.mode.kind === 'queue') {
            expect(state.drafts[before.mode.mentionId]).toBe(before.mode.draft.text);
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});
