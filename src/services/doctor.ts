import { constants, statSync } from 'node:fs';
import { access, readdir, stat, statfs } from 'node:fs/promises';
import { platform } from 'node:os';
import { dirname, join } from 'node:path';
import { type CheckFinding, looking } from '../core/check-finding.js';
import { type Clock, MINUTE } from '../core/clock.js';
import { EarshotError } from '../core/errors.js';
import { isScratch } from '../core/scratch.js';
import { shellWord } from '../core/shell.js';
import type { Run } from '../store/index.js';
import { type AccountWiring, accountSubject, checkAccounts } from './accounts.js';
import { type ChannelDesk, channelFindings } from './channel-check.js';
import { copiesFolder } from './copies.js';
import { pollFindings } from './coverage.js';
import type { Desk, DeskAccount, DeskSettings } from './desk.js';

/** What is known about one subject: the machine, the configuration, the database, an account. */
export interface Diagnosis {
  subject: string;
  findings: CheckFinding[];
}

/** What the doctor looks at; what can fail is a function, whose EarshotError becomes a finding. */
export interface Patient {
  /** Without the v: `20.20.1`. */
  nodeVersion: string;
  clock: Clock;
  signal: AbortSignal;
  configuration(): Promise<{ path: string; accounts: readonly DeskAccount[] }>;
  /** Reads the credentials file, to see whether it can be used. */
  credentials(): Promise<void>;
  desk(): Promise<Pick<Desk, 'exclusively'> & ChannelDesk & { settings: Pick<DeskSettings, 'channels'> }>;
  wiring: Pick<AccountWiring, 'connect' | 'networkName'>;
}

const OLDEST_NODE = [20, 17];
const MEBIBYTE = 1024 * 1024;
const GIBIBYTE = 1024 * MEBIBYTE;
/** Below this a poll of a busy day may not fit; below the second nothing can be relied on. */
const LITTLE_SPACE = 200 * MEBIBYTE;
const NO_SPACE = 20 * MEBIBYTE;

function ok(code: string, message: string): CheckFinding {
  return { level: 'ok', code, message };
}

function nodeFinding(version: string): CheckFinding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST_NODE;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) {
    return ok('node', `Node ${version}.`);
  }
  return {
    level: 'error',
    code: 'node-old',
    message: `Node ${version} is older than earshot needs (${OLDEST_NODE.join('.')}).`,
    hint: 'Install a newer Node from https://nodejs.org.',
  };
}

async function spaceFinding(dir: string): Promise<CheckFinding> {
  const { bavail, bsize } = await statfs(dir);
  const free = bavail * bsize;
  const amount = free < GIBIBYTE ? `${Math.floor(free / MEBIBYTE)} MB` : `${Math.floor(free / GIBIBYTE)} GB`;
  const message = `${amount} free on the disk of ${dir}.`;
  if (free >= LITTLE_SPACE) return ok('disk-space', message);
  const level = free < NO_SPACE ? 'error' : 'warning';
  return { level, code: 'disk-space', message, hint: 'Free some space before the next poll.' };
}

const NO_ACCOUNT: CheckFinding = {
  level: 'warning',
  code: 'no-accounts',
  message: 'There is no account to listen with.',
  hint: 'Connect one with `earshot account add x`.',
};

async function isBusy(desk: Pick<Desk, 'exclusively'>): Promise<boolean> {
  try {
    await desk.exclusively('poll', 0, () => Promise.resolve());
    return false;
  } catch (error) {
    if (error instanceof EarshotError && error.kind === 'locked') return true;
    throw error;
  }
}

function pollFinding(run: Run | null, busy: boolean, now: number): CheckFinding {
  if (run === null) return { ...ok('poll-never', 'It was never polled.'), hint: '`earshot poll`' };
  const started = new Date(run.startedAt).toISOString();
  if (run.startedAt > now + MINUTE) {
    return {
      level: 'error',
      code: 'clock-behind',
      message: `The last poll began at ${started}, which this machine's clock says is still to come.`,
      hint: "Set the machine's clock, best by network time.",
    };
  }
  if (run.finishedAt === null && busy) {
    return ok('poll-running', `A poll is running since ${started} (process ${run.pid} on ${run.host}).`);
  }
  if (run.finishedAt === null) {
    return {
      level: 'warning',
      code: 'poll-killed',
      message: `The last poll began at ${started} and never ended: it was killed, or the machine stopped.`,
      hint: 'Nothing is lost: `earshot poll` goes on where it stopped.',
    };
  }
  if (run.exitCode === 0)
    return ok('poll', `The last poll ended well at ${new Date(run.finishedAt).toISOString()}.`);
  return {
    level: 'warning',
    code: 'poll-failed',
    message: `The last poll, at ${started}, ended with exit code ${run.exitCode ?? 'unknown'}.`,
    hint: '`earshot account list` shows which account failed and why.',
  };
}

