import { DAY } from '../../core/clock.js';
import type { Digest } from '../../core/digest.js';
import { toJsonText, writeJson } from '../../output/json.js';
import { PLAIN } from '../../output/style.js';
import { lastDigestEnd, sendDigest } from '../../services/deliver.js';
import type { Desk } from '../../services/desk.js';
import { buildDigest } from '../../services/digest.js';
import { chooseLanguage, loadLanguage } from '../../views/catalogues/index.js';
import type { Language } from '../../views/catalogues/language.js';
import {
  deliveredLine,
  deliveriesJson,
  deliveryLines,
  deliveryTroubleLines,
} from '../../views/deliveries.js';
import { digestJson } from '../../views/to-json.js';
import { type Context, print } from '../context.js';
import { exitCodeOfDeliveries } from '../delivery-code.js';
import type { ExitCode } from '../exit-codes.js';
import { viewOf } from '../options.js';
import { periodOf } from '../period.js';
import { writeOut } from '../write-out.js';

interface DigestFlags {
  since: string;
  until?: string;
  format: 'text' | 'md' | 'html' | 'json';
  lang?: string;
  out?: string;
  send?: true;
}

const PAGE_WIDTH = 80;
/** Where the last digest that was delivered ended. */
const LAST = 'last';

/** `digest`: the report over a period, written here or sent to the owner. */
export async function run(context: Context, flags: DigestFlags): Promise<ExitCode | undefined> {
  const desk = await context.desk();
  // A language that is not there is said before anything is counted.
  const language = await loadLanguage(chooseLanguage(flags.lang, desk.settings.business.languages));
  const { from, to } = await period(context, desk, flags);
  const digest = await buildDigest(desk, from, to);
  if (flags.out !== undefined)
    await writeOut(context, flags.out, await write(context, flags, digest, language));
  if (flags.send) return send(context, desk, digest, language);
  if (flags.out === undefined) context.streams.stdout.write(await write(context, flags, digest, language));
  return undefined;
}

async function period(context: Context, desk: Desk, { since, until }: DigestFlags) {
  const now = context.clock();
  const { timeZone } = desk.settings.business;
  if (since !== LAST) return periodOf({ since, until }, now, timeZone);
  const from = (await lastDigestEnd(desk)) ?? now - DAY;
  return periodOf({ until }, now, timeZone, { from, to: now });
}

/** The digest in the form asked for. Only what writes that form is loaded. */
async function write(
  context: Context,
  { format, out }: DigestFlags,
  digest: Digest,
  language: Language,
): Promise<string> {
  const toFile = out !== undefined;
  if (context.options.json || format === 'json') {
    const indent = context.streams.stdout.isTTY || toFile ? 2 : 0;
    return `${toJsonText(digestJson(digest), indent)}\n`;
  }
  if (format === 'text') {
    const { digestLines } = await import('../../views/digest-text.js');
    const view = await viewOf(context, digest.timeZone);
    const page = toFile ? { ...view, style: PLAIN, width: PAGE_WIDTH } : view;
    return `${digestLines(digest, page, language).join('\n')}\n`;
  }
  const { digestPage } = await import('../../views/digest/page.js');
  const page = digestPage(digest, language, context);
  return format === 'md'
    ? (await import('../../views/digest/markdown.js')).digestMarkdown(page)
    : (await import('../../views/digest/html.js')).digestHtml(page);
}

async function send(context: Context, desk: Desk, digest: Digest, language: Language): Promise<ExitCode> {
  const { streams, options } = context;
  const { digestDocument } = await import('../../views/digest/document.js');
  const view = await viewOf(context, digest.timeZone);
  const { from, to } = digest;
  const outcomes = await sendDigest(desk, { from, to, document: digestDocument(digest, language, view) });
  const line = deliveredLine(outcomes);
  if (options.json) writeJson(streams.stdout, deliveriesJson(outcomes));
  else if (streams.stdout.isTTY) print(streams.stdout, deliveryLines(outcomes, view));
  else if (line !== null && !options.quiet) print(streams.stdout, [line]);
  if (options.json || !streams.stdout.isTTY)
    print(streams.stderr, deliveryTroubleLines(outcomes, { ...view, style: await context.errorStyle() }));
  return exitCodeOfDeliveries(outcomes);
}
