import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Random } from '../helpers/random.js';
import { ALARMING, type CampaignDesk, NETWORKS, type NetworkId } from './desk.js';
import type { RunEnd } from './program.js';

/** What is to become of a message. */
export type Purpose = 'bulk' | 'reply' | 'mark' | 'note' | 'alarm' | 'hear';

/** Something somebody wrote on a network, found again everywhere by its mark. */
export interface Message {
  network: NetworkId;
  nativeId: string;
  purpose: Purpose;
  /** A word that no other message of the trial holds. */
  mark: string;
  /** Whether the answer to it is too long for one message on most networks. */
  isLong: boolean;
}

/** What a trial wants of the desk, and what the desk has said is done. */
export interface Wishes {
  messages: Message[];
  /** Of marks and notes: those that the program said were kept. */
  acknowledged: Set<string>;
  /** The days of the digest. */
  days: { from: string; to: string };
}

/** One command that is given, by a person or by cron. */
export interface Errand {
  args: readonly string[];
  /** Takes down what the program says it has done. */
  ended?(end: RunEnd): void;
}

/** As often as there are desks that do it much: one reply by hand is one run of the program. */
const PURPOSES: readonly Purpose[] = [
  ...(['bulk', 'bulk', 'bulk', 'bulk', 'mark', 'mark', 'reply', 'note'] as const),
  ...(['alarm', 'alarm', 'hear', 'hear'] as const),
];

/** The plan of replies that is applied while things go wrong. */
export const PLAN = 'friday.plan.json';
const FAST = ['--per-minute', '6000'] as const;
const DAY = 86_400_000;

/** A person's answer to a message; each of its words with the mark stands in no other. */
export function answerTo({ mark, isLong }: Message): string {
  if (!isLong) return `Yes, until six, see you. ${mark}`;
  return Array.from({ length: 18 }, (_, index) => `And then there is something else ${mark}n${index}.`).join(
    ' ',
  );
}

/** What a person keeps about whoever wrote a message. */
export function noteOn({ mark }: Message): string {
  return `comes on Fridays ${mark}`;
}

export function newWishes(now: number): Wishes {
  const day = (time: number) => new Date(time).toISOString().slice(0, 10);
  return { messages: [], acknowledged: new Set(), days: { from: day(now - DAY), to: day(now) } };
}

/** Lets people write on every network. */
export function arrive(desk: CampaignDesk, wishes: Wishes, random: Random): void {
  for (const network of NETWORKS) {
    for (let left = 1 + random.below(3); left > 0; left -= 1) {
      const mark = `q${wishes.messages.length}${network}`;
      const purpose = random.pick(PURPOSES);
      // Private messages are answered where that needs no more; others are only heard.
      const isPrivate = (purpose === 'bulk' && network === 'telegram') || purpose === 'hear';
      const kind = isPrivate && random.below(2) === 0 ? 'message' : 'mention';
      const text = `${mark} ${purpose === 'alarm' ? `I was ${ALARMING} here` : 'are you open today?'}`;
      const nativeId = desk.fakes.get(network)?.arrive({ by: `guest${mark}`.slice(0, 15), kind, text }) ?? '';
      wishes.messages.push({ network, nativeId, purpose, mark, isLong: random.below(3) === 0 });
    }
  }
}

/** The messages of a purpose that the desk has, with its numbers. */
function heard(desk: CampaignDesk, wishes: Wishes, purpose: Purpose): { id: number; message: Message }[] {
  return wishes.messages
    .filter((message) => message.purpose === purpose)
    .flatMap((message) =>
      desk
        .rows<{ id: number }>(
          'SELECT id FROM mention WHERE network = ? AND native_id = ?',
          message.network,
          message.nativeId,
        )
        .map(({ id }) => ({ id, message })),
    );
}

export const pollErrand: Errand = { args: ['poll'] };

/**
 * Plans the bulk replies to what is there and not begun, once for a file; then its application.
 *
 * @returns null where there is nothing to plan
 */
export async function bulkErrand(desk: CampaignDesk, wishes: Wishes, plan: string): Promise<Errand | null> {
  if (!existsSync(join(desk.dir, plan))) {
    const rows = unbegun(desk, heard(desk, wishes, 'bulk')).map(({ id, message }) =>
      JSON.stringify({ mention: id, text: answerTo(message), split: message.isLong }),
    );
    if (rows.length === 0) return null;
    const args = ['bulk', 'plan', '-', '--out', plan, '--strict', '--quiet', ...FAST];
    const planned = await desk.run(args, { stdin: rows.join('\n') });
    if (planned.code !== 0) throw new Error(`it could not be planned: ${planned.stdout}${planned.stderr}`);
  }
  return { args: ['bulk', 'apply', plan, '--yes', '--quiet', ...FAST] };
}

/** Those to which no answer is in the outbox. */
function unbegun<Heard extends { id: number }>(desk: CampaignDesk, found: readonly Heard[]): Heard[] {
  const begun = new Set(desk.rows<{ id: number }>('SELECT mention_id AS id FROM outbox').map(({ id }) => id));
  return found.filter(({ id }) => !begun.has(id));
}

/** A reply by hand to each message that wants one and has none. */
export function replyErrands(desk: CampaignDesk, wishes: Wishes): Errand[] {
  return unbegun(desk, heard(desk, wishes, 'reply')).map(({ id, message }) => ({
    args: ['reply', String(id), answerTo(message), '--yes', ...(message.isLong ? ['--split'] : [])],
  }));
}

/** One mark for all messages that want one. */
export function markErrands(desk: CampaignDesk, wishes: Wishes): Errand[] {
  const found = heard(desk, wishes, 'mark');
  if (found.length === 0) return [];
  const ids = found.map(({ id }) => String(id));
  return [
    {
      args: ['mark', ...ids, '--status', 'ignored', '--tag', 'regular', '--sentiment', 'positive'],
      ended: ({ code }) => {
        if (code === 0) for (const { message } of found) wishes.acknowledged.add(message.mark);
      },
    },
  ];
}

/** A note on whoever wrote each message that wants one, unless it is there. */
export function noteErrands(desk: CampaignDesk, wishes: Wishes): Errand[] {
  return heard(desk, wishes, 'note')
    .filter(
      ({ message }) => desk.rows('SELECT 1 FROM customer_note WHERE text = ?', noteOn(message)).length === 0,
    )
    .map(({ id, message }) => ({
      args: ['customer', 'note', `#${id}`, noteOn(message)],
      ended: ({ code }) => {
        if (code === 0) wishes.acknowledged.add(message.mark);
      },
    }));
}

export function digestErrand({ days }: Wishes): Errand {
  return { args: ['digest', '--since', days.from, '--until', days.to, '--send'] };
}
