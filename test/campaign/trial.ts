import { randomFrom } from '../helpers/random.js';
import { check, type Finding } from './check.js';
import { type CampaignDesk, openCampaignDesk } from './desk.js';
import {
  arrive,
  bulkErrand,
  digestErrand,
  type Errand,
  markErrands,
  newWishes,
  noteErrands,
  PLAN,
  pollErrand,
  replyErrands,
  type Wishes,
} from './errands.js';
import type { FaultKind, Scene } from './faults.js';
import { killAt, pickKill } from './kill.js';
import type { Resident, RunEnd } from './program.js';
import { recover } from './recover.js';

/** What happened in a trial, and what the checker found. */
export interface TrialReport {
  number: number;
  kind: string;
  mentions: number;
  replies: number;
  alarms: number;
  /** Runs of the program that something happened to. */
  runs: number;
  kills: number;
  /** Runs that ended otherwise than with 0, and were not killed. */
  failures: number;
  /** Replies that a person had to look for. */
  looked: number;
  findings: Finding[];
  /** What is wrong besides what is counted. */
  wrong: string[];
  story: string[];
}

/** What a trial needs besides its number. */
export interface TrialParts {
  root: string;
  seed: number;
  resident: Resident;
  disk: string | null;
}

/** The exit codes of the documentation that trouble may end with; 2 is a mistake of whoever types. */
const TROUBLE = [0, 1, 3, 4, 5, 6];

/** One trial on a desk of its own: work through faults of one kind, what a person does afterwards, and the look. */
export async function runTrial(number: number, kind: FaultKind, parts: TrialParts): Promise<TrialReport> {
  const { root, resident, disk } = parts;
  const random = randomFrom(parts.seed * 1_000_003 + number);
  const report: TrialReport = {
    number,
    kind: kind.name,
    mentions: 0,
    replies: 0,
    alarms: 0,
    runs: 0,
    kills: 0,
    failures: 0,
    looked: 0,
    findings: [],
    wrong: [],
    story: [],
  };
  const note = (what: string) => void report.story.push(what);
  const desk = await openCampaignDesk(root, resident, kind.named === true);
  try {
    const wishes = newWishes(Date.now());
    const scene = { root, desk, random, disk, note };
    arrive(desk, wishes, random);
    // Sometimes the trouble falls on the very first run, which makes the database.
    if (random.below(4) > 0) note(`first ${told(await desk.run(['poll', '--quiet']))}`);
    arrive(desk, wishes, random);
    await work(scene, kind, wishes, report);
    calm(desk);
    const recovery = await recover(desk, wishes, (end) => {
      note(`then ${told(end)}`);
      blame(end, report, [...TROUBLE]);
    });
    report.looked = recovery.looked;
    if (recovery.rounds === null) report.wrong.push('something stayed undone');
    report.findings = check(desk, wishes, kind.name !== 'clock jump');
    const counted = (...purposes: string[]) =>
      wishes.messages.filter(({ purpose }) => purposes.includes(purpose)).length;
    report.mentions = wishes.messages.length;
    report.replies = counted('bulk', 'reply');
    report.alarms = counted('alarm');
  } catch (error) {
    report.wrong.push(`the trial itself failed: ${error instanceof Error ? error.stack : String(error)}`);
  } finally {
    await desk.close();
  }
  return report;
}

/** The work of a trial, while things go wrong. */
async function work(scene: Scene, kind: FaultKind, wishes: Wishes, report: TrialReport): Promise<void> {
  const { desk, random } = scene;
  const wanted = async (): Promise<Errand[]> => {
    const errands = [
      ...markErrands(desk, wishes),
      ...noteErrands(desk, wishes).slice(0, 1),
      ...replyErrands(desk, wishes).slice(0, 1),
      digestErrand(wishes),
    ];
    const bulk = await bulkErrand(desk, wishes, PLAN);
    return bulk === null ? errands : [...errands, bulk];
  };
  if (kind.crowd !== undefined) {
    const errands = [pollErrand, ...(await wanted()), pollErrand, digestErrand(wishes)];
    const crowd = Array.from({ length: 2 + random.below(kind.crowd - 1) }, () => random.pick(errands)).filter(
      // What is written down twice is there twice.
      (errand, index, all) => errand.args[0] !== 'customer' || all.indexOf(errand) === index,
    );
    await Promise.all(crowd.map((errand) => give(scene, kind, errand, report)));
    return;
  }
  const chosen = [pollErrand];
  const errands = await wanted();
  for (let left = 2; left > 0 && errands.length > 0; left -= 1) {
    chosen.splice(random.below(chosen.length + 1), 0, ...errands.splice(random.below(errands.length), 1));
  }
  for (const errand of chosen) await give(scene, kind, errand, report);
}

/** One run in trouble. */
async function give(scene: Scene, kind: FaultKind, errand: Errand, report: TrialReport): Promise<void> {
  const { desk, random, note } = scene;
  kind.arm?.(scene);
  const kill = random.below(100) < kind.kills ? pickKill(random, talks(errand)) : null;
  // What is not killed and has nothing around it costs no start.
  const isAlone = kill === null && kind.process !== true;
  const end = isAlone
    ? await desk.run(errand.args)
    : await killAt(desk, desk.start(errand.args, kind.env?.(scene) ?? {}), kill);
  kind.after?.(scene);
  calm(desk);
  report.runs += 1;
  report.kills += Number(end.signal !== null);
  report.failures += Number(end.signal === null && end.code !== 0);
  note(`${told(end)}${kill === null ? '' : ` (to be killed: ${JSON.stringify(kill)})`}`);
  if (end.signal === null) errand.ended?.(end);
  blame(end, report, kind.name === 'clock jump' ? [...TROUBLE, 2] : TROUBLE);
}

function talks({ args }: Errand): boolean {
  return ['poll', 'bulk', 'reply', 'digest'].includes(args[0] ?? '');
}

/** No fault is left over. */
function calm(desk: CampaignDesk): void {
  for (const fake of desk.fakes.values()) fake.fail('none');
  desk.mailbox.fail('none');
}

function told({ args, code, signal, stderr }: RunEnd): string {
  const first = stderr.split('\n').find((line) => line !== '') ?? '';
  return `${args.join(' ')}: ${signal ?? code}${first === '' ? '' : ` (${first})`}`;
}

/** A run may fail; it must not do so in its own bowels. */
function blame(
  { args, code, signal, stderr }: RunEnd,
  report: TrialReport,
  allowed: readonly number[],
): void {
  if (signal !== null) return;
  const isInside = /inside earshot|\n {4}at /.test(stderr);
  if (!allowed.includes(code ?? -1) || isInside)
    report.wrong.push(`${args.join(' ')} ended with ${code}: ${stderr}`);
}
