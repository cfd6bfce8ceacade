import type { InboxEvent } from '../../core/inbox/events.js';
import type { Choice } from '../../core/inbox/state.js';
import { fittingVariants } from '../../core/template.js';
import { type Desk, requireAccount } from '../desk.js';
import { partsOf } from '../reply.js';
import { fillTemplate, requireTemplate } from '../templates.js';
import { requireMention } from '../triage.js';

/** How long a text is as the mention's network counts it, and how many messages it would be. */
export async function measureFor(
  desk: Desk,
  { id, text, private: isPrivate }: { id: number; text: string; private: boolean },
): Promise<InboxEvent> {
  const mention = await requireMention(desk, id);
  const network = await desk.network(requireAccount(desk, mention.account));
  const measure = (part: string) =>
    network.measure(part, {
      private: isPrivate || mention.private,
      to: { authorHandle: mention.author.handle },
    });
  const { length, limit } = measure(text);
  const parts = partsOf(text.normalize('NFC').trim(), network, measure);
  return { type: 'measured', text, length, limit, parts: parts?.length ?? null };
}

/** The saved replies that have a wording for a mention; those that the owner's rules offer come first. */
export async function templatesFor(desk: Desk, id: number): Promise<Choice[]> {
  const mention = await requireMention(desk, id);
  const offered = (await desk.store.rules.of(id)).map(({ template }) => template);
  const languages = [mention.language, ...desk.settings.business.languages];
  const fitting = (await desk.store.templates.all()).filter(({ variants }) =>
    languages.some(
      (language) => fittingVariants(variants, { language, network: mention.network }).length > 0,
    ),
  );
  return [
    ...fitting
      .filter(({ name }) => offered.includes(name))
      .map(({ name }) => ({ label: `${name} (your rules)`, value: name })),
    ...fitting
      .filter(({ name }) => !offered.includes(name))
      .map(({ name }) => ({ label: name, value: name })),
  ];
}

/** A saved reply filled in for a mention, to be looked over before it is sent. */
export async function fillFor(desk: Desk, id: number, name: string): Promise<InboxEvent> {
  const template = await requireTemplate(desk, name);
  const { text, origin } = await fillTemplate(desk, template, await requireMention(desk, id));
  return { type: 'filled', text, template: origin.template };
}
