/** One wording of a saved reply. */
export interface TemplateVariant {
  id: number;
  /** ISO 639 code of the language it is written in, or null where it serves any. */
  language: string | null;
  /** The network it is made for, or null where it serves any. */
  network: string | null;
  text: string;
}

/** A saved reply: one name, one or more wordings. Times are ms UTC. */
export interface Template {
  id: number;
  name: string;
  updatedAt: number;
  variants: readonly TemplateVariant[];
}

/**
 * What a template may speak of, by the words it uses: `customer.first_name`, `mention.text`. A fact that is not
 * known is not there: a template that needs it refuses.
 */
export interface TemplateVariables {
  readonly [name: string]: TemplateValue;
}
export type TemplateValue = string | number | boolean | null | TemplateVariables;

/** Where a reply goes: what a wording is chosen by. */
export interface TemplateOccasion {
  language: string;
  network: string;
}

/**
 * The wordings that fit an occasion best, in their order: made for its language before made for any, then made for
 * its network before made for any. One in another language never fits.
 *
 * @returns none where every wording is for another language or network
 */
export function fittingVariants(
  variants: readonly TemplateVariant[],
  { language, network }: TemplateOccasion,
): TemplateVariant[] {
  const rank = (variant: TemplateVariant) =>
    (variant.language === null ? 0 : 2) + (variant.network === null ? 0 : 1);
  const fitting = variants.filter(
    (variant) =>
      (variant.language === null || variant.language === language) &&
      (variant.network === null || variant.network === network),
  );
  const best = Math.max(...fitting.map(rank));
  return fitting.filter((variant) => rank(variant) === best);
}

/**
 * Takes turns among wordings, so that neighbours get different words.
 *
 * @param last the id of the wording used last among these, or null
 * @returns the one after it; the first where none was used yet
 */
export function nextVariant(
  variants: readonly TemplateVariant[],
  last: number | null,
): TemplateVariant | null {
  const at = variants.findIndex(({ id }) => id === last);
  return variants[(at + 1) % variants.length] ?? null;
}
