import type { Customer, CustomerAuthor, CustomerSuggestion, NoteKind } from '../core/customer.js';
import { EarshotError } from '../core/errors.js';
import { shellWord } from '../core/shell.js';
import { type Desk, newAct } from './desk.js';
import { requireMention } from './triage.js';

/** Mentions a customer's page shows. */
const RECENT = 10;

/**
 * The author somebody means: a handle (`@mina`), a handle on one network (`bluesky:mina.bsky.social`), whoever
 * wrote a mention (`#481`), or the address of a profile or of a message.
 *
 * @throws EarshotError `customer-unknown`, `customer-ambiguous` (usage), `mention-not-found`
 */
export async function findAuthor(desk: Desk, who: string): Promise<CustomerAuthor> {
  const { customers } = desk.store;
  const number = /^#?(\d{1,15})$/.exec(who)?.[1];
  if (number !== undefined) {
    const { author } = await requireMention(desk, Number(number));
    const [found] = await customers.authorsOf(author.id);
    if (found) return found;
  }
  if (/^https?:\/\//i.test(who)) return authorAt(desk, who);
  const network = desk.networkIds.find((id) => who.startsWith(`${id}:`)) ?? null;
  const handle = (network === null ? who : who.slice(network.length + 1)).replace(/^@/, '');
  const found = await customers.byHandle(handle, network);
  const [first, ...others] = found;
  if (!first) {
    throw new EarshotError(`Nobody called @${handle} has been heard.`, {
      code: 'customer-unknown',
      kind: 'usage',
      hint: 'Give a handle as `earshot list` shows it, or #NUMBER for who wrote a mention.',
    });
  }
  if (others.length === 0) return first;
  const same = new Set((await customers.authorsOf(first.id)).map(({ id }) => id));
  if (others.every(({ id }) => same.has(id))) return first;
  const names = found.map((author) => `${author.network}:${author.handle}`);
  throw new EarshotError(`There are several called @${handle}.`, {
    code: 'customer-ambiguous',
    kind: 'usage',
    hint: `Say which: ${names.join(', ')}.`,
  });
}

async function authorAt(desk: Desk, url: string): Promise<CustomerAuthor> {
  const [found] = await desk.store.customers.byUrl(url);
  if (found) return found;
  throw new EarshotError(`Nothing that was heard is at ${url}.`, {
    code: 'customer-unknown',
    kind: 'usage',
    hint: 'Give a handle as `earshot list` shows it, or #NUMBER for who wrote a mention.',
  });
}

/** Everything known of the person behind an author. */
export async function openCustomer(desk: Desk, author: CustomerAuthor): Promise<Customer> {
  const { customers, mentions } = desk.store;
  const authors = await customers.authorsOf(author.id);
  const suggestions = await Promise.all(authors.map((each) => customers.suggestionsFor(each)));
  return {
    authors,
    history: await mentions.authorHistory(author.id),
    notes: await customers.notesOf(author.id),
    recent: await mentions.byCustomer(author.id, RECENT),
    suggestions: oncePerOther(suggestions.flat()),
  };
}

/** Of the suggestions for each of a customer's authors, the first that names an outsider. */
function oncePerOther(suggestions: readonly CustomerSuggestion[]): CustomerSuggestion[] {
  const byOther = new Map(suggestions.toReversed().map((each) => [each.authors[1].id, each]));
  return suggestions.filter((each) => byOther.get(each.authors[1].id) === each);
}

/** Pairs of authors who may be one person: for a person to look at, never acted on. */
export function suggestCustomers(desk: Desk): Promise<CustomerSuggestion[]> {
  return desk.store.customers.suggestions();
}

/** Makes one customer of several. `undo` takes it back. */
export async function mergeCustomers(desk: Desk, whos: readonly string[]): Promise<Customer> {
  const found: CustomerAuthor[] = [];
  for (const who of whos) found.push(await findAuthor(desk, who));
  const [first, ...others] = found;
  if (!first || others.every(({ id }) => id === first.id)) {
    throw new EarshotError('It takes two to merge.', {
      code: 'customer-alone',
      kind: 'usage',
      hint: 'For example: earshot customer merge x:mina_k bluesky:mina.bsky.social',
    });
  }
  await desk.store.customers.merge(
    found.map(({ id }) => id),
    newAct(desk),
  );
  return openCustomer(desk, first);
}

/**
 * Takes one author out of their customer again. `undo` takes it back.
 *
 * @throws EarshotError `customer-alone` (usage)
 */
export async function splitCustomer(desk: Desk, who: string): Promise<Customer> {
  const author = await findAuthor(desk, who);
  if ((await desk.store.customers.authorsOf(author.id)).length < 2) {
    throw new EarshotError(`@${author.handle} is a customer alone already.`, {
      code: 'customer-alone',
      kind: 'usage',
      hint: `See \`earshot customer show ${shellWord(`${author.network}:${author.handle}`)}\`.`,
    });
  }
  await desk.store.customers.split(author.id, newAct(desk));
  return openCustomer(desk, author);
}

/** Writes something down about a customer. */
export async function noteCustomer(
  desk: Desk,
  who: string,
  note: { kind: NoteKind; text: string },
): Promise<Customer> {
  const author = await findAuthor(desk, who);
  const text = note.text.normalize('NFC').trim();
  if (text === '') {
    throw new EarshotError('The note is empty.', {
      code: 'note-empty',
      kind: 'usage',
      hint: 'Write it behind the handle: earshot customer note @mina "prefers oat milk"',
    });
  }
  await desk.store.customers.addNote(author.id, { kind: note.kind, text }, newAct(desk));
  return openCustomer(desk, author);
}

/**
 * Takes a note away.
 *
 * @throws EarshotError `note-unknown` (usage)
 */
export async function removeNote(desk: Desk, who: string, noteId: number): Promise<Customer> {
  const author = await findAuthor(desk, who);
  if (!(await desk.store.customers.removeNote(author.id, noteId))) {
    throw new EarshotError(`There is no note ${noteId} about @${author.handle}.`, {
      code: 'note-unknown',
      kind: 'usage',
      hint: `See \`earshot customer show ${shellWord(`${author.network}:${author.handle}`)}\`.`,
    });
  }
  return openCustomer(desk, author);
}
