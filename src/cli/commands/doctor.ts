import { arch, platform, release } from 'node:os';
import { credentialsPath, readCredentials } from '../../config/credentials-file.js';
import { configShape } from '../../config/shape.js';
import { toJsonText, writeJson } from '../../output/json.js';
import { progress } from '../../output/spinner.js';
import { failureOf, toDeskAccount } from '../../services/accounts.js';
import { type Diagnosis, diagnose } from '../../services/doctor.js';
import { doctorReport } from '../../services/doctor-report.js';
import { reportJson } from '../../views/doctor-report.js';
import { type Context, print } from '../context.js';
import { type ExitCode, exitCodeOf } from '../exit-codes.js';
import { printFindings } from './account-findings.js';

/** `doctor`: looks for everything that could be wrong. Exits 1 with something to fix, 4 where it is credentials. */
export async function run(context: Context, flags: { report?: true }): Promise<ExitCode | undefined> {
  const { options, streams, clock, signal, nodeVersion } = context;
  const spinner = progress(streams.stderr, !options.quiet && !options.json);
  spinner.update('Looking');
  const wiring = await context.accounts();
  const diagnoses = await diagnose({
    nodeVersion,
    clock,
    signal,
    wiring,
    configuration: async () => {
      const { path, config } = await context.config();
      return { path, accounts: config.accounts.map(toDeskAccount) };
    },
    credentials: async () => {
      readCredentials(credentialsPath((await context.config()).dir));
    },
    desk: context.desk,
  }).finally(() => spinner.stop());
  if (flags.report) return report(context, diagnoses);
  if (options.json) writeJson(streams.stdout, { diagnoses });
  else await printFindings(context, diagnoses);
  const failure = failureOf(diagnoses.flatMap(({ findings }) => findings));
  return failure === null ? undefined : exitCodeOf(failure);
}

/** `doctor --report`: JSON in any case, since it is handed on. */
async function report(context: Context, diagnoses: readonly Diagnosis[]): Promise<ExitCode | undefined> {
  const { streams, env, version, nodeVersion } = context;
  const machine = {
    earshot: version,
    node: nodeVersion,
    platform: platform(),
    arch: arch(),
    release: release(),
    terminal: env.TERM ?? null,
  };
  const shape = await context
    .configPath()
    .then((path) => (path === null ? null : configShape(path)))
    .catch(() => null);
  const desk = await context.desk().catch(() => null);
  streams.stdout.write(`${toJsonText(reportJson(await doctorReport(machine, diagnoses, shape, desk)), 2)}\n`);
  if (streams.stdout.isTTY)
    print(streams.stderr, ['Nothing in it names you or a customer. Read it before you hand it on.']);
  return undefined;
}
