import { createRequire } from 'node:module';
import { EarshotError } from '../core/errors.js';

/** better-sqlite3 13 is built for Node-API 10, which came with these (nodejs.org/api/n-api.html); older ones crash in it. */
const API_SINCE: Readonly<Record<number, number>> = { 22: 14, 23: 6 };

/**
 * Whether the database driver that is installed runs on this Node: npm picks one that does, other installers may not,
 * and Node may have been changed since.
 *
 * @param node version of Node, such as `20.20.2`
 * @param driver version of better-sqlite3; the installed one where it is not given
 * @throws EarshotError `driver-missing`
 */
export function requireDriver(node: string, driver?: string): void {
  const [major = 0, minor = 0] = node.split('.').map(Number);
  const speaks = major > 23 || minor >= (API_SINCE[major] ?? Number.POSITIVE_INFINITY);
  if (speaks) return;
  const version = driver ?? installed();
  if (Number.parseInt(version, 10) < 13) return;
  throw new EarshotError(`better-sqlite3 ${version}, the database driver, crashes on Node.js ${node}.`, {
    code: 'driver-missing',
    hint: 'Install earshot again with npm and this Node.js, or update Node.js to 22.14 or later.',
  });
}

function installed(): string {
  const { version } = createRequire(import.meta.url)('better-sqlite3/package.json') as { version: string };
  return version;
}
