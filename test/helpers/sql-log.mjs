// Loaded into earshot's process before it starts (`node --import`): writes down every SQL statement that ran, how often,
// and the plan SQLite made for it, into the file that EARSHOT_SQL_LOG names.
import { writeFileSync } from 'node:fs';
import Sqlite from 'better-sqlite3';

const seen = new Map();
const { prepare } = Sqlite.prototype;

Sqlite.prototype.prepare = function prepareLogged(sql) {
  const statement = prepare.call(this, sql);
  const log = (values) => {
    let entry = seen.get(sql);
    if (!entry) {
      entry = { sql, runs: 0, plan: planOf(this, sql, values) };
      seen.set(sql, entry);
    }
    entry.runs += 1;
  };
  for (const name of ['run', 'get', 'all', 'iterate']) {
    const run = statement[name].bind(statement);
    statement[name] = (...values) => {
      log(values);
      return run(...values);
    };
  }
  return statement;
};

function planOf(database, sql, values) {
  if (!/^\s*(WITH|SELECT|INSERT|UPDATE|DELETE)\b/i.test(sql)) return [];
  return prepare
    .call(database, `EXPLAIN QUERY PLAN ${sql}`)
    .all(...values)
    .map(({ detail }) => detail);
}

process.on('exit', () => writeFileSync(process.env.EARSHOT_SQL_LOG, JSON.stringify([...seen.values()])));
