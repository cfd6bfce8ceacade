import { envName } from './cross-checks.js';
import type { AccountInput } from './schema.js';

type Named = Pick<AccountInput, 'id' | 'network' | 'handle' | 'server' | 'url'>;

/**
 * A short name for an account whose owner gave none: that of the same account where it is configured already, else
 * after its handle (or its address, or its network), with the network or a number added where that is taken.
 *
 * @param known the accounts that are configured
 */
export function accountId(account: Omit<Named, 'id'>, known: readonly Named[]): string {
  const same = known.find((other) => isSame(other, account));
  if (same) return same.id;
  const taken = new Set(known.map(({ id }) => envName(id)));
  const { network } = account;
  const base = nameOf(account) || network;
  const named = base === network ? base : `${base}-${network}`;
  const free = [base, named].find((id) => !taken.has(envName(id)));
  if (free !== undefined) return free;
  let count = 2;
  while (taken.has(envName(`${named}-${count}`))) count += 1;
  return `${named}-${count}`;
}

function isSame(one: Omit<Named, 'id'>, other: Omit<Named, 'id'>): boolean {
  const told = (handle: string | undefined) => (handle ?? '').toLowerCase();
  const known = told(other.handle) !== '' || other.url !== undefined;
  return (
    known &&
    one.network === other.network &&
    told(one.handle) === told(other.handle) &&
    one.server === other.server &&
    one.url === other.url
  );
}

/** `cafenar` of cafenar.bsky.social and of cafenar@ruby.social; `example-org` of https://www.example.org/feed. */
function nameOf({ handle, url }: Pick<Named, 'handle' | 'url'>): string {
  const text = handle
    ? handle.replace(/^@/, '').split(/[@.]/)[0]
    : url && URL.canParse(url)
      ? new URL(url).hostname.replace(/^www\./, '')
      : '';
  return (text ?? '')
    .toLowerCase()
    .replace(/[^a-z\d_]+/g, '-')
    .replace(/^[-_]+|-+$/g, '');
}
