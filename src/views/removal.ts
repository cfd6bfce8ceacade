import type { CustomerAuthor } from '../core/customer.js';
import type { Compaction, ForgetTally, PruneTally } from '../core/removal.js';
import { count, counted } from '../output/number.js';
import { safeLine } from '../output/sanitise.js';
import { iso, moment } from '../output/time.js';
import { hang } from '../output/width.js';
import { authorLabel } from './customer.js';
import type { View } from './view.js';

/** What pruning takes, or took, and what it leaves. @param done false for what it would take */
export function pruneLines(tally: PruneTally, done: boolean, { width, now, timeZone }: View): string[] {
  const { mentions, replies, corrections, kept, before } = tally;
  const hanging = [
    ...(replies > 0 ? [counted(replies, 'reply', 'replies')] : []),
    ...(corrections > 0 ? [`${counted(corrections, 'correction')} that taught the scorer`] : []),
  ];
  const along = hanging.length === 0 ? '' : `, with ${hanging.join(' and ')}`;
  const what = `${counted(mentions, 'mention')} from before ${moment(before, now, timeZone)}${along}`;
  const reasons = [
    ...(kept.unanswered > 0 ? [`${count(kept.unanswered)} unanswered`] : []),
    ...(kept.open > 0 ? [`${count(kept.open)} open or snoozed`] : []),
    ...(kept.pinned > 0 ? [`${count(kept.pinned)} tagged keep`] : []),
    ...(kept.onItsWay > 0 ? [`${count(kept.onItsWay)} with a reply on its way`] : []),
  ];
  return [
    ...hang('', done ? `Removed ${what}.` : `This removes ${what}.`, width),
    ...(reasons.length === 0 ? [] : hang('', `As old, and kept: ${reasons.join(', ')}.`, width)),
  ];
}

/** The same for a program. */
export function pruneJson(tally: PruneTally, removed: number | null) {
  const { before, ...rest } = tally;
  return { before: iso(before), ...rest, removed };
}

/** Whom forgetting takes, what of them, and what it cannot reach. */
export function forgetLines({ authors, tally, copies }: ForgetView, done: boolean, view: View): string[] {
  const { width, now, timeZone } = view;
  const who = authors.map((author) => authorLabel(author, view)).join(' and ');
  const what = [
    counted(tally.mentions, 'mention'),
    ...(tally.replies > 0 ? [counted(tally.replies, 'reply', 'replies')] : []),
    ...(tally.ownPosts > 0 ? [`${counted(tally.ownPosts, 'post')} of yours to them`] : []),
    ...(tally.notes > 0 ? [counted(tally.notes, 'note')] : []),
  ].join(', ');
  const others =
    tally.namedByOthers === 0
      ? []
      : hang(
          '',
          `${counted(tally.namedByOthers, 'mention')} of other people ${tally.namedByOthers === 1 ? 'names' : 'name'} them; what others wrote stays.`,
          width,
        );
  const there =
    copies.length === 0
      ? []
      : [
          ...hang(
            '',
            'Out of reach, and perhaps still holding them: these copies. Delete them, or keep them safe.',
            width,
          ),
          ...copies.flatMap(({ path, at }) =>
            hang('  ', `${safeLine(path)} (${moment(at, now, timeZone)})`, width),
          ),
        ];
  return [
    ...hang('', `${done ? 'Forgotten' : 'This forgets'}: ${who}: ${what}.`, width),
    ...others,
    ...there,
    ...hang(
      '',
      'Out of reach too: exports, bulk files and copies you made yourself, and what is on the networks.',
      width,
    ),
  ];
}

interface ForgetView {
  authors: readonly CustomerAuthor[];
  tally: ForgetTally;
  copies: readonly { path: string; at: number }[];
}

/** The same for a program. */
export function forgetJson({ authors, tally, copies }: ForgetView, forgotten: boolean) {
  return {
    authors: authors.map(({ network, handle, name }) => ({ network, handle, name })),
    ...tally,
    copies: copies.map(({ path, at }) => ({ path, madeAt: iso(at) })),
    forgotten,
  };
}

/** How the file was compacted, for a program: null where it was not, or not to the end. */
export function compactionJson(compaction: Compaction | null) {
  return (
    compaction && {
      bytesBefore: compaction.before,
      bytesAfter: compaction.after,
      complete: compaction.complete,
    }
  );
}
