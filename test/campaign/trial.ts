import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { PLAN_VERSION, type PlanRow, planHash } from '../../src/core/plan.js';
import type { Fault } from '../fakes/fake.js';
import type { Random } from '../helpers/random.js';
import { type CampaignDesk, NETWORKS, type NetworkId, type RunEnd } from './campaign-desk.js';

/** One reply that a trial plans: found again on the network by its mark. */
export interface PlannedReply {
  network: NetworkId;
  nativeId: string;
  text: string;
  /** A word that no other reply of the campaign holds. */
  mark: string;
}

/** When a run is killed: never, or at a commit, a claim or an answer, the how-manieth, or after some milliseconds. */
export type Kill =
  | { at: 'never' }
  | { at: 'commit' | 'claim' | 'accepted'; count: number }
  | { at: 'time'; ms: number };

/** What happened in a trial, and what the checker found. */
export interface TrialReport {
  number: number;
  replies: number;
  /** Of them, those whose network could not tell: a person looked. */
  unknown: number;
  kills: number;
  faults: number;
  twoAtOnce: boolean;
  runs: number;
  /** What is wrong: lost, doubled, or told wrongly. */
  wrong: string[];
  story: string[];
}

const ACTIONS: readonly Fault['action'][] = [
  'reset-before',
  'reset-after',
  'silence-before',
  'silence-after',
  'truncate',
  'nonsense',
  { status: 500 },
  { status: 502 },
  { status: 503 },
];
const MOST_ROUNDS = 8;
const MOST_LOOKS = 5;
const FAST = ['--per-minute', '6000'] as const;
/** What half a minute does: a reply that is not listed then is surely not there. */
const HALF_A_MINUTE = 60_000;
const AN_HOUR = 3_600_000;

/** Writes to the desk on every network; `prepare` many trials, poll once. */
export function arriveFor(desk: CampaignDesk, number: number, random: Random): PlannedReply[] {
  return NETWORKS.flatMap((network) =>
    Array.from({ length: 1 + random.below(2) }, (_, index) => {
      const mark = `t${number}${network}${index}`;
      const kind = network === 'telegram' && random.below(2) === 0 ? 'message' : 'mention';
      const by = `guest${number}${network}${index}`.slice(0, 15);
      const nativeId =
        desk.fakes.get(network)?.arrive({ by, kind, text: `are you open today? ${mark}` }) ?? '';
      return { network, nativeId, text: `Yes, until six, see you. ${mark}`, mark };
    }),
  );
}

/** One trial: a plan, applied through whatever happens, until nothing is left that a program can do. */
export async function runTrial(
  desk: CampaignDesk,
  number: number,
  replies: readonly PlannedReply[],
  random: Random,
): Promise<TrialReport> {
  const report: TrialReport = {
    number,
    replies: replies.length,
    unknown: 0,
    kills: 0,
    faults: 0,
    twoAtOnce: false,
    runs: 0,
    wrong: [],
    story: [],
  };
  const file = `t${number}.plan.json`;
  // Every fourth plan is the program's own; the others are written here, to try more of what comes after.
  if (number % 4 === 0) {
    const rows = replies.map(({ nativeId, text }) => JSON.stringify({ mention: nativeId, text })).join('\n');
    const planned = await desk.run(['bulk', 'plan', '-', '--out', file, '--strict', '--quiet'], rows);
    if (planned.code !== 0) {
      report.wrong.push(`it could not be planned: ${planned.stdout}${planned.stderr}`);
      return report;
    }
  } else writeFileSync(join(desk.dir, file), planFor(desk, replies));
  const { hash } = JSON.parse(readFileSync(join(desk.dir, file), 'utf8')) as { hash: string };
  injectFaults(desk, report, random);

  await applyBroken(desk, ['bulk', 'apply', file, '--yes', '--jsonl', ...FAST], report, random);
  if (random.below(2) === 0) {
    await applyBroken(desk, ['bulk', 'resume', hash, '--jsonl', ...FAST], report, random);
  }
  for (const fake of desk.fakes.values()) fake.fail('none');
  await goOn(desk, hash, report);
  // On a machine under load an answer may come too late without any fault: then a person looks again.
  for (let look = 0; look < MOST_LOOKS && (await lookOurselves(desk, hash, replies, report)); look += 1) {
    await goOn(desk, hash, report);
  }
  check(desk, hash, replies, report);
  return report;
}

