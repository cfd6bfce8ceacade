import type { InboxEvent, Mark } from '../../core/inbox/events.js';
import type { TriageChange } from '../../store/index.js';
import { noteCustomer } from '../customers.js';
import type { Desk } from '../desk.js';
import { snoozeUntil } from '../snooze.js';
import { markMentions, undoMark } from '../triage.js';

/** Marks one mention as a key says. */
export async function applyMark(desk: Desk, id: number, mark: Mark): Promise<InboxEvent> {
  const { change, said } = changeOf(desk, mark);
  await markMentions(desk, [id], change);
  return {
    type: 'marked',
    mentionId: id,
    notice: { text: `#${id} ${said}.   u takes it back`, level: 'done' },
  };
}

/** Writes something down about whoever wrote a mention. */
export async function keepNote(desk: Desk, id: number, text: string): Promise<InboxEvent> {
  const { authors } = await noteCustomer(desk, `#${id}`, { kind: 'note', text });
  const to = authors[0]?.handle ?? 'them';
  return { type: 'noted', mentionId: id, notice: { text: `Noted about @${to}.`, level: 'done' } };
}

/** Takes the latest mark back. */
export async function takeBackMark(desk: Desk): Promise<InboxEvent> {
  const touched = await undoMark(desk);
  if (touched === null)
    return {
      type: 'undone',
      mentionId: null,
      notice: { text: 'There is nothing to take back.', level: 'trouble' },
    };
  return {
    type: 'undone',
    mentionId: touched[0] ?? null,
    notice: { text: `Taken back: #${touched.join(', #')} as before.`, level: 'done' },
  };
}

function changeOf(desk: Desk, mark: Mark): { change: TriageChange; said: string } {
  if ('status' in mark) return { change: mark, said: `is ${mark.status}` };
  if ('tag' in mark) return { change: { addTags: [mark.tag] }, said: `tagged ${mark.tag}` };
  if ('sentiment' in mark) return { change: mark, said: `is ${mark.sentiment}` };
  if ('intent' in mark) return { change: mark, said: `wants: ${mark.intent}` };
  const snoozedUntil = snoozeUntil(desk, mark.snooze);
  return { change: { snoozedUntil }, said: `comes back ${whenIn(desk, snoozedUntil)}` };
}

function whenIn({ settings }: Desk, instant: number): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone: settings.business.timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  }).format(instant);
}
