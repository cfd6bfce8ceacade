import type { Kysely } from 'kysely';
import type { Watch } from '../core/watch.js';
import type { Database } from './schema.js';

/** The configured watches as rows, so that mentions can point at them. */
export function watchesRepository(db: Kysely<Database>) {
  return {
    /**
     * Makes the rows equal to the configuration; a watch that left it stays, inactive, with its history. Several may
     * do so at once, as the accounts of one poll do.
     */
    async sync(watches: readonly Watch[]): Promise<Map<string, number>> {
      const rows = await db.selectFrom('watch').selectAll().execute();
      const wanted = watches.map((watch) => ({
        name: watch.name,
        definition: JSON.stringify(watch),
        active: 1 as const,
      }));
      const changed = wanted.filter(({ name, definition }) => {
        const row = rows.find((candidate) => candidate.name === name);
        return row?.definition !== definition || row.active !== 1;
      });
      const left = rows.filter((row) => row.active === 1 && !wanted.some(({ name }) => name === row.name));
      if (changed.length > 0 || left.length > 0) {
        await db.transaction().execute(async (trx) => {
          for (const { id } of left) {
            await trx.updateTable('watch').set({ active: 0 }).where('id', '=', id).execute();
          }
          for (const { name, definition, active } of changed) {
            await trx
              .insertInto('watch')
              .values({ name, definition, active })
              .onConflict((conflict) => conflict.column('name').doUpdateSet({ definition, active }))
              .execute();
          }
        });
      }
      const current = await db.selectFrom('watch').select(['id', 'name']).where('active', '=', 1).execute();
      return new Map(current.map((row) => [row.name, row.id]));
    },
  };
}
