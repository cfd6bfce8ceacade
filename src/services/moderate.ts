import { EarshotError, NetworkError } from '../core/errors.js';
import type { OutboxEntry } from '../core/outbox-entry.js';
import type { StoredMention } from '../core/stored-mention.js';
import type { Ability, Capabilities } from '../networks/network.js';
import { type Desk, newAct, requireAccount } from './desk.js';
import { refOf } from './dispatch.js';
import { requireMention } from './triage.js';

/**
 * Hides a public reply to one of the owner's posts, or shows it again.
 *
 * @throws EarshotError where the mention or the network does not allow it; NetworkError as it comes
 */
export async function hideMention(desk: Desk, id: number, hidden: boolean): Promise<StoredMention> {
  const mention = await requireMention(desk, id);
  const network = await desk.network(requireAccount(desk, mention.account));
  const ability = await hideAbility(desk, mention, network.capabilities);
  if (!network.hide || !ability.can) {
    throw new EarshotError(`mention ${id} cannot be hidden: ${within(ability.note)}.`, {
      code: 'hide-refused',
      hint: mention.url
        ? `See what can be done there: ${mention.url}`
        : 'See what can be done on the network itself.',
    });
  }
  await network.hide(mention.nativeId, hidden, desk.signal);
  return mention;
}

/** A capability's note as part of a sentence of ours. */
function within(note: string | null | undefined): string {
  return (note ?? 'the network cannot').replace(/\.$/, '');
}

/** Whether a mention can be hidden: a reply in a conversation that the owner began, on a network that can. */
export async function hideAbility(
  desk: Desk,
  mention: StoredMention,
  { hide }: Capabilities,
): Promise<Ability> {
  if (!hide.can) return hide;
  const ours = mention.kind === 'reply' && (await desk.store.mentions.startedByUs(mention.threadId));
  return ours ? hide : { can: false, note: 'not a reply to your post' };
}

/**
 * Likes a mention, or takes that back.
 *
 * @throws EarshotError where its network has no way to; NetworkError as it comes
 */
export async function likeMention(desk: Desk, id: number, liked: boolean): Promise<StoredMention> {
  const mention = await requireMention(desk, id);
  const account = requireAccount(desk, mention.account);
  const network = await desk.network(account);
  const { can, note } = network.capabilities.like;
  if (!network.like || !can) {
    throw new EarshotError(`mention ${id} cannot be liked: ${within(note)}.`, {
      code: 'like-refused',
      hint: mention.url ? `Open it there: ${mention.url}` : 'Open it on the network itself.',
    });
  }
  await network.like(refOf(mention), liked, desk.signal);
  return mention;
}

/**
 * Takes one of our sent public replies off the network again. One that is gone already counts as taken off.
 *
 * @throws EarshotError where it was not sent or cannot be deleted; NetworkError as it comes
 */
export async function deleteReply(desk: Desk, id: number): Promise<OutboxEntry> {
  const entry = await desk.store.outbox.get(id);
  const refuse = (why: string) =>
    new EarshotError(`reply ${id} cannot be deleted: ${why}.`, {
      code: 'delete-refused',
      hint: 'See `earshot outbox list --all`.',
    });
  if (!entry) throw refuse('there is none of that number');
  if (entry.state !== 'sent' || entry.nativeId === null)
    throw refuse(`it is ${entry.state}, not known on the network`);
  const network = await desk.network(requireAccount(desk, entry.account));
  if (entry.private || !network.delete) throw refuse('private messages stay with their reader');
  try {
    await network.delete(entry.nativeId, desk.signal);
  } catch (error) {
    if (!(error instanceof NetworkError && error.networkKind === 'not-found')) throw error;
  }
  await desk.store.outbox.deleted(id, newAct(desk));
  return (await desk.store.outbox.get(id)) ?? entry;
}
