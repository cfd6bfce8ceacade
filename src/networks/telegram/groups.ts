import { DAY } from '../../core/clock.js';
import { NetworkError } from '../../core/errors.js';
import type { NetworkDeps } from '../network.js';
import type { Api } from './api.js';
import type { FactBook, GroupFacts } from './facts.js';
import { administratorsSchema, fullChatSchema } from './schema.js';

/**
 * What is known of a group, asked once a day: whether the bot is an administrator of it, which makes it the
 * business's own, and then who speaks for the business there.
 *
 * @throws NetworkError where Telegram cannot be reached or asks to wait; a refusal says nothing of the group
 */
export async function knownGroup(
  api: Api,
  facts: FactBook,
  deps: NetworkDeps,
  id: number,
  signal: AbortSignal,
): Promise<GroupFacts> {
  const known = facts.get().groups[id];
  const age = deps.clock() - (known?.askedAt ?? 0);
  if (known !== undefined && age >= 0 && age < DAY) return known;
  const found = await askGroup(api, id, signal);
  const group = { ...found, askedAt: deps.clock() };
  facts.setGroup(id, group);
  return group;
}

async function askGroup(api: Api, id: number, signal: AbortSignal): Promise<Omit<GroupFacts, 'askedAt'>> {
  try {
    const body = { chat_id: id };
    const purpose = 'tell who runs a group';
    const found = await api.call(
      { method: 'getChatAdministrators', body, purpose, safe: true },
      administratorsSchema,
      signal,
    );
    const people = found.map(({ user }) => user.id);
    if (!people.some((person) => String(person) === api.botId())) return STRANGE;
    const { linked_chat_id: channel } = await api.call(
      { method: 'getChat', body, purpose, safe: true },
      fullChatSchema,
      signal,
    );
    return { administered: true, staff: [...people, id, ...(channel === undefined ? [] : [channel])] };
  } catch (error) {
    const refused =
      error instanceof NetworkError && ['forbidden', 'not-found', 'rejected'].includes(error.networkKind);
    if (refused) return STRANGE;
    throw error;
  }
}

const STRANGE = { administered: false, staff: [] };
