import type { Suggestion } from '../../core/digest.js';
import type { StoredMention } from '../../core/stored-mention.js';
import { safeLine } from '../../output/sanitise.js';
import { truncate } from '../../output/width.js';
import type { MessageKey } from '../catalogues/catalogue.js';
import type { Language } from '../catalogues/language.js';
import { failureIn } from './failures.js';
import { foreign, numbered } from './note.js';
import type { Words } from './words.js';

/** One thing to do, and how. */
export interface Action {
  text: string;
  /** Why it matters; none where the text says it all. */
  facts: string[];
  command: string;
}

const MOST_ACTIONS = 5;
/** Columns of a mention that is quoted: the rest is what `show` is for. */
const QUOTED = 240;
/** Followers from which they are worth saying. */
const MANY = 1_000;
const CROWD = 3;

/** What to do first: the suggestions, then whatever else waits most urgently. */
export function actionsOf(words: Words): Action[] {
  const { suggestions, waiting } = words.digest;
  const suggested = suggestions.map((suggestion) => suggestionOf(suggestion, words));
  const commands = new Set(suggested.map(({ command }) => command));
  const others = waiting.top
    .map((mention) => mentionAction(mention, words))
    .filter(({ command }) => !commands.has(command));
  return [...suggested, ...others].slice(0, MOST_ACTIONS);
}

function suggestionOf(suggestion: Suggestion, words: Words): Action {
  const { say } = words.language;
  const command = safeLine(suggestion.command);
  const plain = (text: string): Action => ({ text, facts: [], command });
  switch (suggestion.kind) {
    case 'answer': {
      const mention = words.digest.waiting.top.find(({ id }) => id === suggestion.mentionId);
      return mention ? mentionAction(mention, words) : plain(foreign(suggestion.text));
    }
    case 'settle-replies':
      return plain(say('suggest.settle', { n: suggestion.count }));
    case 'check-account':
      return plain(
        say('suggest.check', {
          account: foreign(suggestion.account),
          reason: failureIn(suggestion.failure, suggestion.reason, words.language),
        }),
      );
    case 'look-at-topic':
      return plain(
        say('suggest.topic', {
          topic: foreign(suggestion.topic),
          negative: suggestion.negative,
          n: suggestion.mentions,
        }),
      );
    case 'thank':
      return plain(say('suggest.thank', { n: suggestion.count }));
  }
}

function mentionAction(mention: StoredMention, { digest, language, networkName }: Words): Action {
  const { say, compact, age } = language;
  const { author, anger, metrics, urgency, intent } = mention;
  const facts = [
    say(`intent.${intent}`),
    ...urgency.map((reason) => reasonIn(reason, language)),
    ...(anger.people >= CROWD ? [say('fact.people', { n: anger.people })] : []),
    ...(anger.messages >= 2 ? [say('fact.messages', { n: anger.messages })] : []),
    ...(author.followers !== null && author.followers >= MANY
      ? [say('fact.followers', { n: compact(author.followers) })]
      : []),
    ...(metrics.reposts ? [say('fact.reposts', { n: metrics.reposts })] : []),
    ...(digest.byNetwork.length > 1 ? [foreign(networkName(mention.network))] : []),
    age(digest.generatedAt - mention.createdAt),
  ];
  return { text: quoted(mention, language), facts, command: `earshot reply ${mention.id}` };
}

/** A mention by its number and the beginning of its text. */
export function quoted(
  { id, text, private: secret }: Pick<StoredMention, 'id' | 'text' | 'private'>,
  { say }: Language,
): string {
  const beginning = truncate(safeLine(text), QUOTED);
  const shown = beginning === '' ? say('mention.noText') : foreign(beginning);
  return `${numbered(id)} ${secret ? say('mention.private', { text: shown }) : shown}`;
}

/** What the scorer calls the reasons to hurry, and what the catalogues do. */
const REASONS: Readonly<Record<string, MessageKey>> = {
  'possible injury or illness': 'reason.health',
  'legal threat': 'reason.legal',
  'possible fraud or theft': 'reason.money',
  'may go to the press or call for a boycott': 'reason.press',
  'about to leave': 'reason.leaving',
};

/** A reason to hurry in a language; one of an earlier or later scorer as it is. */
export function reasonIn(reason: string, { say }: Language): string {
  const key = Object.hasOwn(REASONS, reason) ? REASONS[reason] : undefined;
  return key === undefined ? foreign(reason) : say(key);
}
