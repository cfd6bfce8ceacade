import { writeJson } from '../../output/json.js';
import { iso } from '../../output/time.js';
import { type AccountRow, accountLines, accountTsv } from '../../views/account-list.js';
import { type Context, print } from '../context.js';
import { viewOf } from '../options.js';

/** `account list`: the configured accounts, and how their last poll went. */
export async function run(context: Context): Promise<undefined> {
  const { settings, store } = await context.desk();
  const states = new Map((await store.accounts.all()).map((state) => [state.key, state]));
  const rows = settings.accounts.map(({ id, network, handle, enabled }): AccountRow => {
    const state = states.get(id);
    return {
      id,
      network,
      handle: handle || (state?.handle ?? ''),
      enabled,
      lastPolledAt: state?.okAt ?? null,
      error: state?.error ?? null,
      failures: state?.failures ?? 0,
      nextTryAt: state?.retryAt ?? null,
      gone: (state?.stoppedAt ?? null) !== null,
    };
  });
  const { stdout } = context.streams;
  if (context.options.json) {
    const accounts = rows.map(({ error, ...row }) => ({
      ...row,
      lastPolledAt: iso(row.lastPolledAt),
      nextTryAt: iso(row.nextTryAt),
      error: error && { ...error, at: iso(error.at) },
    }));
    writeJson(stdout, { accounts });
  } else if (stdout.isTTY) {
    print(stdout, accountLines(rows, await viewOf(context, settings.business.timeZone)));
  } else {
    for (const row of rows) stdout.write(accountTsv(row));
  }
}
