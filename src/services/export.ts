import type { TimedAnswer } from '../core/answering-time.js';
import { openTime } from '../core/business-hours.js';
import { MINUTE } from '../core/clock.js';
import { EarshotError } from '../core/errors.js';
import type { StoredMention } from '../core/stored-mention.js';
import type { ExportPosition } from '../store/index.js';
import type { Desk } from './desk.js';
import { reasonsOf } from './mention-card.js';

const PAGE = 500;

/** Every mention of [from, to), oldest first, in pages: however many there are, few are held. */
export async function* exportMentions(desk: Desk, from: number, to: number): AsyncGenerator<StoredMention> {
  let after: ExportPosition | null = null;
  for (;;) {
    if (desk.signal.aborted) {
      throw new EarshotError('Stopped; the export is not whole.', {
        code: 'interrupted',
        kind: 'interrupted',
      });
    }
    const page: StoredMention[] = await desk.store.exports.mentions(from, to, after, PAGE);
    for (const mention of page) yield { ...mention, reasons: reasonsOf(desk, mention) };
    const last = page.at(-1);
    if (!last || page.length < PAGE) return;
    after = { at: last.createdAt, id: last.id };
  }
}

/** The response times of [from, to), one for each block of messages, answered or waiting, oldest first. */
export async function answeringTimes(desk: Desk, from: number, to: number): Promise<TimedAnswer[]> {
  const { hours, timeZone } = desk.settings.business;
  const now = desk.clock();
  const blocks = await desk.store.exports.answeringTimes(from, to);
  return blocks.map((block) => {
    const until = Math.max(block.receivedAt, block.answeredAt ?? now);
    return {
      ...block,
      waitedMinutes: minutes(until - block.receivedAt),
      openMinutes: hours && minutes(openTime(block.receivedAt, until, hours, timeZone)),
    };
  });
}

function minutes(ms: number): number {
  return Math.round(ms / MINUTE);
}
