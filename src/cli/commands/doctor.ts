import { credentialsPath, readCredentials } from '../../config/credentials-file.js';
import { writeJson } from '../../output/json.js';
import { progress } from '../../output/spinner.js';
import { failureOf, toDeskAccount } from '../../services/accounts.js';
import { diagnose } from '../../services/doctor.js';
import type { Context } from '../context.js';
import { type ExitCode, exitCodeOf } from '../exit-codes.js';
import { printFindings } from './account-findings.js';

/** `doctor`: looks for everything that could be wrong. Exits 1 with something to fix, 4 where it is credentials. */
export async function run(context: Context): Promise<ExitCode | undefined> {
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
  if (options.json) writeJson(streams.stdout, { diagnoses });
  else await printFindings(context, diagnoses);
  const failure = failureOf(diagnoses.flatMap(({ findings }) => findings));
  return failure === null ? undefined : exitCodeOf(failure);
}
