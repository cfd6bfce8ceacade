import type { Digest, Suggestion, Topic } from '../core/digest.js';
import type { StoredMention } from '../core/stored-mention.js';

const MOST = 3;

/** Three things worth doing first, each with the command to type. */
export function suggestionsOf(digest: Omit<Digest, 'suggestions'>): Suggestion[] {
  const suggestions: Suggestion[] = [];
  const { unknownReplies, failing, waiting, praiseUnanswered, topics } = digest;
  if (unknownReplies > 0) {
    suggestions.push({
      kind: 'settle-replies',
      count: unknownReplies,
      text: `${unknownReplies} of your replies may not have arrived`,
      command: 'earshot outbox settle',
    });
  }
  for (const { account, kind: failure, message } of failing) {
    suggestions.push({
      kind: 'check-account',
      failure,
      account,
      reason: message,
      text: `${account} cannot be polled: ${message}`,
      command: `earshot account check ${account}`,
    });
  }
  for (const mention of waiting.top) {
    suggestions.push({
      kind: 'answer',
      mentionId: mention.id,
      text: summary(mention),
      command: `earshot reply ${mention.id}`,
    });
  }
  for (const { text, volume } of topics.filter(isTrouble)) {
    suggestions.push({
      kind: 'look-at-topic',
      topic: text,
      negative: volume.negative,
      mentions: volume.mentions,
      text: `'${text}' came up in ${volume.mentions} mentions, ${volume.negative} of them negative`,
      command: `earshot list --search "${text}" --since 7d`,
    });
  }
  if (praiseUnanswered.count > 0) {
    suggestions.push({
      kind: 'thank',
      count: praiseUnanswered.count,
      text: `${praiseUnanswered.count} thank-yous without an answer`,
      command: 'earshot list --intent praise --status new --since 7d',
    });
  }
  return suggestions.slice(0, MOST);
}

function summary(mention: StoredMention): string {
  const reasons = mention.reasons.slice(-2).join(', ');
  return `#${mention.id} ${mention.intent} from @${mention.author.handle}${reasons ? `: ${reasons}` : ''}`;
}

/** More people complain of it than not, and it is not dying down. */
function isTrouble({ volume, trend }: Topic): boolean {
  return volume.negative * 2 > volume.mentions && trend !== 'fading';
}
