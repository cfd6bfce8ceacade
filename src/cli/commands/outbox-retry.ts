import { retryReplies } from '../../services/outbox.js';
import type { Context } from '../context.js';
import type { ExitCode } from '../exit-codes.js';
import { idsOf } from '../options.js';
import { showOutcome } from '../outbox-outcome.js';

/** `outbox retry [ID...]`: sends failed replies again. */
export async function run(context: Context, _flags: object, args: readonly string[]): Promise<ExitCode> {
  const desk = await context.desk();
  const results = await retryReplies(desk, idsOf(args, 'reply'));
  const entries = results.map(({ entry }) => entry);
  const failures = results.flatMap(({ failure }) => failure ?? []);
  return showOutcome(context, desk, entries, (entry) => entry.state === 'sent', failures);
}
