import { EarshotError } from '../core/errors.js';
import { createPrompts, type Prompts } from '../output/prompts.js';
import type { Context } from './context.js';

/** The prompts of a command, as its global options allow them. */
export function promptsOf({ streams, options }: Pick<Context, 'streams' | 'options'>): Prompts {
  return createPrompts(streams, options.input && !options.json);
}

/**
 * Asks before what cannot be taken back.
 *
 * @param otherwise what a no comes to: `Nothing was removed.`
 * @throws EarshotError `declined` (interrupted) without a yes; `no-input` (usage) where nobody can be asked
 */
export async function requireYes(
  prompts: Pick<Prompts, 'confirm'>,
  question: Parameters<Prompts['confirm']>[0],
  otherwise: string,
): Promise<void> {
  if (await prompts.confirm(question)) return;
  throw new EarshotError(otherwise, { code: 'declined', kind: 'interrupted' });
}
