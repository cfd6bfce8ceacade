import type { NotableAuthor, Topic, VoiceShare } from '../../core/digest.js';
import { handleLabel } from '../labels.js';
import { quoted } from './actions.js';
import { foreign, type Note, note, numbered } from './note.js';
import type { Words } from './words.js';

/** What people talk about, and who: topics, brands, authors, praise. */
export function talkNotes(words: Words): Note[] {
  const { digest, language } = words;
  return [
    note(
      'label.topics',
      language,
      digest.topics.map((topic) => topicLine(topic, words)),
    ),
    note(
      'label.voice',
      language,
      digest.voice.map((voice) => voiceLine(voice, words)),
    ),
    note(
      'label.authors',
      language,
      digest.authors.map((author) => authorLine(author, words)),
    ),
    note('label.praise', language, praise(words)),
  ];
}

function topicLine({ text, volume, trend, expected, examples }: Topic, { language }: Words): string {
  const { mentions, negative, positive } = volume;
  const tone = negative * 2 > mentions ? 'negative' : positive * 2 > mentions ? 'positive' : 'other';
  return language.say('topic.line', {
    topic: foreign(text),
    n: mentions,
    expected: language.decimal(expected),
    trend,
    tone,
    ids: examples.map(({ id }) => numbered(id)).join(language.say('list.comma')),
  });
}

function voiceLine({ watch, kind, volume, share, previous }: VoiceShare, { language }: Words): string {
  const { say, percent } = language;
  const now = percent(share);
  return say('voice.line', {
    watch: foreign(watch),
    kind,
    mentions: say('volume.mentions', { n: volume.mentions }),
    share:
      previous.share === null ? now : say('response.was', { text: now, percent: percent(previous.share) }),
    negative: volume.negative,
  });
}

function authorLine(author: NotableAuthor, { language, networkName }: Words): string {
  const { say, compact } = language;
  const values = {
    author: `${foreign(handleLabel(author.handle))} (${foreign(networkName(author.network))})`,
    mentions: say('volume.mentions', { n: author.volume.mentions }),
    id: numbered(author.mentionId),
  };
  return author.why === 'reach' && author.followers !== null
    ? say('author.reach', { ...values, followers: compact(author.followers) })
    : say('author.often', values);
}

function praise({ digest, language }: Words): string[] {
  const { count, top } = digest.praiseUnanswered;
  if (count === 0) return [];
  return [language.say('praise.count', { n: count }), ...top.map((mention) => quoted(mention, language))];
}
