// The database driver is compiled code. npm fetches or builds it at install; where it did not (its install script was
// not allowed, or no network let it fetch Node's headers), it is built here, with the headers that came with Node
// where there are any.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Tried in a process of its own: Node remembers a library that could not be loaded. */
function loads() {
  const trial = "new (require('better-sqlite3'))(':memory:').close()";
  return spawnSync(process.execPath, ['-e', trial], { cwd: root }).status === 0;
}

/** Makes sure that better-sqlite3 can be loaded. */
export function ensureSqlite() {
  if (loads()) return;
  const prefix = dirname(dirname(process.execPath));
  const headers = existsSync(join(prefix, 'include/node/node.h')) ? { npm_config_nodedir: prefix } : {};
  console.error('Building the database driver; this takes about a minute.');
  const built = spawnSync('npm', ['run', 'install'], {
    cwd: `${root}node_modules/better-sqlite3`,
    env: { ...process.env, ...headers },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    shell: process.platform === 'win32',
  });
  if (built.status === 0 && loads()) return;
  console.error(built.stdout, built.stderr);
  throw new Error(
    'better-sqlite3 could not be built: it needs a C++ compiler, or the network to fetch a built one.',
  );
}
