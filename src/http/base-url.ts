import { EarshotError } from '../core/errors.js';
import { isProtected } from '../core/protected-address.js';

/**
 * Checks the address of a server that stands in for a network's own: credentials go there, so plain HTTP is
 * accepted on this machine only.
 *
 * @param text `http://127.0.0.1:PORT`, `http://localhost:PORT`, `http://[::1]:PORT` or `https://HOST`
 * @throws EarshotError `config` when it is not one of these, or carries a user, a path or a query
 */
export function parseBaseUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null) throw refused(text, 'is not a web address');
  if (!isProtected(url)) throw refused(text, 'would send your credentials unprotected');
  if (url.username !== '' || url.password !== '')
    throw refused(url.host, 'must not carry a user or password');
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') {
    throw refused(text, 'must be a server without a path');
  }
  return url;
}

function refused(shown: string, why: string): EarshotError {
  return new EarshotError(`baseUrl: '${shown}' ${why}.`, {
    code: 'config-base-url',
    kind: 'config',
    hint: 'Use http://127.0.0.1:PORT (as earshot sandbox prints it) or an https:// address; leave it out to talk to the network itself.',
  });
}
