import type { Customer } from '../../core/customer.js';
import { writeJson } from '../../output/json.js';
import type { Desk } from '../../services/desk.js';
import { customerLines } from '../../views/customer.js';
import { customerJson } from '../../views/to-json.js';
import { type Context, print } from '../context.js';
import { viewOf } from '../options.js';

/** Shows a customer, as they are after whatever was done. */
export async function showCustomer(context: Context, desk: Desk, customer: Customer): Promise<void> {
  const { stdout } = context.streams;
  if (context.options.json) writeJson(stdout, { customer: customerJson(customer) });
  else print(stdout, customerLines(customer, await viewOf(context, desk.settings.business.timeZone)));
}
