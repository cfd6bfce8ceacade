import { mergeCustomers } from '../../services/customers.js';
import { type Context, print } from '../context.js';
import { showCustomer } from './customer-page.js';

/** `customer merge WHO OTHER...`: says that they are one person. */
export async function run(context: Context, _flags: object, args: readonly string[]): Promise<undefined> {
  const desk = await context.desk();
  const customer = await mergeCustomers(desk, args);
  const { json, quiet } = context.options;
  if (json || !quiet) await showCustomer(context, desk, customer);
  if (!json && !quiet)
    print(context.streams.stderr, ['They are one customer from now on. `earshot undo` takes it back.']);
}
