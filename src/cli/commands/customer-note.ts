import { noteCustomer, removeNote } from '../../services/customers.js';
import type { Context } from '../context.js';
import { wholeNumber } from '../options.js';
import { showCustomer } from './customer-page.js';

interface NoteFlags {
  contact?: boolean;
  remove?: string;
}

/** `customer note WHO TEXT...`: writes something down about a person, or takes it away again. */
export async function run(context: Context, flags: NoteFlags, args: readonly string[]): Promise<undefined> {
  const desk = await context.desk();
  const [who = '', ...words] = args;
  const customer =
    flags.remove === undefined
      ? await noteCustomer(desk, who, { kind: flags.contact ? 'contact' : 'note', text: words.join(' ') })
      : await removeNote(desk, who, wholeNumber(flags.remove, '--remove'));
  if (!context.options.quiet || context.options.json) await showCustomer(context, desk, customer);
}
