import { EarshotError } from '../../core/errors.js';
import type { Scorer } from '../../core/sentiment.js';
import { readLines } from '../../output/input.js';
import { toJsonText, writeJson } from '../../output/json.js';
import { looksLikeJsonLines, readScoreLine, type ScoredInput, scoreOne } from '../../services/score.js';
import { scoreLines, scoreTsv } from '../../views/score-lines.js';
import { understandingJson } from '../../views/to-json.js';
import { type Context, print } from '../context.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { viewOf } from '../options.js';

interface ScoreFlags {
  jsonl?: boolean;
  explain?: boolean;
}

/** `score`: texts given, or lines of standard input, one result each, in order. */
export async function run(
  context: Context,
  flags: ScoreFlags,
  args: readonly string[],
): Promise<ExitCode | undefined> {
  const scorer = await context.scorer();
  const explain = flags.explain === true;
  if (args.length > 0) {
    const scored = args.map((text) => scoreOne(scorer, { text, rest: {} }, explain));
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
  if (context.options.json) writeJson(stdout, { scores: scored.map(toJson) });
  else if (flags.jsonl) for (const one of scored) stdout.write(`${toJsonText(toJson(one))}\n`);
  else if (stdout.isTTY) {
    const view = await viewOf(context, 'UTC');
    for (const one of scored) print(stdout, scoreLines(one, view));
  } else for (const one of scored) stdout.write(scoreTsv(one));
}

const LINES_PER_FLUSH = 1_000;

/** Flat memory: a line is read, scored, written and forgotten. */
async function scoreStream(context: Context, flags: ScoreFlags, scorer: Scorer): Promise<ExitCode> {
  const { stdin, stdout, stderr } = context.streams;
  const collected: unknown[] = [];
  let json = false;
  let number = 0;
  let bad = 0;
  for await (const line of readLines(stdin)) {
    number++;
    if (stdout.closed || context.signal.aborted) break;
    if (number === 1) json = looksLikeJsonLines(line);
    if (json && line.trim() === '') continue;
    const input = readScoreLine(line, json);
    if ('problem' in input) {
      bad++;
      stderr.write(`earshot: line ${number} was left out: ${input.problem}.\n`);
      continue;
    }
    const scored = scoreOne(scorer, input, flags.explain === true);
    if (context.options.json) collected.push(toJson(scored));
    else stdout.write(json || flags.jsonl ? `${toJsonText(toJson(scored))}\n` : scoreTsv(scored));
    if (number % LINES_PER_FLUSH === 0) await stdout.flush();
  }
  if (context.options.json) writeJson(stdout, { scores: collected });
  return bad > 0 ? EXIT.partial : EXIT.done;
}

function toJson({ text, rest, understanding, evidence }: ScoredInput) {
  return { ...rest, text, ...understandingJson(understanding, evidence) };
}
