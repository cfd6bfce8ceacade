import type { Kysely } from 'kysely';
import { EarshotError } from '../core/errors.js';
import type { Template, TemplateVariant } from '../core/template.js';
import type { Database } from './schema.js';

/** Saved replies. Names are compared without regard to case. */
export function templatesRepository(db: Kysely<Database>) {
  async function variantsOf(ids: readonly number[]): Promise<Map<number, TemplateVariant[]>> {
    const rows = await db
      .selectFrom('template_variant')
      .selectAll()
      .where('template_id', 'in', [...ids])
      .orderBy('id')
      .execute();
    const byTemplate = new Map<number, TemplateVariant[]>();
    for (const { template_id: templateId, ...variant } of rows) {
      byTemplate.set(templateId, [...(byTemplate.get(templateId) ?? []), variant]);
    }
    return byTemplate;
  }

  return {
    /** All of them, by name. */
    async all(): Promise<Template[]> {
      const rows = await db.selectFrom('template').selectAll().orderBy('name').execute();
      const variants = await variantsOf(rows.map(({ id }) => id));
      return rows.map(({ id, name, updated_at: updatedAt }) => ({
        id,
        name,
        updatedAt,
        variants: variants.get(id) ?? [],
      }));
    },

    /** One by its name, or null. */
    async byName(name: string): Promise<Template | null> {
      const row = await db.selectFrom('template').selectAll().where('name', '=', name).executeTakeFirst();
      if (!row) return null;
      const variants = (await variantsOf([row.id])).get(row.id) ?? [];
      return { id: row.id, name: row.name, updatedAt: row.updated_at, variants };
    },

    /** Adds a wording to a template, which is made where it is not there yet. */
    async add(name: string, variant: Omit<TemplateVariant, 'id'>, now: number): Promise<void> {
      await db.transaction().execute(async (trx) => {
        const { id } = await trx
          .insertInto('template')
          .values({ name, updated_at: now })
          .onConflict((conflict) => conflict.column('name').doUpdateSet({ updated_at: now }))
          .returning('id')
          .executeTakeFirstOrThrow();
        await trx
          .insertInto('template_variant')
          .values({ template_id: id, ...variant })
          .execute();
      });
    },

    /**
     * Puts other wordings in the place of all that a template has; one that stays as it is keeps its id, and so
     * its turn.
     *
     * @throws EarshotError `template-changed` where it is not as it was when the edit began, or not there
     */
    async replace(
      before: Template,
      variants: readonly Omit<TemplateVariant, 'id'>[],
      now: number,
    ): Promise<void> {
      await db.transaction().execute(async (trx) => {
        const touched = await trx
          .updateTable('template')
          .set({ updated_at: now })
          .where('id', '=', before.id)
          .where('updated_at', '=', before.updatedAt)
          .returning('id')
          .executeTakeFirst();
        if (!touched) {
          throw new EarshotError(`The template '${before.name}' was changed meanwhile.`, {
            code: 'template-changed',
            hint: 'Nothing was saved. Edit it again.',
          });
        }
        const left = [...before.variants];
        for (const variant of variants) {
          const kept = left.findIndex(
            ({ language, network, text }) =>
              language === variant.language && network === variant.network && text === variant.text,
          );
          if (kept >= 0) left.splice(kept, 1);
          else
            await trx
              .insertInto('template_variant')
              .values({ template_id: before.id, ...variant })
              .execute();
        }
        for (const { id } of left) await trx.deleteFrom('template_variant').where('id', '=', id).execute();
      });
    },

    /** @returns false where there is none of that name */
    async remove(name: string): Promise<boolean> {
      const { numDeletedRows } = await db
        .deleteFrom('template')
        .where('name', '=', name)
        .executeTakeFirstOrThrow();
      return numDeletedRows > 0n;
    },

    /** The wording used last among those of a template, or null. */
    async lastUsed(name: string, variantIds: readonly number[]): Promise<number | null> {
      const row = await db
        .selectFrom('outbox')
        .select('template_variant as id')
        .where('template', '=', name)
        .where('template_variant', 'in', [...variantIds])
        .orderBy('outbox.id', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row?.id ?? null;
    },
  };
}
