import type { Kysely } from 'kysely';
import type { Database } from './schema.js';

export interface Run {
  id: number;
  command: string;
  pid: number;
  host: string;
  startedAt: number;
  finishedAt: number | null;
  exitCode: number | null;
}

/** When the desk's long commands ran, and how they ended. */
export function runsRepository(db: Kysely<Database>) {
  return {
    async start(run: { command: string; pid: number; host: string; startedAt: number }): Promise<number> {
      const row = await db
        .insertInto('run')
        .values({ command: run.command, pid: run.pid, host: run.host, started_at: run.startedAt })
        .returning('id')
        .executeTakeFirstOrThrow();
      return row.id;
    },

    async finish(id: number, finishedAt: number, exitCode: number, summary: unknown): Promise<void> {
      await db
        .updateTable('run')
        .set({ finished_at: finishedAt, exit_code: exitCode, summary: JSON.stringify(summary) })
        .where('id', '=', id)
        .execute();
    },

    /** The latest run of a command, finished or not. */
    async last(command: string): Promise<Run | null> {
      const row = await db
        .selectFrom('run')
        .select([
          'id',
          'command',
          'pid',
          'host',
          'started_at as startedAt',
          'finished_at as finishedAt',
          'exit_code as exitCode',
        ])
        .where('command', '=', command)
        .orderBy('started_at', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row ?? null;
    },
  };
}
