import { resolve } from 'node:path';
import { writeFileAtomic } from '../../config/atomic-file.js';
import type { Digest } from '../../core/digest.js';
import { parseWhen } from '../../core/duration.js';
import { EarshotError } from '../../core/errors.js';
import { toJsonText } from '../../output/json.js';
import { PLAIN } from '../../output/style.js';
import type { Desk } from '../../services/desk.js';
import { buildDigest } from '../../services/digest.js';
import { chooseLanguage, loadLanguage } from '../../views/catalogues/index.js';
import type { Language } from '../../views/catalogues/language.js';
import { digestJson } from '../../views/to-json.js';
import type { Context } from '../context.js';
import type { ExitCode } from '../exit-codes.js';
import { viewOf } from '../options.js';

interface DigestFlags {
  since: string;
  until?: string;
  format: 'text' | 'md' | 'html' | 'json';
  lang?: string;
  out?: string;
}

const PAGE_WIDTH = 80;

/** `digest`: the report over a period. */
export async function run(context: Context, flags: DigestFlags): Promise<ExitCode | undefined> {
  const desk = await context.desk();
  // A language that is not there is said before anything is counted.
  const language = await loadLanguage(chooseLanguage(flags.lang, desk.settings.business.languages));
  const { from, to } = periodOf(context, desk, flags);
  const text = await write(context, flags, await buildDigest(desk, from, to), language);
  if (flags.out === undefined) context.streams.stdout.write(text);
  else await writeOut(resolve(context.cwd, flags.out), text);
  return undefined;
}

function periodOf(context: Context, desk: Desk, flags: DigestFlags): { from: number; to: number } {
  const { timeZone } = desk.settings.business;
  const now = context.clock();
  const from = parseWhen(flags.since, now, timeZone);
  const to = flags.until === undefined ? now : parseWhen(flags.until, now, timeZone);
  if (to > from) return { from, to };
  throw new EarshotError('the period ends before it begins.', {
    code: 'period-empty',
    kind: 'usage',
    hint: 'Give a --since that lies before --until (or before now).',
  });
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

async function writeOut(path: string, text: string): Promise<void> {
  try {
    await writeFileAtomic(path, text, 0o644);
  } catch (cause) {
    throw new EarshotError(`${path} cannot be written.`, {
      code: 'out-unwritable',
      hint: 'Check that its folder exists and can be written, or name another file with --out.',
      cause,
    });
  }
}
