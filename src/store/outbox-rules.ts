import type { Kysely } from 'kysely';
import { EarshotError } from '../core/errors.js';
import type { OutboxState } from '../core/outbox.js';
import type { Database } from './schema.js';

/** What to do where a mention has a reply already. */
function hintFor(state: OutboxState, id: number): string {
  if (state === 'sent') return 'Add --again to send a further one.';
  if (state === 'unknown') return `Find out what became of it: earshot outbox settle ${id}`;
  return `Send it with \`earshot outbox retry ${id}\`, or give it up with \`earshot outbox cancel ${id}\`.`;
}

/**
 * One public and one private reply per mention and account: refuses where one stands that neither failed nor was
 * cancelled, so that a script that is run again says nothing twice.
 */
export async function refuseSecond(
  trx: Kysely<Database>,
  { mentionId, accountId, private: isPrivate }: { mentionId: number; accountId: number; private: boolean },
): Promise<void> {
  const standing = await trx
    .selectFrom('outbox')
    .select(['id', 'state'])
    .where('mention_id', '=', mentionId)
    .where('account_id', '=', accountId)
    .where('private', '=', isPrivate ? 1 : 0)
    .where('again', '=', 0)
    .where('automatic', '=', 0)
    .where('part_of', 'is', null)
    .where('state', 'not in', ['failed', 'cancelled'])
    .executeTakeFirst();
  if (!standing) return;
  throw new EarshotError(
    `mention ${mentionId} has a ${isPrivate ? 'private ' : ''}reply already (outbox ${standing.id}, ${standing.state}).`,
    { code: 'already-replied', hint: hintFor(standing.state, standing.id) },
  );
}

/** A part is sent when the one before it is: it hangs on that, and nobody reads the end before the beginning. */
export async function requireTurn(
  trx: Kysely<Database>,
  id: number,
  { part_of: first, part }: { part_of: number | null; part: number },
): Promise<void> {
  if (first === null) return;
  const before = await trx
    .selectFrom('outbox')
    .select(['id', 'state'])
    .where('part', '=', part - 1)
    .where((eb) => eb.or([eb('part_of', '=', first), eb('id', '=', first)]))
    .executeTakeFirstOrThrow();
  if (before.state === 'sent') return;
  throw new EarshotError(`reply ${id} waits for the part before it: reply ${before.id} is ${before.state}.`, {
    code: 'outbox-waits',
    hint:
      before.state === 'unknown'
        ? `Find out what became of that one: earshot outbox settle ${before.id}`
        : `Send that one first: earshot outbox retry ${before.id}`,
  });
}

export function noSuchReply(id: number): EarshotError {
  return new EarshotError(`there is no reply ${id} in the outbox.`, {
    code: 'outbox-not-found',
    hint: 'See `earshot outbox list --all`.',
  });
}
