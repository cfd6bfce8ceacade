import { misfitOf, type Schema } from '../../http/misfit.js';
import { identifiedSchema } from './schema.js';
import type { Batch, Item } from './walk.js';

/** The parts of a status that a walk looks at. */
interface Dated {
  created_at: number;
  status?: { edited_at?: number | null | undefined };
  edited_at?: number | null | undefined;
}

/**
 * Checks the items of a page one by one. One that cannot be read keeps its place, so that nothing else is lost; those
 * without so much as an id have none, and are counted.
 *
 * @param headers null for lists that are not paged by Link headers
 * @param isOther whether an item is of a kind that was not asked for: nobody misses it
 */
export function readPage<T extends Dated>(
  raw: readonly unknown[],
  schema: Schema<T>,
  headers: Headers | null,
  debug: (message: string) => void,
  isOther: (raw: unknown) => boolean = () => false,
): Batch<T> & { nameless: number } {
  const items = raw.flatMap((one): Item<T>[] => {
    const identified = identifiedSchema.safeParse(one);
    if (!identified.success) return [];
    const { id } = identified.data;
    const parsed = schema.safeParse(one);
    if (parsed.success) {
      const value = parsed.data;
      const editedAt = value.status?.edited_at ?? value.edited_at ?? null;
      return [{ id, value, odd: false, createdAt: value.created_at, edited: editedAt !== null }];
    }
    debug(`mastodon: ${id} left out: ${misfitOf(one, parsed.error.issues)}`);
    return [{ id, value: null, odd: !isOther(one), createdAt: null, edited: false }];
  });
  const link = headers?.get('link') ?? null;
  const last = items.at(-1)?.id ?? null;
  return {
    items,
    nameless: raw.length - items.length,
    older: link === null ? last : (boundOf(link, 'next', 'max_id') ?? null),
    newer: link === null ? undefined : boundOf(link, 'prev', 'min_id'),
  };
}

/** A bound out of a Link header (RFC 8288): `<https://…?max_id=7>; rel="next"`. */
function boundOf(link: string, rel: string, name: string): string | undefined {
  for (const [, address = '', parameters = ''] of link.matchAll(/<([^>]*)>((?:\s*;[^,]*)?)/g)) {
    const matches = new RegExp(`rel="?${rel}"?`).test(parameters) && URL.canParse(address);
    if (matches) return new URL(address).searchParams.get(name) ?? undefined;
  }
  return undefined;
}
