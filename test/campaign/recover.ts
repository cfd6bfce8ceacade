import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CampaignDesk, NETWORKS } from './desk.js';
import {
  bulkErrand,
  digestErrand,
  type Errand,
  markErrands,
  noteErrands,
  PLAN,
  replyErrands,
  type Wishes,
} from './errands.js';
import type { RunEnd } from './program.js';

const MINUTE = 60_000;
/**
 * How much later each round is: at once; when a reply that is not listed is surely not there; when rests are over. Two
 * hours are the life of a token on X, whose renewal on a busy machine may be the next thing to fail.
 */
const LATER = [0, 0.6, 6, 20, 66, 80, 95, 110].map((minutes) => minutes * MINUTE);

/** What a person does after the trouble, with the means of the program, until nothing is left to do. */
export interface Recovery {
  /** Replies of which a person had to look on the network whether they are there. */
  looked: number;
  /** Rounds until all was done; null where something stayed. */
  rounds: number | null;
}

export async function recover(
  desk: CampaignDesk,
  wishes: Wishes,
  onRun: (end: RunEnd) => void,
): Promise<Recovery> {
  const recovery: Recovery = { looked: 0, rounds: null };
  // One more for what came in after the last was made.
  const plans = [PLAN];
  for (const [round, ahead] of LATER.entries()) {
    const give = async ({ args, ended }: Errand) => {
      const end = await desk.run(args, { ahead });
      onRun(end);
      ended?.(end);
    };
    // Whoever names the accounts wants them asked now.
    await give({ args: ['poll', ...NETWORKS.flatMap((id) => ['--account', id])] });
    for (const errand of unkept(desk, wishes)) await give(errand);
    plans.push(`late-${round}.plan.json`);
    for (const plan of plans) {
      const bulk = await bulkErrand(desk, wishes, plan);
      if (bulk !== null && !isApplied(desk, plan)) await give(bulk);
    }
    for (const errand of replyErrands(desk, wishes)) await give(errand);
    await settleAll(desk, give, recovery);
    if (!isDelivered(desk)) await give(digestErrand(wishes));
    if (isDone(desk, wishes)) {
      recovery.rounds = round + 1;
      break;
    }
  }
  return recovery;
}

interface Standing {
  id: number;
  text: string;
  state: string;
  network: string;
  nativeId: string;
  plan: string | null;
}

function statesOf(desk: CampaignDesk): Standing[] {
  return desk.rows<Standing>(`SELECT outbox.id, outbox.text, outbox.state, mention.network,
    mention.native_id AS nativeId, outbox.plan
    FROM outbox JOIN mention ON mention.id = outbox.mention_id`);
}

/** Marks and notes that the program has not said were kept. */
function unkept(desk: CampaignDesk, wishes: Wishes): Errand[] {
  const messages = wishes.messages.filter(({ mark }) => !wishes.acknowledged.has(mark));
  return [...markErrands(desk, { ...wishes, messages }), ...noteErrands(desk, { ...wishes, messages })];
}

/** Whether a plan was begun, and all of it is sent. */
function isApplied(desk: CampaignDesk, plan: string): boolean {
  const { hash } = JSON.parse(readFileSync(join(desk.dir, plan), 'utf8')) as { hash: string };
  const planned = statesOf(desk).filter((standing) => standing.plan === hash);
  return planned.length > 0 && planned.every(({ state }) => state === 'sent');
}

/** Finds out what became of replies, and sends again what surely did not arrive. */
async function settleAll(
  desk: CampaignDesk,
  give: (errand: Errand) => Promise<void>,
  recovery: Recovery,
): Promise<void> {
  const inState = (...states: string[]) => statesOf(desk).filter(({ state }) => states.includes(state));
  if (inState('unknown', 'sending').length > 0) await give({ args: ['outbox', 'settle'] });
  for (const { id, text, network } of inState('unknown')) {
    // Telegram cannot tell; the others may say that it is too early.
    if (network !== 'telegram') continue;
    recovery.looked += 1;
    await give({ args: ['outbox', 'settle', String(id), isThere(desk, text) ? '--sent' : '--not-sent'] });
  }
  if (inState('failed', 'approved').length > 0) await give({ args: ['outbox', 'retry'] });
}

/** Whether nothing of the digest is left to be sent. */
function isDelivered(desk: CampaignDesk): boolean {
  const settled = "SELECT 1 FROM delivery WHERE what = 'digest' AND state IN ('sent', 'unknown')";
  return desk.rows(settled).length >= 2;
}

function isThere(desk: CampaignDesk, text: string): boolean {
  return [...desk.fakes.values()].some((fake) =>
    fake.written().some((written) => written.text.includes(text)),
  );
}

/** Whether nothing is left that a further round would do. */
function isDone(desk: CampaignDesk, wishes: Wishes): boolean {
  const count = (sql: string) =>
    desk.rows<{ count: number }>(`SELECT count(*) AS count FROM ${sql}`)[0]?.count ?? 0;
  const replies = wishes.messages.filter(({ purpose }) => purpose === 'bulk' || purpose === 'reply');
  const standing = statesOf(desk);
  return (
    count('mention') >= wishes.messages.length &&
    standing.every(({ state }) => state === 'sent') &&
    replies.every(({ network, nativeId }) =>
      standing.some((one) => one.network === network && one.nativeId === nativeId),
    ) &&
    unkept(desk, wishes).length === 0 &&
    count('alert WHERE told_at IS NULL') === 0 &&
    isDelivered(desk)
  );
}
