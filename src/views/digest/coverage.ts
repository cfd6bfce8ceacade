import { DAY } from '../../core/clock.js';
import type { HearingKind } from '../../core/digest.js';
import type { MessageKey } from '../catalogues/catalogue.js';
import { failureIn, gapReasonIn, streamIn } from './failures.js';
import { foreign, type Note, note } from './note.js';
import type { Words } from './words.js';

const UNHEARD: Readonly<Record<HearingKind, MessageKey>> = {
  mentions: 'unheard.mentions',
  replies: 'unheard.replies',
  messages: 'unheard.messages',
  search: 'unheard.search',
};

/** From which age of the last good poll a report says so. */
const STALE = DAY;

/** What was not heard, so that silence is not taken for peace; and replies nobody is sure of. */
export function coverageNotes(words: Words): Note[] {
  const { digest, language } = words;
  const { unknownReplies } = digest;
  return [
    note('label.gaps', language, gaps(words), 'trouble'),
    note('label.failing', language, failing(words), 'trouble'),
    note(
      'label.unsure',
      language,
      unknownReplies === 0 ? [] : [language.say('unsure.line', { n: unknownReplies })],
      'trouble',
    ),
    note('label.notLately', language, notLately(words), 'trouble'),
    note('label.notHeard', language, notHeard(words), 'aside'),
  ];
}

function gaps({ digest, language }: Words): string[] {
  const { say, span, moment } = language;
  return digest.gaps.map((gap) => {
    const { account, stream, from, to } = gap;
    return say('gap.line', {
      account: foreign(account),
      stream: streamIn(stream, language),
      length:
        from === null
          ? say('gap.before', { moment: moment(to, digest.generatedAt, digest.timeZone) })
          : span(to - from),
      reason: gapReasonIn(gap, language),
    });
  });
}

function failing({ digest, language, networkName }: Words): string[] {
  return digest.failing.map(({ account, network, kind, message, since }) => {
    const values = {
      account: foreign(account),
      network: foreign(networkName(network)),
      message: failureIn(kind, message, language),
    };
    return since === null
      ? language.say('failing.line', values)
      : language.say('failing.since', { ...values, age: language.age(digest.generatedAt - since) });
  });
}

function notLately({ digest: { coverage, generatedAt }, language: { say, age } }: Words): string[] {
  return coverage
    .filter(
      ({ lastOkAt, failure }) => failure === null && (lastOkAt === null || generatedAt - lastOkAt > STALE),
    )
    .map(({ account, lastOkAt }) =>
      lastOkAt === null
        ? say('notLately.never', { account: foreign(account) })
        : say('notLately.last', { account: foreign(account), age: age(generatedAt - lastOkAt) }),
    );
}

function notHeard({ digest: { coverage }, language: { say }, networkName }: Words): string[] {
  // Accounts of one network miss the same: told once.
  const hidden = new Map<string, Set<HearingKind>>();
  for (const { network, unheard } of coverage) {
    const missed = hidden.get(network) ?? new Set<HearingKind>();
    for (const { kind, by } of unheard) if (by !== 'limit') missed.add(kind);
    hidden.set(network, missed);
  }
  return [...hidden].flatMap(([network, missed]) =>
    missed.size === 0
      ? []
      : [
          say('notHeard.line', {
            network: foreign(networkName(network)),
            things: [...missed].map((kind) => say(UNHEARD[kind])).join(say('list.comma')),
          }),
        ],
  );
}