/** The database holds private messages. Windows keeps no such bits. */
function exposureFindings(path: string): CheckFinding[] {
  const mode = platform() === 'win32' ? undefined : statSync(path, { throwIfNoEntry: false })?.mode;
  if (mode === undefined || (mode & 0o077) === 0) return [];
  return [
    {
      level: 'warning',
      code: 'database-exposed',
      message: `${path} can be read or changed by other users of this machine (mode ${(mode & 0o777).toString(8)}).`,
      hint: `Run: chmod 600 ${shellWord(path)}`,
    },
  ];
}

/** A scratch file that was touched in this time, ms, may be of a run that is at work. */
const LEFT = 10 * MINUTE;

/** What runs that were killed left half-written: it may hold keys, or what people wrote. */
async function leftFindings(folders: ReadonlySet<string>, now: number): Promise<CheckFinding[]> {
  const left: string[] = [];
  for (const folder of folders) {
    for (const name of (await readdir(folder).catch(() => [])).filter(isScratch)) {
      const path = join(folder, name);
      const found = await stat(path).catch(() => null);
      if (found !== null && now - found.mtimeMs > LEFT) left.push(path);
    }
  }
  if (left.length === 0) return [];
  return [
    {
      level: 'warning',
      code: 'files-left',
      message: `A run that was killed left ${left.join(', ')}, with keys or messages in it.`,
      hint: `Run: rm ${left.map(shellWord).join(' ')}`,
    },
  ];
}

async function databaseFindings(patient: Patient): Promise<CheckFinding[]> {
  const desk = await patient.desk();
  const { store } = desk;
  await access(store.path, constants.R_OK | constants.W_OK).catch((cause: unknown) => {
    throw new EarshotError(`${store.path} cannot be written.`, {
      code: 'database-read-only',
      hint: 'Check that the file belongs to you and that its disk is not read-only.',
      cause,
    });
  });
  const problems = store.integrityProblems();
  const integrity: CheckFinding =
    problems.length === 0
      ? ok('database', `${store.path} opens, can be written and is sound.`)
      : {
          level: 'error',
          code: 'database-damaged',
          message: `${store.path} is damaged: ${problems.join('; ')}.`,
          hint: 'Stop every earshot, keep a copy of the file, and restore the last backup.',
        };
  const poll = pollFinding(await store.runs.last('poll'), await isBusy(desk), patient.clock());
  return [integrity, ...exposureFindings(store.path), poll, await spaceFinding(dirname(store.path))];
}

/**
 * Looks at everything earshot needs in order to work, and names what does not, with the cause and the remedy.
 *
 * @throws what is not an EarshotError, and `interrupted`
 */
export async function diagnose(patient: Patient): Promise<Diagnosis[]> {
  let found: Awaited<ReturnType<Patient['configuration']>> | undefined;
  const configuration = await looking(async () => {
    found = await patient.configuration();
    return [ok('config', `${found.path} is valid.`), ...(found.accounts.length === 0 ? [NO_ACCOUNT] : [])];
  });
  if (found !== undefined) {
    const credentials = await looking(async () => {
      await patient.credentials();
      return [];
    });
    configuration.push(...credentials);
  }
  const database = found === undefined ? [] : await looking(() => databaseFindings(patient));
  const enabled = found?.accounts.filter((account) => account.enabled) ?? [];
  const checks = await checkAccounts(patient.wiring, enabled, patient.signal);
  // Without a database there is nothing to tell of earlier polls; its own trouble is told above.
  const desk = await patient.desk().catch(() => null);
  for (const { account, findings } of checks) {
    if (desk !== null) findings.push(...(await pollFindings(desk, account)));
  }
  const folders = new Set(found === undefined ? [] : [dirname(found.path)]);
  if (desk !== null) folders.add(dirname(desk.store.path)).add(copiesFolder(desk.store.path));
  const left = await leftFindings(folders, patient.clock());
  const channels = await Promise.all(
    (desk?.settings.channels ?? []).map(async (channel) => ({
      subject: `Channel ${channel.id} (${channel.kind})`,
      findings: desk === null ? [] : await looking(() => channelFindings(desk, channel, patient.signal)),
    })),
  );
  return [
    { subject: 'Machine', findings: [nodeFinding(patient.nodeVersion), ...left] },
    { subject: 'Configuration', findings: configuration },
    ...(found === undefined ? [] : [{ subject: 'Database', findings: database }]),
    ...checks.map(({ account, findings }) => ({
      subject: accountSubject(account, patient.wiring.networkName(account.network)),
      findings,
    })),
    ...channels,
  ];
}
