import { writeJson } from '../../output/json.js';
import { suggestCustomers } from '../../services/customers.js';
import { suggestionLines, suggestionTsv } from '../../views/customer.js';
import { type Context, print } from '../context.js';
import { viewOf } from '../options.js';

/** `customer suggest`: who may be one person on two networks. */
export async function run(context: Context): Promise<undefined> {
  const desk = await context.desk();
  const suggestions = await suggestCustomers(desk);
  const { stdout } = context.streams;
  if (context.options.json) writeJson(stdout, { suggestions });
  else if (!stdout.isTTY) for (const suggestion of suggestions) stdout.write(suggestionTsv(suggestion));
  else print(stdout, suggestionLines(suggestions, await viewOf(context, desk.settings.business.timeZone)));
}
