import { EarshotError } from '../../core/errors.js';
import { formatMicros } from '../../core/money.js';
import type { OutboxEntry } from '../../core/outbox-entry.js';
import { openInBrowser } from '../../output/browser.js';
import { readText } from '../../output/input.js';
import { writeJson } from '../../output/json.js';
import { createPrompts } from '../../output/prompts.js';
import { safeLine } from '../../output/sanitise.js';
import { progress } from '../../output/spinner.js';
import { hang } from '../../output/width.js';
import type { Desk } from '../../services/desk.js';
import { type Dispatched, dispatch, whileSending } from '../../services/dispatch.js';
import {
  type CheckedReply,
  checkReply,
  enqueueReply,
  ReplyRefused,
  type ReplyRequest,
  requireAnswerable,
} from '../../services/reply.js';
import { fillTemplate, requireTemplate } from '../../services/templates.js';
import { requireMention } from '../../services/triage.js';
import { handleLabel } from '../../views/labels.js';
import { outboxLines } from '../../views/outbox-list.js';
import { checkedReplyJson, outboxEntryJson } from '../../views/to-json.js';
import { promptsOf, requireYes } from '../asking.js';
import { type Context, isInteractive, print } from '../context.js';
import { EXIT, type ExitCode, exitCodeOf } from '../exit-codes.js';
import { idsOf, valuesOf, viewOf } from '../options.js';

interface ReplyFlags {
  private?: boolean;
  again?: boolean;
  dryRun?: boolean;
  yes?: boolean;
  split?: boolean;
  template?: string;
  set?: string[];
}

/** `reply ID [TEXT]`: answers one mention, once. */
export async function run(context: Context, flags: ReplyFlags, args: readonly string[]): Promise<ExitCode> {
  const [first = '', ...words] = args;
  const [mentionId = 0] = idsOf([first], 'mention');
  const desk = await context.desk();
  const answer = {
    mentionId,
    private: flags.private === true,
    again: flags.again === true,
    split: flags.split === true,
  };
  const checked = await wordsFor(context, desk, answer, words, flags)
    .then((text) => checkReply(desk, { ...answer, ...text }))
    .catch((error: unknown) => offerPage(context, error));
  if (checked === null) return EXIT.done;
  const { stdout, stderr } = context.streams;
  if (flags.dryRun) {
    if (context.options.json) writeJson(stdout, { dryRun: true, reply: checkedReplyJson(checked) });
    else print(stdout, dryRunLines(context, checked, desk.networkName(checked.account.network)));
    return EXIT.done;
  }
  if (!flags.yes) await agree(context, checked, desk.networkName(checked.account.network));

  const spinner = progress(stderr, !context.options.quiet && !context.options.json);
  spinner.update(`sending to ${handleLabel(checked.mention.author.handle)}`);
  let dispatched: Dispatched;
  try {
    dispatched = await whileSending(desk, async () => dispatch(desk, await enqueueReply(desk, checked)));
  } finally {
    spinner.stop();
  }
  return tellOutcome(context, desk, dispatched);
}

/** Says how it ended; the answer's first part stands for the whole. */
async function tellOutcome(context: Context, desk: Desk, { entry, failure }: Dispatched): Promise<ExitCode> {
  const { stdout, stderr } = context.streams;
  const answer = await desk.store.outbox.answerOf(entry.id);
  const [first = entry] = answer;
  if (context.options.json) {
    const parts = answer.length > 1 ? { parts: answer.map(outboxEntryJson) } : {};
    writeJson(stdout, { reply: outboxEntryJson(first), ...parts });
  } else if (entry.state !== 'sent')
    print(stderr, outboxLines(answer, await viewOf(context, desk.settings.business.timeZone)));
  else if (!context.options.quiet) print(stdout, [sentLine(first)]);
  if (failure === null) return EXIT.done;
  return first.state === 'sent' && exitCodeOf(failure) === EXIT.failed ? EXIT.partial : exitCodeOf(failure);
}

function sentLine({ to, url, parts }: OutboxEntry): string {
  const inParts = parts > 1 ? ` in ${parts} parts` : '';
  return `Sent to ${handleLabel(to)}${inParts}${url ? `: ${safeLine(url)}` : '.'}`;
}

/** What would leave; of a split answer every part as it would stand there. */
function dryRunLines({ streams }: Context, checked: CheckedReply, network: string): string[] {
  const parts = checked.parts.length > 1 ? checked.parts : [];
  return [
    ...parts.flatMap((part) => hang('  ', safeLine(part), streams.stdout.columns)),
    `${summary(checked, network)}. Nothing was sent.`,
  ];
}

/** What to say: the text given, or a saved reply filled in for this mention. */
async function wordsFor(
  context: Context,
  desk: Desk,
  answer: Omit<ReplyRequest, 'text' | 'origin'>,
  words: readonly string[],
  { template: name, set = [] }: ReplyFlags,
): Promise<Pick<ReplyRequest, 'text' | 'origin'>> {
  if (name === undefined) return { text: await textOf(context, desk, answer, words) };
  if (words.length > 0) {
    throw new EarshotError('Give a text or a template, not both.', {
      code: 'reply-two-texts',
      kind: 'usage',
      hint: 'Leave one of them out.',
    });
  }
  const template = await requireTemplate(desk, name);
  return fillTemplate(desk, template, await requireMention(desk, answer.mentionId), valuesOf(set));
}

async function textOf(
  context: Context,
  desk: Desk,
  answer: Omit<ReplyRequest, 'text' | 'origin'>,
  words: readonly string[],
): Promise<string> {
  if (words.length > 0) return words.join(' ');
  if (!context.streams.stdin.isTTY) return readText(context.streams.stdin);
  // Nobody writes an answer that cannot be sent.
  await requireAnswerable(desk, answer);
  return createPrompts(context.streams, context.options.input).input({
    message: 'Your answer',
    instead: 'the text',
  });
}

/** Where a mention can only be answered by hand, offers to open the page for that. @returns null once it is open */
async function offerPage(context: Context, error: unknown): Promise<null> {
  if (!(error instanceof ReplyRefused) || error.page === null || !isInteractive(context)) throw error;
  const { stdout, stderr } = context.streams;
  print(stderr, hang('', safeLine(error.message), stderr.columns, 0));
  const message = 'Open the page on which it can be answered?';
  await requireYes(promptsOf(context), { message, instead: '--no-input', default: true }, 'Not sent.');
  openInBrowser(error.page);
  print(stdout, [`Opened ${safeLine(error.page)}`]);
  return null;
}

/** Asks before anything leaves; a script says --yes. */
async function agree(context: Context, checked: CheckedReply, network: string): Promise<void> {
  if (!isInteractive(context)) {
    throw new EarshotError('A reply is sent only after a yes.', {
      code: 'no-input',
      kind: 'usage',
      hint: 'Add --yes to send it from a script, or --dry-run to check it.',
    });
  }
  const message = `${summary(checked, network)}. Send it?`;
  await requireYes(promptsOf(context), { message, instead: '--yes', default: true }, 'Not sent.');
}

function summary(reply: CheckedReply, network: string): string {
  const how = reply.private ? 'privately ' : '';
  const cost = reply.costMicros > 0 ? `, costs about ${formatMicros(reply.costMicros)}` : '';
  const inParts = reply.parts.length > 1 ? ` in ${reply.parts.length} parts` : '';
  return `To ${handleLabel(reply.mention.author.handle)} ${how}on ${network}, ${reply.length}/${reply.limit}${inParts}${cost}`;
}
