import type { Evidence, Scorer, Understanding } from '../core/sentiment.js';

/** One line of `score`'s input: its text, and what came with it. */
export interface ScoreInput {
  text: string;
  /** The other fields of a JSON line; they pass through. */
  rest: Readonly<Record<string, unknown>>;
}

export interface ScoredInput extends ScoreInput {
  understanding: Understanding;
  evidence: Evidence[] | null;
}

/** Whether input that begins with this line is JSON lines: its first line is an object. */
export function looksLikeJsonLines(line: string): boolean {
  return line.trimStart().startsWith('{') && typeof parsed(line) === 'object';
}

/**
 * Reads one line: an object with a `text` string, or plain text.
 *
 * @param json whether the input is JSON lines
 * @returns what to score, or why the line cannot be scored
 */
export function readScoreLine(line: string, json: boolean): ScoreInput | { problem: string } {
  if (!json) return { text: line, rest: {} };
  const value = parsed(line);
  if (value === undefined) return { problem: 'it is not JSON' };
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { problem: 'it is not an object' };
  }
  const { text, ...rest } = value as Record<string, unknown>;
  return typeof text === 'string' ? { text, rest } : { problem: 'it has no "text"' };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** Scores one text. */
export function scoreOne(scorer: Scorer, input: ScoreInput, explain: boolean): ScoredInput {
  return {
    ...input,
    understanding: scorer.score(input.text),
    evidence: explain ? scorer.explain(input.text) : null,
  };
}
