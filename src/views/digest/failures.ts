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
