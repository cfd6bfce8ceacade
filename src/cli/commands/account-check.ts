import { writeJson } from '../../output/json.js';
import { progress } from '../../output/spinner.js';
import { accountSubject, checkAccounts, failureOf } from '../../services/accounts.js';
import { chooseAccounts } from '../../services/desk.js';
import type { Context } from '../context.js';
import { type ExitCode, exitCodeOf } from '../exit-codes.js';
import { printFindings } from './account-findings.js';

/** `account check [ID...]`: asks each network what it thinks of us, and says what is wrong. */
export async function run(
  context: Context,
  _options: object,
  ids: readonly string[],
): Promise<ExitCode | undefined> {
  const desk = await context.desk();
  const wiring = await context.accounts();
  const { stdout, stderr } = context.streams;
  const accounts = chooseAccounts(desk, ids.length === 0 ? undefined : ids);
  const spinner = progress(stderr, !context.options.quiet && !context.options.json);
  spinner.update('Checking');
  const checks = await checkAccounts(wiring, accounts, context.signal).finally(() => spinner.stop());
  if (context.options.json) {
    const json = checks.map(({ account: { id, network, handle }, findings }) => ({
      id,
      network,
      handle,
      findings,
    }));
    writeJson(stdout, { accounts: json });
  } else {
    const groups = checks.map(({ account, findings }) => ({
      subject: accountSubject(account, wiring.networkName(account.network)),
      findings,
    }));
    await printFindings(context, groups);
  }
  const failure = failureOf(checks.flatMap(({ findings }) => findings));
  return failure === null ? undefined : exitCodeOf(failure);
}
