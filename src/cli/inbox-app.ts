import { SECOND } from '../core/clock.js';
import type { InboxEffect, InboxEvent } from '../core/inbox/events.js';
import { reduce } from '../core/inbox/reduce.js';
import { emptyInbox, type InboxState } from '../core/inbox/state.js';
import type { ScreenApp } from '../output/screen.js';
import type { Doable, InboxTerminal } from '../services/inbox/effects.js';
import { drawInbox } from '../views/inbox/screen.js';
import type { View } from '../views/view.js';

export interface InboxAppOptions {
  view(): View;
  /** Does what is wanted, and tells what came of it. */
  run(effect: Doable, tell: (event: InboxEvent) => void, terminal: InboxTerminal): Promise<void>;
  openBrowser(url: string): void;
}

/** The inbox between its state, its screen and the desk: effects are done one after the other, in their order. */
export function createInboxApp({ view, run, openBrowser }: InboxAppOptions) {
  let state: InboxState = emptyInbox(view().now);
  let work: Promise<void> = Promise.resolve();
  let failure: unknown = null;
  let quit = false;
  let leave: () => void = () => {};
  let edit: { text: string; done(text: string): void } | null = null;
  const listeners = new Set<() => void>();

  const terminal: InboxTerminal = {
    openBrowser,
    edit: (text) =>
      new Promise((resolve) => {
        edit = { text, done: resolve };
        leave();
      }),
  };

  function happen(event: InboxEvent): void {
    const [next, effects] = reduce(state, event);
    const isNew = next !== state;
    state = next;
    for (const effect of effects) schedule(effect);
    if (isNew) for (const listener of listeners) listener();
  }

  function schedule(effect: InboxEffect): void {
    work = work.then(async () => {
      if (failure !== null) return;
      if (effect.type === 'quit') {
        quit = true;
        return leave();
      }
      try {
        await run(effect, happen, terminal);
      } catch (error) {
        // A fault of ours or of the desk: the screen gives way, and the program says what it was.
        failure = error;
        quit = true;
        leave();
      }
    });
  }

  const app: ScreenApp = {
    draw({ columns, rows }) {
      return drawInbox(state, { ...view(), width: columns }, rows);
    },
    key: (key) => happen({ type: 'key', key }),
    onChange(changed) {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    over: () =>
      new Promise((resolve) => {
        leave = resolve;
        if (quit) resolve();
      }),
  };

  return {
    app,
    /** Loads the queue and keeps the clock going; the answer stops it. */
    start(): () => void {
      happen({ type: 'tick', now: view().now });
      schedule({ type: 'load', filter: state.filter });
      const timer = setInterval(() => happen({ type: 'tick', now: view().now }), SECOND);
      return () => clearInterval(timer);
    },
    /** What a person wants to write in the editor, once the screen has given way; null where it was left for good. */
    takeEdit() {
      const taken = edit;
      edit = null;
      return taken;
    },
    /** Resolves when all that was begun is done; rejects with what made the inbox give way. */
    async finished(): Promise<void> {
      await work;
      if (failure !== null) throw failure;
    },
  };
}
