import { MINUTE } from '../../core/clock.js';
import { EarshotError } from '../../core/errors.js';
import type { InboxEffect, InboxEvent } from '../../core/inbox/events.js';
import { type Desk, requireAccount } from '../desk.js';
import { openCard } from '../mention-card.js';
import { requireMention } from '../triage.js';
import { type Held, holdReply, sendHeld, takeBackReply } from './held.js';
import { likeIt } from './like.js';
import { applyMark, keepNote, takeBackMark } from './marks.js';
import { keepUp, loadQueue, rateAnswering } from './queue.js';
import { fillFor, measureFor, templatesFor } from './writing.js';

/** What the inbox cannot do by itself: the terminal's part. */
export interface InboxTerminal {
  openBrowser(url: string): void;
  /** Lets a person write in their editor; the screen is theirs meanwhile. */
  edit(text: string): Promise<string>;
}

/** What can be done, and what is still under way. */
export interface InboxEffects {
  /** Never throws for what can go wrong with one mention or a network: that becomes a notice. */
  run(effect: Doable, tell: (event: InboxEvent) => void, terminal: InboxTerminal): Promise<void>;
  /** The replies on hold, by their numbers in the outbox. */
  readonly held: readonly number[];
}

/** What the desk or the terminal can do; quitting is for whoever runs the screen. */
export type Doable = Exclude<InboxEffect, { type: 'quit' }>;

/**
 * Does what the inbox wants done, and tells what came of it.
 *
 * @param holdMs how long a reply is held before it leaves
 */
export function createEffects(desk: Desk, holdMs: number): InboxEffects {
  const held: Held = new Map();
  let keptUpAt = Number.NEGATIVE_INFINITY;

  /** Priorities change by the hour: not every key has to wait for them. */
  async function keepUpNowAndThen(tell: (event: InboxEvent) => void): Promise<void> {
    if (desk.clock() - keptUpAt < MINUTE) return;
    keptUpAt = desk.clock();
    await keepUp(desk);
    tell(await rateAnswering(desk));
  }

  async function run(
    effect: Doable,
    tell: (event: InboxEvent) => void,
    terminal: InboxTerminal,
  ): Promise<void> {
    switch (effect.type) {
      case 'load':
        await keepUpNowAndThen(tell);
        return tell(await loadQueue(desk, effect.filter));
      case 'open':
        return tell({ type: 'card', card: await openCard(desk, effect.id) });
      case 'measure':
        return tell(await measureFor(desk, effect));
      case 'send':
        return tell(await holdReply(desk, held, effect, holdMs));
      case 'send-held':
        return sendHeld(desk, held, effect.all, tell);
      case 'take-back':
        return tell(await takeBackReply(desk, held, effect.outboxId));
      case 'mark':
        return tell(await applyMark(desk, effect.id, effect.change));
      case 'undo-mark':
        return tell(await takeBackMark(desk));
      case 'note':
        return tell(await keepNote(desk, effect.id, effect.text));
      case 'like':
        return tell(await likeIt(desk, effect.id));
      case 'templates':
        return tell({ type: 'templates', choices: await templatesFor(desk, effect.id) });
      case 'fill':
        return tell(await fillFor(desk, effect.id, effect.name));
      case 'edit':
        return tell({ type: 'edited', text: await terminal.edit(effect.text) });
      case 'browse':
        return tell(await browse(effect.id, terminal));
    }
  }

  /** Where a person answers by hand, or the mention itself. */
  async function browse(id: number, terminal: InboxTerminal): Promise<InboxEvent> {
    const mention = await requireMention(desk, id);
    const network = await desk.network(requireAccount(desk, mention.account));
    const page = network.answerPage?.(mention.nativeId) ?? mention.url;
    if (page === null) return trouble('It has no page of its own.');
    terminal.openBrowser(page);
    return { type: 'notice', notice: { text: `Opened ${page}`, level: 'done' } };
  }

  return {
    async run(effect, tell, terminal) {
      try {
        await run(effect, tell, terminal);
      } catch (error) {
        if (!(error instanceof EarshotError) || error.kind === 'interrupted') throw error;
        tell(trouble([error.message, error.hint].filter(Boolean).join(' ')));
      }
    },
    get held() {
      return [...held.keys()];
    },
  };
}

function trouble(text: string): InboxEvent {
  return { type: 'notice', notice: { text, level: 'trouble' } };
}
