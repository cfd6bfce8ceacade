import type { GapCode, RecordedGap } from '../../core/gap.js';
import type { MessageKey } from '../catalogues/catalogue.js';
import type { Language } from '../catalogues/language.js';
import { foreign } from './note.js';

const FAILURES: Readonly<Record<string, MessageKey>> = {
  auth: 'failure.auth',
  'rate-limit': 'failure.rateLimit',
  budget: 'failure.budget',
};

/** Why an account cannot be polled: in a word of the language, then as the network or its adapter said it. */
export function failureIn(kind: string, message: string, { say }: Language): string {
  const key = Object.hasOwn(FAILURES, kind) ? FAILURES[kind] : undefined;
  return say('failure.line', { what: say(key ?? 'failure.other'), message: foreign(message) });
}

const GAPS: Readonly<Record<GapCode, MessageKey>> = {
  'too-old': 'gap.tooOld',
  'over-a-day': 'gap.overADay',
  'feed-moved-on': 'gap.feedMovedOn',
  'too-many': 'gap.tooMany',
  unreadable: 'gap.unreadable',
};

/** Why something may have been missed, in the language; in the words it was stored with where they are all there is. */
export function gapReasonIn({ code, count, reason }: RecordedGap, { say }: Language): string {
  return code !== null && Object.hasOwn(GAPS, code) ? say(GAPS[code], { n: count ?? 1 }) : foreign(reason);
}

const STREAMS: Readonly<Record<string, MessageKey>> = {
  mentions: 'stream.mentions',
  replies: 'stream.replies',
  comments: 'stream.comments',
  messages: 'stream.messages',
  own: 'stream.own',
};
const SEARCH = 'search:';

/** What was polled, in the language; a stream it does not know as it is. */
export function streamIn(stream: string, { say }: Language): string {
  if (stream.startsWith(SEARCH)) return say('stream.search', { watch: foreign(stream.slice(SEARCH.length)) });
  const key = Object.hasOwn(STREAMS, stream) ? STREAMS[stream] : undefined;
  return key === undefined ? foreign(stream) : say(key);
}
