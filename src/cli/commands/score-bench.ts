import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { EarshotError } from '../../core/errors.js';
import type { Scorer } from '../../core/sentiment.js';
import { readLines } from '../../output/input.js';
import { writeJson } from '../../output/json.js';
import { benchScorer } from '../../services/score-bench.js';
import { benchLines, benchTsv } from '../../views/score-bench.js';
import { type Context, print } from '../context.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { viewOf } from '../options.js';

/**
 * `score --bench FILE`: measures the scorer on a labelled file.
 *
 * @throws EarshotError `file-unreadable` (usage); `bench-empty` (failed) where no row of it can be used
 */
export async function benchFile(context: Context, scorer: Scorer, path: string): Promise<ExitCode> {
  const { stdout, stderr } = context.streams;
  const file = await open(resolve(context.cwd, path)).catch((error: unknown) => {
    throw unreadable(path, error);
  });
  let report: Awaited<ReturnType<typeof benchScorer>>;
  try {
    report = await benchScorer(scorer, path, readLines({ isTTY: false, raw: file.createReadStream() }));
  } catch (error) {
    throw error instanceof EarshotError ? error : unreadable(path, error);
  } finally {
    await file.close();
  }
  if (report.all.n === 0) {
    const [first] = report.badRows;
    throw new EarshotError(
      `${path} holds no labelled text${first ? `: line ${first.line}: ${first.problem}` : ''}.`,
      {
        code: 'bench-empty',
        hint: 'Each line: language, label (negative, neutral or positive) and text, separated by tabs.',
      },
    );
  }
  if (context.options.json) writeJson(stdout, report);
  else if (stdout.isTTY) print(stdout, benchLines(report, await viewOf(context, 'UTC')));
  else {
    for (const row of benchTsv(report)) stdout.write(row);
    for (const { line, problem } of report.badRows)
      stderr.write(`earshot: line ${line} was left out: ${problem}.\n`);
  }
  return report.badRowCount > 0 ? EXIT.partial : EXIT.done;
}

function unreadable(path: string, cause: unknown): EarshotError {
  const why = cause instanceof Error && 'code' in cause ? String(cause.code) : 'it cannot be read';
  return new EarshotError(`${path} cannot be read (${why}).`, {
    code: 'file-unreadable',
    kind: 'usage',
    hint: 'Give --bench a file of lines: language, label and text, separated by tabs.',
    cause,
  });
}
