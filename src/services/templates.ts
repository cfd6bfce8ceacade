import { EarshotError } from '../core/errors.js';
import type { StoredMention } from '../core/stored-mention.js';
import {
  fittingVariants,
  nextVariant,
  type Template,
  type TemplateValue,
  type TemplateVariables,
  type TemplateVariant,
} from '../core/template.js';
import type { ReplyOrigin } from '../store/index.js';
import { readDocument, writeDocument } from '../templates/document.js';
import { type Desk, requireAccount } from './desk.js';
import { requireMention } from './triage.js';

/** Values a person or a row of a file adds, beside what the desk knows. */
export type TemplateValues = Readonly<Record<string, string>>;

/** A text made from a template, and from which wording. */
export interface FilledTemplate {
  text: string;
  origin: Required<Pick<ReplyOrigin, 'template'>>;
}

const GROUPS = ['customer', 'mention', 'business', 'watch'];
const NAME = /^[a-z][a-z0-9_]*$/iu;
const TEMPLATE_NAME = /^[\p{L}\p{N}][\p{L}\p{M}\p{N}_-]{0,59}$/u;
const LANGUAGE = /^[a-z]{2,3}$/u;

/**
 * A saved reply by its name.
 *
 * @throws EarshotError `template-unknown` (usage)
 */
export async function requireTemplate(desk: Desk, name: string): Promise<Template> {
  const template = await desk.store.templates.byName(name);
  if (template) return template;
  const names = (await desk.store.templates.all()).map((known) => known.name);
  throw new EarshotError(`There is no template '${name}'.`, {
    code: 'template-unknown',
    kind: 'usage',
    hint:
      names.length === 0
        ? `Make it: earshot template add ${name} "Thank you, {{ customer.first_name }}!"`
        : `There are: ${names.join(', ')}.`,
  });
}

/**
 * Saves one wording. It is compiled first, so that what cannot be read is not kept.
 *
 * @throws EarshotError (usage) `template-invalid`, `template-name`, `template-occasion`
 */
export async function addWording(
  desk: Desk,
  name: string,
  wording: Omit<TemplateVariant, 'id'>,
): Promise<Template> {
  if (!TEMPLATE_NAME.test(name)) {
    throw new EarshotError(`'${name}' cannot be the name of a template.`, {
      code: 'template-name',
      kind: 'usage',
      hint: 'Use letters, digits, - and _.',
    });
  }
  await checkWordings(desk, [wording]);
  await desk.store.templates.add(name, wording, desk.clock());
  return requireTemplate(desk, name);
}

/** All wordings of a template as one text to edit. */
export function templateDocument({ variants }: Template): string {
  return writeDocument(variants);
}

/**
 * Puts the wordings of an edited text in the place of a template's own: all of them, or none where one cannot be
 * read.
 *
 * @throws EarshotError (usage) `template-document`, `template-invalid`, `template-empty`; `template-changed`
 */
export async function editTemplate(desk: Desk, before: Template, document: string): Promise<Template> {
  const wordings = readDocument(document, desk.networkIds);
  if (wordings.length === 0) {
    throw new EarshotError('There is no wording left; nothing was saved.', {
      code: 'template-empty',
      kind: 'usage',
      hint: `To be rid of it: earshot template remove ${before.name}`,
    });
  }
  await checkWordings(desk, wordings);
  await desk.store.templates.replace(before, wordings, desk.clock());
  return requireTemplate(desk, before.name);
}

async function checkWordings(desk: Desk, wordings: readonly Omit<TemplateVariant, 'id'>[]): Promise<void> {
  const { createTemplateEngine } = await import('../templates/engine.js');
  const engine = createTemplateEngine();
  for (const { text, language, network } of wordings) {
    engine.compile(text);
    const wrong =
      language !== null && !LANGUAGE.test(language)
        ? `'${language}' is no language code`
        : network !== null && !desk.networkIds.includes(network)
          ? `earshot does not know the network '${network}'`
          : null;
    if (wrong === null) continue;
    throw new EarshotError(`${wrong}; nothing was saved.`, {
      code: 'template-occasion',
      kind: 'usage',
      hint: `Languages are written such as en, fa or vi; networks: ${desk.networkIds.join(', ')}.`,
    });
  }
}

/** What a template would say, to whom, and how long that is there. */
export interface TemplatePreview {
  mention: StoredMention;
  text: string;
  length: number;
  limit: number;
}

/**
 * Fills a template in without sending anything.
 *
 * @param id the mention; null for the most urgent one that waits
 * @throws EarshotError as `fillTemplate`; `mention-not-found`; `nothing-waits` where there is no mention to show it for
 */
