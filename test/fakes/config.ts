import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type NetworkFake, WATCHED } from './fake.js';

/** The account that `writeFakeConfig` configures. */
export const FAKE_ACCOUNT = 'fake';

/**
 * Writes `earshot.config.json` and `credentials.json` for an account on a running fake, and a watch for the word that
 * its fakes talk about.
 *
 * @param dir the folder, made where it is missing
 * @returns the path of the configuration
 */
export function writeFakeConfig(dir: string, network: string, fake: NetworkFake): string {
  mkdirSync(dir, { recursive: true });
  const { handle, auth, baseUrl, server, url, clientId } = fake.account;
  const told = Object.entries({ handle, auth, baseUrl, server, url, clientId }).filter(
    ([, value]) => value !== null && value !== undefined && value !== '',
  );
  const path = join(dir, 'earshot.config.json');
  const config = {
    business: { name: 'Café Nar', timeZone: 'UTC' },
    accounts: [{ id: FAKE_ACCOUNT, network, ...Object.fromEntries(told) }],
    watches: [{ name: 'brand', keywords: [WATCHED] }],
  };
  writeFileSync(path, `${JSON.stringify(config, null, 2)}\n`);
  writeFileSync(
    join(dir, 'credentials.json'),
    `${JSON.stringify({ [FAKE_ACCOUNT]: fake.secrets }, null, 2)}\n`,
    { mode: 0o600 },
  );
  return path;
}
