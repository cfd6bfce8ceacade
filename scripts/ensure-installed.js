// `npm start` and `npm test` work straight after a clone: what is missing is installed and built first.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ensureSqlite } from './sqlite.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const run = (command, args) =>
  execFileSync(command, args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });

if (!existsSync(`${root}node_modules/better-sqlite3`)) run('npm', ['ci']);
ensureSqlite();
if (!existsSync(`${root}dist/main.js`)) run(process.execPath, ['scripts/build.js']);
