import { EarshotError } from '../../core/errors.js';
import type { Scorer } from '../../core/sentiment.js';
import { readLines } from '../../output/input.js';
import {
  looksLikeJsonLines,
  readScoreLine,
  type ScoredInput,
  type ScoreInput,
  scoreOne,
} from '../../services/score.js';
import { taughtScorer } from '../../services/teach.js';
import { scoreJson, scoreLines, scoreTsv } from '../../views/score-lines.js';
import { type Context, print } from '../context.js';
import type { ExitCode } from '../exit-codes.js';
import { viewOf } from '../options.js';

interface ScoreFlags {
  jsonl?: boolean;
  plain?: boolean;
  explain?: boolean;
  taught?: boolean;
  bench?: string;
}

/** `score`: texts given, or lines of standard input, one result each, in order. */
export async function run(
  context: Context,
  flags: ScoreFlags,
  args: readonly string[],
): Promise<ExitCode | undefined> {
  const scorer = flags.taught ? await taughtScorer(await context.desk()) : await context.scorer();
  if (flags.bench !== undefined) {
    const { benchFile } = await import('./score-bench.js');
    return benchFile(context, scorer, flags.bench);
  }
  const explain = flags.explain === true;
  if (args.length > 0) {
    const scored = args.map((text) => scoreOne(scorer, { text, json: null }, explain));
    return showTexts(context, flags, scored);
  }
  if (context.streams.stdin.isTTY) {
    throw new EarshotError('There is no text to score.', {
      code: 'score-nothing',
      kind: 'usage',
      hint: 'Give it as an argument, or pipe lines in: earshot score --jsonl < mentions.jsonl',
    });
  }
  return scoreStream(context, flags, scorer);
}

async function showTexts(
  context: Context,
  flags: ScoreFlags,
  scored: readonly ScoredInput[],
): Promise<undefined> {
  const { stdout } = context.streams;
  if (context.options.json) stdout.write(asDocument(scored.map(scoreJson)));
  else if (flags.jsonl) for (const one of scored) stdout.write(`${scoreJson(one)}\n`);
  else if (stdout.isTTY) {
    const view = await viewOf(context, 'UTC');
    for (const one of scored) print(stdout, scoreLines(one, view));
  } else for (const one of scored) stdout.write(scoreTsv(one));
}

const LINES_PER_FLUSH = 1_000;

/**
 * Flat memory: a line is read, scored, written and forgotten, except with `--json`, whose one document is written at
 * the end, or not at all.
 */
async function scoreStream(context: Context, flags: ScoreFlags, scorer: Scorer): Promise<undefined> {
  const { stdin, stdout } = context.streams;
  const collected: string[] = [];
  let json: boolean | undefined = flags.plain ? false : undefined;
  let number = 0;
  /** Empty lines before it is known whether they stand between objects, or are texts themselves. */
  let undecided = 0;
  const tell = (input: ScoreInput) => {
    const scored = scoreOne(scorer, input, flags.explain === true);
    if (context.options.json) collected.push(scoreJson(scored));
    else stdout.write(json || flags.jsonl ? `${scoreJson(scored)}\n` : scoreTsv(scored));
  };
  for await (const line of readLines(stdin)) {
    number += 1;
    if (stdout.closed || context.signal.aborted) break;
    const empty = line.trim() === '';
    if (empty && json === undefined) {
      undecided += 1;
      continue;
    }
    json ??= looksLikeJsonLines(line);
    if (empty && json) continue;
    for (; !json && undecided > 0; undecided--) tell({ text: '', json: null });
    tell(json ? readScoreLine(line, number) : { text: line, json: null });
    if (number % LINES_PER_FLUSH === 0) await stdout.flush();
  }
  if (context.options.json) stdout.write(asDocument(collected));
}

function asDocument(scores: readonly string[]): string {
  return `{"scores":[${scores.join(',')}]}\n`;
}
