import { splitCustomer } from '../../services/customers.js';
import type { Context } from '../context.js';
import { showCustomer } from './customer-page.js';

/** `customer split WHO`: says that this author is somebody else after all. */
export async function run(context: Context, _flags: object, args: readonly string[]): Promise<undefined> {
  const desk = await context.desk();
  const customer = await splitCustomer(desk, args[0] ?? '');
  if (!context.options.quiet || context.options.json) await showCustomer(context, desk, customer);
}
