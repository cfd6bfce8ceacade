import type { InboxEffect, InboxEvent } from '../../core/inbox/events.js';
import { type Desk, newAct } from '../desk.js';
import { dispatch, whileSending } from '../dispatch.js';
import { checkReply, enqueueReply } from '../reply.js';
import { warningsOf } from './warnings.js';

/** Replies on hold, by their number in the outbox: what is needed to give them back. */
export type Held = Map<number, { text: string; private: boolean; until: number; to: string }>;

/**
 * Checks an answer and writes it into the outbox, to leave when its time has come. Where something speaks against
 * it that the person has not seen, nothing is written and the warnings come back.
 *
 * @throws EarshotError where it cannot be sent at all
 */
export async function holdReply(
  desk: Desk,
  held: Held,
  asked: Extract<InboxEffect, { type: 'send' }>,
  holdMs: number,
): Promise<InboxEvent> {
  const { id: mentionId, text, template, again, sure } = asked;
  const until = desk.clock() + holdMs;
  const checked = await checkReply(desk, {
    mentionId,
    text,
    private: asked.private,
    again,
    split: true,
    origin: { ...(template === null ? {} : { template }), heldUntil: until },
  });
  const warnings = sure ? [] : await warningsOf(desk, checked);
  if (warnings.length > 0) return { type: 'warned', text, warnings };
  const outboxId = await enqueueReply(desk, checked);
  const to = checked.mention.author.handle;
  held.set(outboxId, { text, private: checked.private, until, to });
  return { type: 'held', reply: { outboxId, mentionId, to, until } };
}

/** Takes a reply back that has not left. */
export async function takeBackReply(desk: Desk, held: Held, outboxId: number): Promise<InboxEvent> {
  const reply = held.get(outboxId);
  held.delete(outboxId);
  await desk.store.outbox.cancel(outboxId, newAct(desk));
  return { type: 'taken-back', outboxId, text: reply?.text ?? '', private: reply?.private ?? false };
}

/** Sends the replies whose time has come, or all, one after the other, and tells how each ended. */
export async function sendHeld(
  desk: Desk,
  held: Held,
  all: boolean,
  tell: (event: InboxEvent) => void,
): Promise<void> {
  for (const [outboxId, { until, to }] of [...held]) {
    if (!all && until > desk.clock()) continue;
    held.delete(outboxId);
    const { entry } = await whileSending(desk, () => dispatch(desk, outboxId));
    const part = entry.parts > 1 ? `Part ${entry.part} of ${entry.parts} of the answer` : 'The answer';
    const text =
      entry.state === 'sent'
        ? `Sent to @${to}${entry.parts > 1 ? ` in ${entry.parts} parts` : ''}.`
        : `${part} to @${to} is ${entry.state}${entry.error ? `: ${entry.error}` : ''}. See: earshot outbox list`;
    tell({ type: 'left', outboxId, notice: { text, level: entry.state === 'sent' ? 'done' : 'trouble' } });
  }
}
