/** What was bought from a network, in the items its price list names: `postRead`, `userRead`, `reply` ... */
export interface Charge {
  item: string;
  count: number;
}

/** The price of each item in micro-dollars: integers, so that sums of half-cents stay exact. */
export type PriceList = Readonly<Record<string, number>>;

/** Charges with what each comes to, micro-dollars. */
export function priced(charges: readonly Charge[], prices: PriceList): (Charge & { micros: number })[] {
  return charges.map((charge) => ({ ...charge, micros: priceOf([charge], prices) }));
}

/**
 * The price of some charges.
 *
 * @returns micro-dollars; an item that is not in the list costs nothing
 */
export function priceOf(charges: readonly Charge[], prices: PriceList): number {
  return charges.reduce((sum, charge) => sum + charge.count * (prices[charge.item] ?? 0), 0);
}
