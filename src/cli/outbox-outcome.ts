import type { FailureKind } from '../core/errors.js';
import type { OutboxEntry } from '../core/outbox-entry.js';
import { writeJson } from '../output/json.js';
import type { Desk } from '../services/desk.js';
import { outboxLines, outboxTsv } from '../views/outbox-list.js';
import { outboxEntryJson } from '../views/to-json.js';
import { type Context, print } from './context.js';
import { EXIT, type ExitCode, exitCodeOf } from './exit-codes.js';
import { viewOf } from './options.js';

/**
 * Shows how replies ended; the exit code says whether all of them, some or none are sent.
 *
 * @param failures why, where that is known: one cause for all of them is the cause of the whole
 */
export async function showOutcome(
  context: Context,
  desk: Desk,
  entries: readonly OutboxEntry[],
  isGood: (entry: OutboxEntry) => boolean,
  failures: readonly FailureKind[] = [],
): Promise<ExitCode> {
  const { stdout } = context.streams;
  if (context.options.json) writeJson(stdout, { replies: entries.map(outboxEntryJson) });
  else if (!stdout.isTTY) for (const entry of entries) stdout.write(outboxTsv(entry));
  else print(stdout, outboxLines(entries, await viewOf(context, desk.settings.business.timeZone)));
  const good = entries.filter(isGood).length;
  if (good === entries.length) return EXIT.done;
  if (good > 0) return EXIT.partial;
  const [cause = 'failed', ...others] = new Set(failures);
  return others.length > 0 ? EXIT.failed : exitCodeOf(cause);
}
