import { EarshotError } from '../../core/errors.js';
import { toJsonText } from '../../output/json.js';
import { exportDesk } from '../../services/copies.js';
import { answeringTimes, exportMentions } from '../../services/export.js';
import { answeringTimeCsv, answeringTimesHeader } from '../../views/answering-times.js';
import { mentionCsv, mentionCsvHeader } from '../../views/mention-rows.js';
import { mentionJson } from '../../views/to-json.js';
import type { Context } from '../context.js';
import type { ExitCode } from '../exit-codes.js';
import { periodOf } from '../period.js';
import { writeOut } from '../write-out.js';

interface ExportFlags {
  format: 'csv' | 'jsonl' | 'times' | 'desk';
  since?: string;
  until?: string;
  out?: string;
}

const EVERYTHING = { from: 0, to: Number.MAX_SAFE_INTEGER };
/** Characters written at once. */
const CHUNK = 65_536;

/** `export`: the owner's mentions and answering times, out. */
export async function run(context: Context, flags: ExportFlags): Promise<ExitCode | undefined> {
  if (context.options.json) {
    throw new EarshotError('`export` writes one record a line, and --json asks for one document.', {
      code: 'flags-exclude',
      kind: 'usage',
      hint: 'Leave --json out and use --format jsonl for one JSON object a line, or `earshot list --limit 0 --json`.',
    });
  }
  const chunks = inChunks(records(context, flags));
  if (flags.out !== undefined) {
    await writeOut(context, flags.out, chunks);
    return undefined;
  }
  const { stdout } = context.streams;
  for await (const chunk of chunks) {
    if (stdout.closed) break;
    stdout.write(chunk);
    await stdout.flush();
  }
  return undefined;
}

async function* records(context: Context, flags: ExportFlags): AsyncGenerator<string> {
  const desk = await context.desk();
  const { timeZone } = desk.settings.business;
  const { from, to } = periodOf(flags, context.clock(), timeZone, EVERYTHING);
  switch (flags.format) {
    case 'csv':
      yield mentionCsvHeader();
      for await (const mention of exportMentions(desk, from, to)) yield mentionCsv(mention);
      return;
    case 'jsonl':
      for await (const mention of exportMentions(desk, from, to))
        yield `${toJsonText(mentionJson(mention))}\n`;
      return;
    case 'times':
      yield answeringTimesHeader();
      for (const block of await answeringTimes(desk, from, to)) yield answeringTimeCsv(block, timeZone);
      return;
    case 'desk':
      refusePeriod(flags);
      yield* exportDesk(desk);
  }
}

function refusePeriod({ since, until }: ExportFlags): void {
  if (since === undefined && until === undefined) return;
  throw new EarshotError('The whole desk has no period.', {
    code: 'period-unfit',
    kind: 'usage',
    hint: 'Leave --since and --until out with --format desk.',
  });
}

async function* inChunks(lines: AsyncIterable<string>): AsyncGenerator<string> {
  let chunk = '';
  for await (const line of lines) {
    chunk += line;
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}
