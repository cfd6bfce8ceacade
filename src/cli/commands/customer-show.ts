import { findAuthor, openCustomer } from '../../services/customers.js';
import type { Context } from '../context.js';
import { showCustomer } from './customer-page.js';

/** `customer show WHO`: one person over all their networks. */
export async function run(context: Context, _flags: object, args: readonly string[]): Promise<undefined> {
  const desk = await context.desk();
  await showCustomer(context, desk, await openCustomer(desk, await findAuthor(desk, args[0] ?? '')));
}
