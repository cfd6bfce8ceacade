import { connectAgain } from '../../core/account-command.js';
import { EarshotError, NetworkError } from '../../core/errors.js';
import { parseBaseUrl } from '../../http/base-url.js';
import { createHttpClient, type HttpClient } from '../../http/client.js';
import type { NetworkDeps } from '../network.js';
import { interpret } from './errors.js';
import { freeAt } from './limits.js';

/** The API of one account's server. */
export interface Client extends HttpClient {
  /** Host and port of the server. */
  host: string;
  /** Its address. */
  origin: string;
  /** The command that signs in to the account again. */
  again: string;
}

/**
 * @param signed whether requests carry the account's access token
 * @throws EarshotError `config` for an account without a server, or with one that would expose its token
 */
export function createClient(deps: NetworkDeps, signed = true): Client {
  const base = serverOf(deps);
  const { host } = base;
  const again = againOf(deps);
  const client = createHttpClient({
    ...deps,
    dialect: {
      network: 'mastodon',
      name: 'Mastodon',
      nonsenseHint: `Check that ${base.origin} is the address of the server; if it is, try again in a few minutes.`,
      ...(signed ? { authorise: async () => ({ authorization: `Bearer ${tokenOf(deps)}` }) } : {}),
      freeAt,
      interpret: (answer, call) => interpret(answer, call, { host, again }, deps.clock()),
    },
    base,
  });
  return { ...client, host, origin: base.origin, again };
}

function serverOf({ account }: NetworkDeps): URL {
  const server = account.server ?? account.baseUrl;
  if (server !== null) return parseBaseUrl(server);
  throw new EarshotError(`The account '${account.id}' has no server, and Mastodon has many.`, {
    code: 'config-server',
    kind: 'config',
    hint: 'Give the address of the server it is on, such as https://mastodon.social.',
  });
}

function againOf({ account }: NetworkDeps): string {
  const { id, server, baseUrl, auth } = account;
  // Who pasted a token need not agree in a browser now.
  return connectAgain('mastodon', id, {
    server,
    'base-url': baseUrl,
    auth: auth === 'token' ? auth : null,
  });
}

function tokenOf(deps: NetworkDeps): string {
  const token = deps.secrets.get('accessToken');
  if (token !== undefined) return token;
  throw new NetworkError(`The account '${deps.account.id}' has no access token for Mastodon.`, {
    network: 'mastodon',
    kind: 'auth',
    hint: `Sign in with: ${againOf(deps)}`,
  });
}
