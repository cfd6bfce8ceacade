import type { Intent, ScoringContext } from '../core/sentiment.js';
import { CUE } from './cue.js';
import { type CuesFound, has } from './cue-book.js';
import { FAULTS, isAddressed } from './intent.js';

const WANTS: Readonly<Record<Intent, string | undefined>> = {
  question: 'asks a question',
  request: 'asks for something',
  complaint: 'complains',
  praise: undefined,
  noise: undefined,
  other: undefined,
};

/**
 * Whether a text needs an answer, and why (not).
 *
 * Questions, requests and complaints do; so does anything said in private, unless it is noise. Talk that is not
 * addressed to the business does only where it asks it something, or tells of a case of one's own.
 */
export function needsReply(
  text: string,
  intent: Intent,
  urgency: readonly string[],
  cues: CuesFound,
  context: ScoringContext,
): { needsReply: boolean; reasons: string[] } {
  if (context.kind === 'repost') return { needsReply: false, reasons: ['only a repost'] };
  if (intent === 'noise') return { needsReply: false, reasons: ['looks like spam or a giveaway'] };
  const want = WANTS[intent];
  const isPrivate = context.private === true || context.kind === 'message';
  if (want === undefined && !isPrivate && urgency.length === 0)
    return {
      needsReply: false,
      reasons: [intent === 'praise' ? 'praise: a thank-you is welcome' : 'asks for nothing'],
    };
  const addressed = isAddressed(cues, context);
  if (intent === 'complaint' && urgency.length === 0 && !addressed && !tellsACase(cues))
    return { needsReply: false, reasons: ['complains, but not to you'] };
  if (intent === 'question' && has(cues, CUE.others) && !has(cues, CUE.address | CUE.please))
    return { needsReply: false, reasons: ['asks other customers'] };
  const reasons = want === undefined ? [] : [want];
  if (isPrivate) reasons.push('wrote to you in private');
  else if (tagsOwner(text, context.ownHandles ?? [])) reasons.push('tagged you');
  return { needsReply: true, reasons: [...reasons, ...urgency] };
}

/** Whether a complaint that names nobody still waits: it names a fault, asks about it, or is the writer's own. */
function tellsACase(cues: CuesFound): boolean {
  return cues.questionMark || has(cues, CUE.own | CUE.why | CUE.request | FAULTS);
}

/** Of `name@host` people see, and write, the name. */
function tagsOwner(text: string, handles: readonly string[]): boolean {
  if (handles.length === 0) return false;
  const lower = text.toLowerCase();
  return handles.some((handle) => {
    const name = handle.replace(/^@/, '').replace(/@.*$/, '').toLowerCase();
    // An account that is only read has no handle: then nobody is tagged, whatever at signs there are.
    return name !== '' && lower.includes(`@${name}`);
  });
}
