import { markedAutomatic } from '../core/automatic.js';
import { openTime } from '../core/business-hours.js';
import { HOUR, MINUTE } from '../core/clock.js';
import { EarshotError } from '../core/errors.js';
import type { PollReport } from '../core/poll-report.js';
import type { StoredMention } from '../core/stored-mention.js';
import { startOfDay } from '../core/time-zone.js';
import type { Desk, FirstAnswer } from './desk.js';
import { dispatch, whileSending } from './dispatch.js';
import { checkReply, enqueueReply } from './reply.js';
import { fillTemplate, requireTemplate } from './templates.js';
import { requireMention } from './triage.js';

/** Older messages are past an automatic word. */
const RECENT = 12 * HOUR;
const MOST_AT_ONCE = 100;

/**
 * Gives the automatic first answers that the owner allows: to new messages that want an answer, once a person and
 * day, never to a complaint or an alarm. They leave the mention waiting for a person and stop no clock.
 *
 * @throws what is wrong with the desk itself; what a network says is in the report
 */
export async function giveFirstAnswers(desk: Desk): Promise<PollReport['firstAnswers']> {
  const report: PollReport['firstAnswers'] = { sent: 0, troubles: [] };
  const due = desk.settings.firstAnswers.filter((answer) => isItsTime(desk, answer));
  if (due.length === 0) return report;
  for (const answer of due) {
    const candidates = await desk.store.firstAnswers.candidates({
      accounts: answer.accounts,
      since: desk.clock() - RECENT,
      dayStart: startOfDay(desk.clock(), desk.settings.business.timeZone),
      includePublic: answer.public,
      limit: MOST_AT_ONCE,
    });
    for (const id of candidates) {
      if (desk.signal.aborted) return report;
      await giveOne(desk, answer, await requireMention(desk, id), report);
    }
  }
  return report;
}

async function giveOne(
  desk: Desk,
  answer: FirstAnswer,
  mention: StoredMention,
  report: PollReport['firstAnswers'],
): Promise<void> {
  try {
    const day = startOfDay(desk.clock(), desk.settings.business.timeZone);
    // The one before may have been to the same person.
    if (await desk.store.firstAnswers.givenSince(mention.id, day)) return;
    const template = await requireTemplate(desk, answer.template);
    const { text, origin } = await fillTemplate(desk, template, mention);
    const checked = await checkReply(desk, {
      mentionId: mention.id,
      text: markedAutomatic(text, mention.language),
      private: mention.private,
      again: true,
      origin: { ...origin, automatic: true },
    });
    const { failure } = await whileSending(desk, async () =>
      dispatch(desk, await enqueueReply(desk, checked)),
    );
    if (failure === null) report.sent += 1;
    else note(report, `the first answer to mention ${mention.id} was not sent`);
  } catch (error) {
    if (!(error instanceof EarshotError) || error.kind === 'interrupted') throw error;
    note(report, error.message);
  }
}

function note({ troubles }: PollReport['firstAnswers'], trouble: string): void {
  if (!troubles.includes(trouble)) troubles.push(trouble);
}

/** A business that has told no hours is never closed. */
function isItsTime({ settings, clock }: Desk, { when }: FirstAnswer): boolean {
  if (when === 'always') return true;
  const { hours, timeZone } = settings.business;
  const now = clock();
  return hours !== null && openTime(now, now + MINUTE, hours, timeZone) === 0;
}
