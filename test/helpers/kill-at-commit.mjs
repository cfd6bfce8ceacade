// Loaded into earshot's process before it starts (`node --import`): kills it (SIGKILL) at the commit whose number
// KILL_AT_COMMIT names, right before it or, with a + behind the number, right after.
import Sqlite from 'better-sqlite3';

const wanted = process.env.KILL_AT_COMMIT ?? '';
const isAfter = wanted.endsWith('+');
let left = Number.parseInt(wanted, 10);
const { prepare } = Sqlite.prototype;

Sqlite.prototype.prepare = function prepareWatched(sql) {
  const statement = prepare.call(this, sql);
  if (sql.toLowerCase() !== 'commit') return statement;
  const run = statement.run.bind(statement);
  statement.run = () => {
    left -= 1;
    if (left === 0 && !isAfter) process.kill(process.pid, 'SIGKILL');
    const done = run();
    if (left === 0) process.kill(process.pid, 'SIGKILL');
    return done;
  };
  return statement;
};
