import { parseWhen } from '../../core/duration.js';
import { EarshotError } from '../../core/errors.js';
import { URGENT_FROM } from '../../core/priority.js';
import type { Intent, SentimentLabel } from '../../core/sentiment.js';
import type { ListSort, MentionFilter } from '../../core/stored-mention.js';
import type { TriageStatus } from '../../core/triage.js';
import { writeJson, writeJsonLines } from '../../output/json.js';
import { listMentions } from '../../services/mention-list.js';
import { mentionCsv, mentionCsvHeader, mentionTsv } from '../../views/mention-rows.js';
import { mentionJson } from '../../views/to-json.js';
import { type Context, print } from '../context.js';
import type { ExitCode } from '../exit-codes.js';
import { viewOf, wholeNumber } from '../options.js';

interface ListFlags {
  status?: TriageStatus[];
  needsReply?: boolean;
  sentiment?: SentimentLabel[];
  intent?: Intent[];
  network?: string[];
  account?: string[];
  author?: string;
  lang?: string[];
  tag?: string[];
  watch?: string[];
  since?: string;
  until?: string;
  search?: string;
  sort?: ListSort;
  limit: string;
  jsonl?: boolean;
  csv?: boolean;
}

/** `list`: mentions as a table, as tab-separated lines, or for a program. */
export async function run(context: Context, flags: ListFlags): Promise<ExitCode | undefined> {
  const { stdout } = context.streams;
  if ([context.options.json, flags.jsonl, flags.csv].filter(Boolean).length > 1) {
    throw new EarshotError('--json, --jsonl and --csv exclude each other.', {
      code: 'flags-exclude',
      kind: 'usage',
      hint: 'Give the one that is to be written.',
    });
  }
  const desk = await context.desk();
  const { timeZone } = desk.settings.business;
  const mentions = await listMentions(desk, filterOf(flags, context.clock(), timeZone));
  if (context.options.json) {
    writeJson(stdout, { mentions: mentions.map(mentionJson) });
  } else if (flags.jsonl) {
    await writeJsonLines(stdout, mentions.map(mentionJson));
  } else if (flags.csv) {
    stdout.write(mentionCsvHeader());
    for (const mention of mentions) stdout.write(mentionCsv(mention));
  } else if (stdout.isTTY) {
    const { mentionListLines } = await import('../../views/mention-list.js');
    const waiting = await desk.store.mentions.waiting(URGENT_FROM);
    print(stdout, mentionListLines({ mentions, waiting }, await viewOf(context, timeZone)));
  } else {
    for (const mention of mentions) stdout.write(mentionTsv(mention));
  }
  return undefined;
}

function filterOf(flags: ListFlags, now: number, timeZone: string): MentionFilter {
  const limit = wholeNumber(flags.limit, '--limit');
  const { lang, needsReply, since, until, sort, jsonl: _jsonl, csv: _csv, ...same } = flags;
  return {
    ...same,
    ...(lang ? { language: lang } : {}),
    // What waits is what is new or open, unless another status is asked for.
    ...(needsReply ? { needsReply, status: flags.status ?? ['new', 'open'] } : {}),
    ...(since === undefined ? {} : { since: parseWhen(since, now, timeZone) }),
    ...(until === undefined ? {} : { until: parseWhen(until, now, timeZone) }),
    sort: sort ?? (needsReply ? 'priority' : 'newest'),
    limit: limit === 0 ? null : limit,
  };
}
