import type { Digest } from '../../core/digest.js';
import type { Language } from '../catalogues/language.js';
import type { View } from '../view.js';
import { type Action, actionsOf } from './actions.js';
import { type Chart, chartsOf } from './charts.js';
import { coverageNotes } from './coverage.js';
import { channelNotes, groupNotes } from './groups.js';
import { foreign, type Note, note } from './note.js';
import { type ResponseFacts, responseOf, type VolumeFacts, volumeOf } from './summary.js';
import { talkNotes } from './talk.js';
import type { Words } from './words.js';

/** A digest in words of one language: what every form of it says, in the order in which it says it. */
export interface Page {
  language: Language;
  business: string;
  date: string;
  since: string;
  period: string;
  /** When it was made, and where the numbers come from. */
  made: string;
  volume: VolumeFacts;
  response: ResponseFacts;
  actions: Action[];
  charts: Chart[];
  notes: Note[];
}

/** Writes a digest in a language. Texts of strangers come out safe to print, each kept to its own direction. */
export function digestPage(
  digest: Digest,
  language: Language,
  { networkName }: Pick<View, 'networkName'>,
): Page {
  const { from, to, generatedAt, timeZone } = digest;
  const words = { digest, language, networkName };
  return {
    language,
    business: foreign(digest.business),
    date: language.longDate(to, timeZone),
    since: language.say('heading.since', { moment: language.moment(from, to, timeZone) }),
    period: language.say('heading.period', {
      from: language.dateTime(from, timeZone),
      to: language.dateTime(to, timeZone),
    }),
    made: language.say('heading.made', { moment: language.dateTime(generatedAt, timeZone) }),
    volume: volumeOf(words),
    response: responseOf(words),
    actions: actionsOf(words),
    charts: chartsOf(words),
    notes: [
      ...talkNotes(words),
      ...channelNotes(words),
      ...groupNotes(words),
      ...coverageNotes(words),
      note('label.leftOut', language, leftOut(words), 'aside'),
    ].filter(({ texts }) => texts.length > 0),
  };
}

function leftOut({ digest: { leftOut }, language: { say } }: Words): string[] {
  const parts = [
    ...(leftOut.noise > 0 ? [say('leftOut.noise', { n: leftOut.noise })] : []),
    ...(leftOut.reposts > 0 ? [say('leftOut.reposts', { n: leftOut.reposts })] : []),
    ...(leftOut.deleted > 0 ? [say('leftOut.deleted', { n: leftOut.deleted })] : []),
    ...(leftOut.removed > 0 ? [say('leftOut.removed', { n: leftOut.removed })] : []),
  ];
  return parts.length === 0 ? [] : [parts.join(' · ')];
}
