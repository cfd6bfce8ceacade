import { resolve } from 'node:path';
import { writeFileAtomic } from '../../config/atomic-file.js';
import { parseWhen } from '../../core/duration.js';
import { EarshotError } from '../../core/errors.js';
import { toJsonText } from '../../output/json.js';
import { PLAIN } from '../../output/style.js';
import { buildDigest } from '../../services/digest.js';
import { digestLines } from '../../views/digest-text.js';
import { digestJson } from '../../views/to-json.js';
import type { Context } from '../context.js';
import type { ExitCode } from '../exit-codes.js';
import { viewOf } from '../options.js';

interface DigestFlags {
  since: string;
  until?: string;
  format: 'text' | 'json';
  out?: string;
}

const PAGE_WIDTH = 80;

/** `digest`: the report over a period. */
export async function run(context: Context, flags: DigestFlags): Promise<ExitCode | undefined> {
  const desk = await context.desk();
  const { timeZone } = desk.settings.business;
  const now = context.clock();
  const from = parseWhen(flags.since, now, timeZone);
  const to = flags.until === undefined ? now : parseWhen(flags.until, now, timeZone);
  if (to <= from) {
    throw new EarshotError('the period ends before it begins.', {
      code: 'period-empty',
      kind: 'usage',
      hint: 'Give a --since that lies before --until (or before now).',
    });
  }
  const digest = await buildDigest(desk, from, to);
  const { stdout } = context.streams;
  const view = await viewOf(context, timeZone);
  const toFile = flags.out !== undefined;
  const text =
    context.options.json || flags.format === 'json'
      ? `${toJsonText(digestJson(digest), stdout.isTTY || toFile ? 2 : 0)}\n`
      : `${digestLines(digest, toFile ? { ...view, style: PLAIN, width: PAGE_WIDTH } : view).join('\n')}\n`;
  if (flags.out === undefined) stdout.write(text);
  else await writeOut(resolve(context.cwd, flags.out), text);
  return undefined;
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
