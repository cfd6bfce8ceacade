/** Where a reply is on its way. */
export const OUTBOX_STATES = [
  'draft',
  'approved',
  'sending',
  'sent',
  'failed',
  'unknown',
  'cancelled',
] as const;
export type OutboxState = (typeof OUTBOX_STATES)[number];

/**
 * The legal moves. `sending` is committed before the network is called; a row found in it after a crash can
 * only become `unknown`, and `unknown` leaves by evidence (found: sent; surely absent: failed) or by a person.
 */
const OUTBOX_TRANSITIONS: Readonly<Record<OutboxState, readonly OutboxState[]>> = {
  draft: ['approved', 'cancelled'],
  approved: ['sending', 'cancelled', 'failed'],
  sending: ['sent', 'failed', 'unknown'],
  sent: [],
  failed: ['approved', 'cancelled'],
  unknown: ['sent', 'failed'],
  cancelled: [],
};

/** Whether a reply may move from one state to another. */
export function canMove(from: OutboxState, to: OutboxState): boolean {
  return OUTBOX_TRANSITIONS[from].includes(to);
}
