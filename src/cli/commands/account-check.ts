import { writeJson } from '../../output/json.js';
import { progress } from '../../output/spinner.js';
import {
  type AccountCheck,
  type AccountWiring,
  accountSubject,
  checkAccounts,
  failureOf,
} from '../../services/accounts.js';
import { coverageFindings } from '../../services/coverage.js';
import { chooseAccounts, type Desk, type DeskAccount } from '../../services/desk.js';
import type { Context } from '../context.js';
import { type ExitCode, exitCodeOf } from '../exit-codes.js';
import { printFindings } from './account-findings.js';

/** Checks accounts, and adds how well each is heard; one that is well again is polled again at once. */
async function check(
  desk: Desk,
  wiring: AccountWiring,
  accounts: readonly DeskAccount[],
): Promise<AccountCheck[]> {
  const checks = await checkAccounts(wiring, accounts, desk.signal);
  return Promise.all(
    checks.map(async ({ account, findings }) => {
      if (failureOf(findings) === null) await desk.store.accounts.retryNow(account.id);
      return { account, findings: [...findings, ...(await coverageFindings(desk, account, findings))] };
    }),
  );
}

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
  const checks = await check(desk, wiring, accounts).finally(() => spinner.stop());
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
