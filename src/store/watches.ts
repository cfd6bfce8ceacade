import type { Kysely } from 'kysely';
import type { Watch } from '../core/watch.js';
import type { Database } from './schema.js';

/** The configured watches as rows, so that mentions can point at them. */
export function watchesRepository(db: Kysely<Database>) {
  return {
    /** Makes the rows equal to the configuration; a watch that left it stays, inactive, with its history. */
    async sync(watches: readonly Watch[]): Promise<Map<string, number>> {
      const rows = await db.selectFrom('watch').selectAll().execute();
      const wanted = new Map(watches.map((watch) => [watch.name, JSON.stringify(watch)]));
      const stale = rows.filter((row) => row.definition !== wanted.get(row.name) || row.active !== 1);
      const missing = watches.filter((watch) => !rows.some((row) => row.name === watch.name));
      if (stale.some((row) => wanted.has(row.name) || row.active === 1) || missing.length > 0) {
        await db.transaction().execute(async (trx) => {
          for (const row of stale) {
            const definition = wanted.get(row.name);
            await trx
              .updateTable('watch')
              .set(definition === undefined ? { active: 0 } : { definition, active: 1 })
              .where('id', '=', row.id)
              .execute();
          }
          for (const watch of missing) {
            await trx
              .insertInto('watch')
              .values({ name: watch.name, definition: JSON.stringify(watch), active: 1 })
              .execute();
          }
        });
      }
      const current = await db.selectFrom('watch').select(['id', 'name']).where('active', '=', 1).execute();
      return new Map(current.map((row) => [row.name, row.id]));
    },
  };
}
