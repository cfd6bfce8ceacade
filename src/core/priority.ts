import { DAY, HOUR } from './clock.js';
import { compactCount } from './compact-count.js';
import type { InboundMention, MentionKind } from './mention.js';
import type { Understanding } from './sentiment.js';

/** How unhappy a thread is, where one of its mentions is looked at. */
export interface ThreadAnger {
  /** Unhappy messages of this author in the thread, up to and with this one. */
  messages: number;
  /** People who wrote something unhappy in the thread. */
  people: number;
}

/** What the priority of a mention is computed from. */
export interface PriorityFacts {
  understanding: Pick<Understanding, 'sentiment' | 'intent' | 'needsReply' | 'urgency'>;
  kind: MentionKind;
  private: boolean;
  followers: number | null;
  reposts: number | null;
  quotes: number | null;
  createdAt: number;
  /** What has gathered in its thread; absent before it is stored. */
  anger?: ThreadAnger;
  /** Follower count from which an author counts as having reach. */
  reach: number;
  /** What the owner's rules add, and the value they set in its place (0 to 100). */
  rules?: { raise: number; priority: number | null };
}

/** The facts of a message and what was understood of it, from the network or out of the store. */
export function priorityFacts(
  message: Pick<InboundMention, 'kind' | 'private' | 'author' | 'metrics' | 'createdAt'> & {
    anger?: ThreadAnger;
  },
  understanding: PriorityFacts['understanding'],
  reach: number,
): PriorityFacts {
  return {
    understanding,
    kind: message.kind,
    private: message.private,
    followers: message.author.followers,
    reposts: message.metrics.reposts,
    quotes: message.metrics.quotes,
    createdAt: message.createdAt,
    ...(message.anger === undefined ? {} : { anger: message.anger }),
    reach,
  };
}

const NO_ANGER: ThreadAnger = { messages: 0, people: 0 };
/** From so many unhappy people on, a thread is no quarrel of one any more. */
const CROWD = 3;

/** A mention from this priority on is called urgent. */
export const URGENT_FROM = 70;

/** How pressing a mention is, and why. */
export interface Priority {
  /** 0 to 100. */
  value: number;
  /** The reasons a person reads, weightiest first; waiting comes last. */
  reasons: string[];
  /** When waiting longer will next change the value (ms UTC), or null. */
  dueAt: number | null;
}

/** Waiting makes a mention more pressing at these ages, until it is too old for anybody to expect an answer. */
const WAITING_STEPS: readonly { age: number; points: number }[] = [
  { age: HOUR, points: 4 },
  { age: 4 * HOUR, points: 8 },
  { age: DAY, points: 12 },
  { age: 3 * DAY, points: 6 },
  { age: 7 * DAY, points: 0 },
];

/**
 * How pressing a mention is, and why.
 *
 * @param now ms UTC
 */
export function prioritise(facts: PriorityFacts, now: number): Priority {
  const { value, ...rest } = workOut(facts, now);
  const { raise, priority } = facts.rules ?? { raise: 0, priority: null };
  return { value: priority ?? clamp(value + raise), ...rest };
}

function workOut(facts: PriorityFacts, now: number): Priority {
  const { understanding, followers, reach } = facts;
  const reasons: string[] = [];
  if (understanding.intent === 'noise') return { value: 0, reasons: ['looks like noise'], dueAt: null };

  let value = understanding.needsReply ? 30 : 5;
  if (understanding.urgency.length > 0) {
    value += 30;
    reasons.push(...understanding.urgency);
  }
  if (understanding.sentiment.label === 'negative') {
    value += Math.round(18 * understanding.sentiment.confidence);
  }
  value += { complaint: 12, question: 8, request: 8, praise: 2, other: 0 }[understanding.intent];
  const { messages, people } = facts.anger ?? NO_ANGER;
  if (understanding.sentiment.label === 'negative' && people >= CROWD) {
    value += 10;
    reasons.push(`anger rising: ${people} people in this thread`);
  }
  if (understanding.sentiment.label === 'negative' && messages >= 2) {
    value += messages >= 3 ? 10 : 6;
    reasons.push(`wrote ${messages} times, still unhappy`);
  }
  const spread = (facts.reposts ?? 0) + (facts.quotes ?? 0);
  if (spread >= 5) {
    value += spread >= 25 ? 14 : 8;
    reasons.push(`spreading (${spread} reposts)`);
  }
  if (followers !== null && followers >= reach) {
    const unhappy = understanding.sentiment.label === 'negative' || understanding.intent === 'complaint';
    value += (followers >= 10 * reach ? 14 : 10) + (unhappy ? 6 : 0);
    reasons.push(`${unhappy ? 'unhappy, ' : ''}${compactCount(followers)} followers`);
  }
  if (facts.private) {
    value += 4;
    reasons.push('wrote to you in private');
  }
  if (!understanding.needsReply) return { value: clamp(value), reasons, dueAt: null };

  const age = now - facts.createdAt;
  const step = WAITING_STEPS.findLast((candidate) => age >= candidate.age);
  const next = WAITING_STEPS.find((candidate) => age < candidate.age);
  if (step) {
    value += step.points;
    reasons.push(`waiting ${roundAge(age)}`);
  }
  return { value: clamp(value), reasons, dueAt: next ? facts.createdAt + next.age : null };
}

function clamp(value: number): number {
  return Math.min(100, Math.max(0, value));
}

function roundAge(age: number): string {
  return age < DAY ? `${Math.floor(age / HOUR)} h` : `${Math.floor(age / DAY)} d`;
}
