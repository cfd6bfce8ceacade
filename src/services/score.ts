import { EarshotError } from '../core/errors.js';
import type { Evidence, Scorer, Understanding } from '../core/sentiment.js';

/** One text to score. */
export interface ScoreInput {
  text: string;
  /** The JSON object it came in, as it was written and as it was read; null for plain text. */
  json: { line: string; fields: Readonly<Record<string, unknown>> } | null;
}

export interface ScoredInput extends ScoreInput {
  understanding: Understanding;
  evidence: Evidence[] | null;
}

/** Whether input that begins with this line is JSON lines: objects begin with a brace. */
export function looksLikeJsonLines(line: string): boolean {
  return /^\s*\{/.test(line);
}

/**
 * Reads one line of JSON: an object with a `text`.
 *
 * @param number which line it is, from 1
 * @throws EarshotError `score-line-invalid` (partial) naming the line and what is wrong with it
 */
export function readScoreLine(line: string, number: number): ScoreInput {
  const value = parsed(line, number);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw badLine(number, 'it is not an object');
  }
  const fields: Readonly<Record<string, unknown>> = { ...value };
  const { text } = fields;
  if (typeof text !== 'string') {
    throw badLine(number, text === undefined ? 'it has no "text"' : 'its "text" is not a string');
  }
  return { text, json: { line, fields } };
}

function parsed(line: string, number: number): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw badLine(number, 'it is not JSON');
  }
}

function badLine(number: number, why: string): EarshotError {
  const before = number === 1 ? 'Nothing was scored.' : 'Results for the lines before it were written.';
  return new EarshotError(`Line ${number} cannot be scored: ${why}.`, {
    code: 'score-line-invalid',
    kind: 'partial',
    hint: `${before} Every line must be an object with a "text", or use --plain to take lines as they are.`,
  });
}

/** Scores one text. */
export function scoreOne(scorer: Scorer, input: ScoreInput, explain: boolean): ScoredInput {
  return {
    ...input,
    understanding: scorer.score(input.text),
    evidence: explain ? scorer.explain(input.text) : null,
  };
}