export async function previewTemplate(
  desk: Desk,
  name: string,
  id: number | null,
  values: TemplateValues,
): Promise<TemplatePreview> {
  const template = await requireTemplate(desk, name);
  const mention = await (id === null ? mostUrgent(desk) : requireMention(desk, id));
  const { text } = await fillTemplate(desk, template, mention, values);
  const network = await desk.network(requireAccount(desk, mention.account));
  const to = { authorHandle: mention.author.handle };
  return { mention, text, ...network.measure(text, { private: mention.private, to }) };
}

async function mostUrgent(desk: Desk): Promise<StoredMention> {
  const [first] = await desk.store.mentions.list({
    needsReply: true,
    status: ['new', 'open'],
    sort: 'priority',
    limit: 1,
  });
  if (first) return first;
  throw new EarshotError('No mention waits that it could be shown for.', {
    code: 'nothing-waits',
    hint: 'Give one with --mention ID; `earshot list` has their numbers.',
  });
}

/**
 * Fills a template in for one mention: the wording for its language and network whose turn it is, with everything
 * known about the customer, the mention, the business and the watch, and the values given.
 *
 * @param last the id of the wording used last, where the caller knows better than the outbox; left out: the outbox
 * @throws EarshotError `template-language` where no wording fits; `template-unfilled`; `template-value` (usage)
 */
export async function fillTemplate(
  desk: Desk,
  template: Template,
  mention: StoredMention,
  values: TemplateValues = {},
  last?: number | null,
): Promise<FilledTemplate> {
  const fitting = fittingFor(desk, template, mention);
  const used =
    last === undefined
      ? await desk.store.templates.lastUsed(
          template.name,
          fitting.map(({ id }) => id),
        )
      : last;
  const variant = nextVariant(fitting, used);
  if (!variant) throw noWording(template, mention, desk);
  const { createTemplateEngine } = await import('../templates/engine.js');
  const text = createTemplateEngine()
    .compile(variant.text)
    .render(await variablesFor(desk, mention, values));
  return { text, origin: { template: { name: template.name, variantId: variant.id } } };
}

/** Wordings that fit a mention: in the customer's language; where there is none, in the first language the business answers in. */
export function fittingFor(desk: Desk, { variants }: Template, mention: StoredMention): TemplateVariant[] {
  const { network } = mention;
  const languages = [mention.language, ...desk.settings.business.languages];
  for (const language of languages) {
    const fitting = fittingVariants(variants, { language, network });
    if (fitting.length > 0) return fitting;
  }
  return [];
}

/**
 * What templates may speak of, for one mention. Facts that are not known are left out, so that a template that
 * needs them refuses.
 *
 * @throws EarshotError `template-value` (usage) for a value whose name is taken or no name
 */
async function variablesFor(
  desk: Desk,
  mention: StoredMention,
  values: TemplateValues = {},
): Promise<TemplateVariables> {
  const { firstNameOf } = await import('../templates/person.js');
  const history = await desk.store.mentions.authorHistory(mention.author.id);
  const { author } = mention;
  const [watch] = mention.watches;
  return {
    ...checkedValues(values),
    customer: known({
      handle: author.handle,
      name: author.name,
      first_name: firstNameOf(author.name),
      followers: author.followers,
      language: mention.language,
      mentions: history.mentions,
      answered: history.answered,
    }),
    mention: known({
      id: mention.id,
      text: mention.text,
      url: mention.url,
      network: desk.networkName(mention.network),
      language: mention.language,
      intent: mention.intent,
      sentiment: mention.sentiment.label,
    }),
    business: { name: desk.settings.business.name },
    ...(watch === undefined ? {} : { watch: { name: watch } }),
  };
}

/** Whether templates can speak of a value by this name. */
export function isValueName(name: string): boolean {
  return NAME.test(name) && !GROUPS.includes(name);
}

function checkedValues(values: TemplateValues): TemplateValues {
  for (const name of Object.keys(values)) {
    if (isValueName(name)) continue;
    throw new EarshotError(`'${name}' cannot be the name of a value.`, {
      code: 'template-value',
      kind: 'usage',
      hint: `Use letters, digits and _, and none of ${GROUPS.join(', ')}.`,
    });
  }
  return values;
}

function known(facts: Record<string, TemplateValue>): TemplateVariables {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== null && value !== ''));
}

function noWording(template: Template, mention: StoredMention, desk: Desk): EarshotError {
  const has = template.variants.map(({ language, network }) =>
    [language, network && desk.networkName(network)].filter(Boolean).join(' on '),
  );
  const network = desk.networkName(mention.network);
  return new EarshotError(
    `The template '${template.name}' has no wording in ${mention.language} for ${network}; it has: ${has.join(', ') || 'none'}.`,
    {
      code: 'template-language',
      hint: `Add one: earshot template add ${template.name} --lang ${mention.language} "…", or one for any language without --lang.`,
    },
  );
}
