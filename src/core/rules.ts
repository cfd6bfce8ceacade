import type { InboundMention, MentionKind } from './mention.js';
import { firstPhraseIn } from './phrases.js';
import type { Intent, SentimentLabel, Understanding } from './sentiment.js';

/** What a rule can look at. */
export interface RuleFacts {
  network: string;
  /** The config id of the account it came in on. */
  account: string;
  kind: MentionKind;
  private: boolean;
  /** BCP 47 primary subtag, or `und`. */
  language: string;
  sentiment: SentimentLabel;
  /** From -1 to 1. */
  score: number;
  intent: Intent;
  needsReply: boolean;
  /** 0 to 100, before any rule. */
  priority: number;
  urgent: boolean;
  followers: number | null;
  /** The author's handle, without @. */
  author: string;
  text: string;
  /** Names of the watches it matches. */
  watches: readonly string[];
}

/** The facts of a message and what was understood of it, from the network or out of the store. */
export function ruleFacts(
  message: Pick<InboundMention, 'kind' | 'private' | 'author' | 'text'>,
  understanding: Omit<Understanding, 'reasons'>,
  place: Pick<RuleFacts, 'network' | 'account' | 'watches' | 'priority'>,
): RuleFacts {
  // Name by name: V8 takes a hundred times as long over an object that begins with another's spread.
  return {
    network: place.network,
    account: place.account,
    watches: place.watches,
    priority: place.priority,
    kind: message.kind,
    private: message.private,
    language: understanding.language,
    sentiment: understanding.sentiment.label,
    score: understanding.sentiment.score,
    intent: understanding.intent,
    needsReply: understanding.needsReply,
    urgent: understanding.urgency.length > 0,
    followers: message.author.followers,
    author: message.author.handle,
    text: message.text,
  };
}

/** All that is given must hold. Where a list is given, any of it will do. */
export interface Condition {
  network?: readonly string[] | undefined;
  account?: readonly string[] | undefined;
  kind?: readonly MentionKind[] | undefined;
  language?: readonly string[] | undefined;
  sentiment?: readonly SentimentLabel[] | undefined;
  intent?: readonly Intent[] | undefined;
  watch?: readonly string[] | undefined;
  author?: readonly string[] | undefined;
  /** Words or phrases, whatever the case, keyboard or diacritics. */
  words?: readonly string[] | undefined;
  private?: boolean | undefined;
  needsReply?: boolean | undefined;
  urgent?: boolean | undefined;
  scoreBelow?: number | undefined;
  scoreAbove?: number | undefined;
  priorityFrom?: number | undefined;
  followersFrom?: number | undefined;
  all?: readonly Condition[] | undefined;
  any?: readonly Condition[] | undefined;
  not?: Condition | undefined;
}

/** What a rule does to a mention it fits. */
export interface RuleAction {
  tags?: readonly string[] | undefined;
  /** In place of the priority that was worked out. */
  priority?: number | undefined;
  /** Added to the priority; below zero lowers it. */
  raise?: number | undefined;
  needsReply?: boolean | undefined;
  ignore?: boolean | undefined;
  /** ms to put it off for. */
  snooze?: number | undefined;
  /** The saved reply to offer. */
  template?: string | undefined;
  alert?: boolean | undefined;
}

/** One rule of the owner's. */
export interface Rule {
  name: string;
  when: Condition;
  then: RuleAction;
}

/** What all rules that fit a mention make of it together. */
export interface RuleOutcome {
  /** The rules that fit, in their order. */
  fitting: readonly Rule[];
  tags: string[];
  priority: number | null;
  raise: number;
  needsReply: boolean | null;
  ignore: boolean;
  snooze: number | null;
}

/** Whether a condition holds of a mention. An empty condition holds of all. */
export function holds(condition: Condition, facts: RuleFacts): boolean {
  return CHECKS.every((check) => check(condition, facts));
}

/**
 * What the rules make of a mention. They apply in their order: a later one's priority, snooze and need of a reply
 * stand in the place of an earlier one's; tags and raises add up.
 *
 * @returns null where none fits
 */
export function judge(rules: readonly Rule[], facts: RuleFacts): RuleOutcome | null {
  const fitting = rules.filter(({ when }) => holds(when, facts));
  if (fitting.length === 0) return null;
  const actions = fitting.map(({ then }) => then);
  const last = <Key extends keyof RuleAction>(key: Key) =>
    actions.findLast((action) => action[key] !== undefined)?.[key];
  return {
    fitting,
    tags: [...new Set(actions.flatMap(({ tags = [] }) => tags))],
    priority: last('priority') ?? null,
    raise: actions.reduce((sum, { raise = 0 }) => sum + raise, 0),
    needsReply: last('needsReply') ?? null,
    ignore: actions.some(({ ignore }) => ignore === true),
    snooze: last('snooze') ?? null,
  };
}

type Check = (condition: Condition, facts: RuleFacts) => boolean;

/** One check for each thing a condition may name; what it does not name holds. */
const CHECKS: readonly Check[] = [
  ({ network }, facts) => among(network, facts.network),
  ({ account }, facts) => among(account, facts.account),
  ({ kind }, facts) => among(kind, facts.kind),
  ({ language }, facts) => among(language, facts.language),
  ({ sentiment }, facts) => among(sentiment, facts.sentiment),
  ({ intent }, facts) => among(intent, facts.intent),
  ({ watch }, facts) => watch === undefined || watch.some((name) => facts.watches.includes(name)),
  ({ author }, facts) => among(author?.map(handleKey), handleKey(facts.author)),
  ({ words }, facts) => words === undefined || firstPhraseIn(facts.text, words) !== null,
  (condition, facts) => same(condition.private, facts.private),
  ({ needsReply }, facts) => same(needsReply, facts.needsReply),
  ({ urgent }, facts) => same(urgent, facts.urgent),
  ({ scoreBelow }, { score }) => scoreBelow === undefined || score < scoreBelow,
  ({ scoreAbove }, { score }) => scoreAbove === undefined || score > scoreAbove,
  ({ priorityFrom }, { priority }) => priorityFrom === undefined || priority >= priorityFrom,
  ({ followersFrom }, { followers }) => followersFrom === undefined || (followers ?? 0) >= followersFrom,
  ({ all = [] }, facts) => all.every((condition) => holds(condition, facts)),
  ({ any }, facts) => any === undefined || any.some((condition) => holds(condition, facts)),
  ({ not }, facts) => not === undefined || !holds(not, facts),
];

function among<Value>(wanted: readonly Value[] | undefined, value: Value): boolean {
  return wanted === undefined || wanted.includes(value);
}

function same(wanted: boolean | undefined, value: boolean): boolean {
  return wanted === undefined || wanted === value;
}

function handleKey(handle: string): string {
  return handle.replace(/^@/, '').toLowerCase();
}