/** The plan of these replies, as `bulk plan` writes it. */
function planFor(desk: CampaignDesk, replies: readonly PlannedReply[]): string {
  const find = desk.db.prepare(`
    SELECT mention.id AS mentionId, version_id AS versionId, edited_at AS editedAt, handle AS "to", private
    FROM mention JOIN author ON author.id = author_id WHERE mention.network = ? AND mention.native_id = ?`);
  const rows = replies.map(({ network, nativeId, text }, index): PlanRow => {
    const mention = find.get(network, nativeId) as Pick<
      PlanRow,
      'mentionId' | 'versionId' | 'editedAt' | 'to'
    > & {
      private: number;
    };
    return {
      ...mention,
      row: index + 1,
      line: index + 1,
      network,
      account: network,
      nativeId,
      private: mention.private === 1,
      again: false,
      text,
      template: null,
      costMicros: 0,
    };
  });
  return JSON.stringify({
    format: 'earshot-plan',
    version: PLAN_VERSION,
    createdAt: new Date().toISOString(),
    createdBy: 'campaign',
    perMinute: 6_000,
    hash: planHash(rows),
    warnings: [],
    rows,
    refused: [],
  });
}

function injectFaults(desk: CampaignDesk, report: TrialReport, random: Random): void {
  for (const [network, fake] of desk.fakes) {
    for (let left = random.below(3); left > 0; left -= 1) {
      const storm = random.below(4) === 0;
      // A time that is over when the fault falls would be no time: networks then mean minutes, which a run sits out.
      const action = random.below(5) === 0 ? { retryAt: Date.now() + AN_HOUR } : random.pick(ACTIONS);
      // Sometimes the reply cannot even be looked for.
      const on = random.below(5) === 0 ? 'read' : 'write';
      fake.fail({ on, action, times: storm ? 4 : 1 });
      report.faults += 1;
      report.story.push(
        `${network} ${on}: ${typeof action === 'string' ? action : JSON.stringify(action)}${storm ? ' x4' : ''}`,
      );
    }
  }
}

/** Starts a run and lets it come to grief, or two at once. */
async function applyBroken(
  desk: CampaignDesk,
  args: readonly string[],
  report: TrialReport,
  random: Random,
): Promise<void> {
  const second = random.below(6) === 0;
  report.twoAtOnce ||= second;
  const kill = pickKill(random);
  const first = killed(desk, args, kill, report);
  const other = second ? killed(desk, args, pickKill(random), report) : null;
  for (const ended of [await first, ...(other ? [await other] : [])]) {
    const how = ended.signal ? 'killed' : `exit ${ended.code}`;
    report.story.push(`${args[1]} ${JSON.stringify(kill)}: ${how}`);
    // Killed before the plan was taken in: there is nothing to resume.
    const isUnknown = ended.code === 2 && ended.stderr.includes('begun');
    if (ended.signal === null && !isUnknown && ![0, 1, 3, 5, 6].includes(ended.code ?? -1)) {
      report.wrong.push(`it ended with ${ended.code}: ${ended.stderr}`);
    }
  }
}

function pickKill(random: Random): Kill {
  const at = random.pick(['never', 'commit', 'commit', 'claim', 'accepted', 'time'] as const);
  if (at === 'never') return { at };
  if (at === 'time') return { at, ms: 200 + random.below(900) };
  return { at, count: 1 + random.below(at === 'commit' ? 40 : 6) };
}

async function killed(
  desk: CampaignDesk,
  args: readonly string[],
  kill: Kill,
  report: TrialReport,
): Promise<RunEnd> {
  report.runs += 1;
  const { child, ended } = desk.start(args);
  let over = false;
  void ended.then(() => {
    over = true;
  });
  if (kill.at !== 'never') {
    const reached = moment(desk, kill);
    while (!over && !reached()) await setTimeout(1);
    if (!over) {
      child.kill('SIGKILL');
      report.kills += 1;
    }
  }
  return ended;
}

