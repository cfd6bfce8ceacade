import type { CheckFinding } from '../core/check-finding.js';
import { DAY } from '../core/clock.js';
import type { AccountCoverage } from '../core/digest.js';
import { EarshotError } from '../core/errors.js';
import type { Capabilities } from '../networks/network.js';
import type { AccountState } from '../store/index.js';
import type { Desk, DeskAccount } from './desk.js';

/** What a network can be heard by, in the words of a report. */
const HEARD = [
  ['mentions', 'mentions'],
  ['replies', 'replies to your posts'],
  ['messages', 'private messages'],
  ['search', 'posts that do not tag you'],
] as const;

/** How far back gaps are worth telling of in a check. */
const GAPS_REACH = 30 * DAY;
const MOST_GAPS = 3;

/** How well every account is heard: when it was last, what fails, what is never heard and why. Asks no network. */
export async function coverageOf(desk: Desk): Promise<AccountCoverage[]> {
  const states = new Map((await desk.store.accounts.all()).map((state) => [state.key, state]));
  return Promise.all(
    desk.settings.accounts
      .filter(({ enabled }) => enabled)
      .map(async (account) => ({
        account: account.id,
        network: account.network,
        ...stateOf(states.get(account.id)),
        unheard: await unheardBy(desk, account),
      })),
  );
}

function stateOf(
  state: AccountState | undefined,
): Pick<AccountCoverage, 'lastOkAt' | 'failure' | 'nextTryAt' | 'gone'> {
  return {
    lastOkAt: state?.okAt ?? null,
    failure: state?.error?.message ?? null,
    nextTryAt: state?.retryAt ?? null,
    gone: (state?.stoppedAt ?? null) !== null,
  };
}

/** An account that cannot be opened says so elsewhere: what its network hides is then not known. */
async function unheardBy(desk: Desk, account: DeskAccount): Promise<AccountCoverage['unheard']> {
  try {
    const { capabilities } = await desk.network(account);
    return unheard(capabilities, account);
  } catch (error) {
    if (error instanceof EarshotError) return [];
    throw error;
  }
}

function unheard(capabilities: Capabilities, { streams }: DeskAccount): AccountCoverage['unheard'] {
  return HEARD.flatMap(([kind, what]): AccountCoverage['unheard'] => {
    const { can, note = null } = capabilities[kind];
    if (!can) return [{ kind, what, reason: note ?? 'the network has none', by: 'network' }];
    if (streams && !streams.includes(kind)) {
      return [{ kind, what, reason: 'the configuration leaves them out', by: 'configuration' }];
    }
    return note === null ? [] : [{ kind, what, reason: note, by: 'limit' }];
  });
}

/** The coverage of one account as findings of its check; nothing twice that the check has said already. */
export async function coverageFindings(
  desk: Desk,
  account: DeskAccount,
  said: readonly CheckFinding[],
): Promise<CheckFinding[]> {
  const now = desk.clock();
  const gaps = (await desk.store.accounts.gapsBetween(now - GAPS_REACH, now)).filter(
    (gap) => gap.account === account.id,
  );
  // A check that tells of coverage has looked at this very account: it knows better than a note on the network.
  const looked = said.some(({ code }) => code === 'coverage');
  const hidden = (await unheardBy(desk, account)).filter(
    ({ by, reason }) => (by !== 'limit' || !looked) && !said.some(({ message }) => message.includes(reason)),
  );
  return [
    ...(await pollFindings(desk, account)),
    ...gaps.slice(-MOST_GAPS).map((gap) => {
      const from = gap.from === null ? 'the beginning' : iso(gap.from);
      return note(
        'gap',
        `Between ${from} and ${iso(gap.to)} something in ${gap.stream} may have been missed: ${gap.reason}.`,
      );
    }),
    ...(gaps.length > MOST_GAPS
      ? [
          note(
            'gap',
            `${gaps.length - MOST_GAPS} earlier gaps in the last 30 days: earshot digest --since 30d`,
          ),
        ]
      : []),
    ...hidden.map(({ what, reason, by }) =>
      note(
        'coverage',
        by === 'limit' ? `Of ${what}: ${reason}` : `Not heard: ${what} (${reason.replace(/\.$/, '')}).`,
      ),
    ),
  ];
}

/** How the last polls of an account ended, as findings. */
export async function pollFindings(
  desk: Pick<Desk, 'store'>,
  account: Pick<DeskAccount, 'id'>,
): Promise<CheckFinding[]> {
  const state = await desk.store.accounts.byKey(account.id);
  const okAt = state?.okAt ?? null;
  if (!state?.error) {
    if (okAt === null) return [note('never-polled', 'It was never polled.', 'earshot poll')];
    return [{ level: 'ok', code: 'polled', message: `Last polled with success at ${iso(okAt)}.` }];
  }
  const { error, failures, retryAt, stoppedAt } = state;
  const last = okAt === null ? 'Never polled with success' : `Last polled with success at ${iso(okAt)}`;
  const times = failures > 1 ? `The last ${failures} polls failed` : 'The last poll failed';
  const again = retryAt === null ? '' : ` It is tried again at ${iso(retryAt)}.`;
  return [
    {
      level: 'warning',
      code: 'polls-failing',
      message: `${last}. ${times}: ${error.message}${stoppedAt === null ? again : ' It is not polled any more.'}`,
      hint: `\`earshot poll --account ${account.id}\` tries it now.`,
    },
  ];
}

function note(code: string, message: string, command?: string): CheckFinding {
  return { level: 'note', code, message, ...(command === undefined ? {} : { hint: `\`${command}\`` }) };
}

function iso(ms: number): string {
  return new Date(ms).toISOString().replace(/:\d\d\.\d{3}Z$/, 'Z');
}
