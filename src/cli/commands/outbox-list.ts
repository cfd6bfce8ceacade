import { writeJson } from '../../output/json.js';
import { auditJson } from '../../views/bulk-json.js';
import { outboxLines, outboxTsv } from '../../views/outbox-list.js';
import { outboxEntryJson } from '../../views/to-json.js';
import { type Context, print } from '../context.js';
import type { ExitCode } from '../exit-codes.js';
import { viewOf } from '../options.js';

/** `outbox list`: replies that are not settled, or all of them. */
export async function run(context: Context, flags: { all?: boolean }): Promise<ExitCode | undefined> {
  const desk = await context.desk();
  const entries = await desk.store.outbox.list(
    flags.all ? null : ['draft', 'approved', 'sending', 'failed', 'unknown'],
  );
  const { stdout } = context.streams;
  if (context.options.json) {
    const audit = flags.all ? { audit: (await desk.store.audit.all()).map(auditJson) } : {};
    writeJson(stdout, { replies: entries.map(outboxEntryJson), ...audit });
  } else if (stdout.isTTY)
    print(stdout, outboxLines(entries, await viewOf(context, desk.settings.business.timeZone)));
  else for (const entry of entries) stdout.write(outboxTsv(entry));
  return undefined;
}