/** Tells when the moment to kill has come. */
function moment(desk: CampaignDesk, kill: Exclude<Kill, { at: 'never' }>): () => boolean {
  if (kill.at === 'time') {
    const end = performance.now() + kill.ms;
    return () => performance.now() >= end;
  }
  const state = {
    commit: () => Number(desk.db.pragma('data_version', { simple: true })),
    claim: () => Number(desk.db.prepare("SELECT count(*) FROM audit WHERE result = 'sending'").pluck().get()),
    accepted: () => [...desk.fakes.values()].reduce((sum, fake) => sum + fake.written().length, 0),
  }[kill.at];
  let seen = state();
  let left = kill.count;
  return () => {
    const now = state();
    if (now !== seen) {
      seen = now;
      left -= 1;
    }
    return left <= 0;
  };
}

/** What a person does next: goes on, until a run changes nothing any more. */
async function goOn(desk: CampaignDesk, hash: string, report: TrialReport): Promise<void> {
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const before = statesOf(desk, hash);
    if (before.length === report.replies && before.every((state) => state === 'sent')) return;
    desk.db
      .prepare(
        "UPDATE outbox SET last_attempt_at = last_attempt_at - ? WHERE state IN ('sending', 'unknown')",
      )
      .run(HALF_A_MINUTE);
    report.runs += 1;
    const ended = await desk.run(['bulk', 'resume', hash, '--jsonl', ...FAST]);
    if (ended.code === 2 && ended.stderr.includes('begun')) {
      // Killed before the plan was even taken in.
      await desk.run(['bulk', 'apply', `t${report.number}.plan.json`, '--yes', '--jsonl', ...FAST]);
      continue;
    }
    if (JSON.stringify(statesOf(desk, hash)) === JSON.stringify(before)) return;
  }
}

function statesOf(desk: CampaignDesk, hash: string): string[] {
  return desk.db
    .prepare('SELECT state FROM outbox WHERE plan = ? ORDER BY plan_row')
    .pluck()
    .all(hash) as string[];
}

/** Of replies whose network cannot tell, a person sees on the network what is there. @returns whether there were any */
async function lookOurselves(
  desk: CampaignDesk,
  hash: string,
  replies: readonly PlannedReply[],
  report: TrialReport,
): Promise<boolean> {
  const rows = desk.db
    .prepare("SELECT id, text FROM outbox WHERE plan = ? AND state = 'unknown'")
    .all(hash) as { id: number; text: string }[];
  for (const { id, text } of rows) {
    const reply = replies.find((each) => each.text === text);
    if (reply?.network !== 'telegram') {
      report.wrong.push(`${reply?.mark} stayed unknown on ${reply?.network}, which can tell`);
    }
    const seen = reply !== undefined && countOf(desk, reply) > 0 ? '--sent' : '--not-sent';
    report.unknown += 1;
    await desk.run(['outbox', 'settle', String(id), seen]);
  }
  return rows.length > 0;
}

function countOf(desk: CampaignDesk, { network, mark }: PlannedReply): number {
  const words = desk.fakes.get(network)?.written() ?? [];
  return words.filter(({ text }) => text.split(/\s+/).includes(mark)).length;
}

/** The independent look: what stands on the networks, against what was planned. */
function check(
  desk: CampaignDesk,
  hash: string,
  replies: readonly PlannedReply[],
  report: TrialReport,
): void {
  const states = statesOf(desk, hash);
  if (states.length !== replies.length || states.some((state) => state !== 'sent')) {
    report.wrong.push(`of ${replies.length} replies the outbox has ${states.join(', ')}`);
  }
  for (const reply of replies) {
    const count = countOf(desk, reply);
    if (count === 0) report.wrong.push(`${reply.mark} was lost`);
    if (count > 1) report.wrong.push(`${reply.mark} was sent ${count} times`);
  }
}
