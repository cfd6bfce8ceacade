import { tsvRow } from '../output/csv.js';
import { counted } from '../output/number.js';
import { safeLine } from '../output/sanitise.js';
import { type Column, table } from '../output/table.js';
import { ago, iso, moment } from '../output/time.js';
import { flow, hang } from '../output/width.js';
import { handleLabel, nextCommands } from './labels.js';
import type { View } from './view.js';

/** What `account list` shows of one account. Times are ms UTC. */
export interface AccountRow {
  id: string;
  network: string;
  handle: string;
  enabled: boolean;
  /** The last poll that ended well; null before the first. */
  lastPolledAt: number | null;
  /** Why the last poll failed; null where it did not. */
  error: { code: string; kind: string; message: string; hint: string | null; at: number } | null;
  /** Polls that failed in a row. */
  failures: number;
  /** Until when it is left alone, because it keeps failing; null where it is not. */
  nextTryAt: number | null;
  /** The network says it is gone for good: it is not polled any more. */
  gone: boolean;
}

/** `account list` at a terminal. */
export function accountLines(accounts: readonly AccountRow[], view: View): string[] {
  const { style, width } = view;
  if (accounts.length === 0)
    return flow(['No accounts yet.', ...nextCommands(style, ['earshot account add x'])], '   ', width);
  const failing = accounts.filter((account) => account.error !== null);
  const next = failing[0] ? `earshot account check ${failing[0].id}` : 'earshot poll';
  return [
    ...table(columns(view), accounts, view),
    ...failing.flatMap((account) =>
      hang(`${account.id}: `, trouble(account, view), width, 2).map(style.warn),
    ),
    ...flow(nextCommands(style, [next]), '', width),
  ];
}

function columns({ now, networkName }: View): Column<AccountRow>[] {
  return [
    { header: 'ACCOUNT', shrinksTo: 8, cell: (account) => account.id },
    { header: 'NETWORK', drop: 2, cell: (account) => networkName(account.network) },
    {
      header: 'HANDLE',
      drop: 1,
      shrinksTo: 10,
      cell: ({ handle }) => (handle === '' ? '' : handleLabel(handle)),
    },
    {
      header: 'LAST POLL',
      drop: 3,
      cell: (account) => (account.lastPolledAt === null ? 'never' : ago(now - account.lastPolledAt)),
    },
    {
      header: 'STATE',
      cell: state,
      paint: (style, account) =>
        account.error !== null ? style.error : account.enabled ? style.positive : style.dim,
    },
  ];
}

/** Why an account fails, how often it did, and when it is tried again. */
function trouble({ error, failures, nextTryAt, gone }: AccountRow, { now, timeZone }: View): string {
  const times = failures > 1 ? ` (${counted(failures, 'time')} in a row)` : '';
  const again =
    nextTryAt !== null && nextTryAt > now ? ` Tried again ${moment(nextTryAt, now, timeZone)}.` : '';
  return `${safeLine(error?.message ?? '')}${times}${gone ? ' It is not polled any more.' : again}`;
}

function state(account: AccountRow): string {
  if (!account.enabled) return 'off';
  if (account.gone) return 'gone';
  if (account.error !== null) return 'failing';
  return account.lastPolledAt === null ? 'new' : 'ok';
}

/** One line of `account list` in a pipe: id, network, handle, state, time of the last good poll, error. */
export function accountTsv(account: AccountRow): string {
  const { id, network, handle, lastPolledAt, error } = account;
  return tsvRow([id, network, handle, state(account), iso(lastPolledAt), error?.message ?? null]);
}
