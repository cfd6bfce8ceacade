import { EarshotError } from '../core/errors.js';
import { safeLine } from '../output/sanitise.js';
import type { Style } from '../output/style.js';
import { hang } from '../output/width.js';

export interface ErrorViewOptions {
  style: Style;
  width: number;
  /** Adds every cause and, for a fault of our own, the stack. */
  verbose?: boolean;
  /** Takes secrets out of a text while it is whole: laid out in lines, one may be cut in two. */
  redact?(text: string): string;
}

/**
 * An error as a person reads it on stderr: what happened, why, and what to do next.
 *
 * @param error anything thrown; what is not an EarshotError is a fault of ours, and says so
 */
export function errorLines(
  error: unknown,
  { style, width, verbose = false, redact = AS_IT_IS }: ErrorViewOptions,
): string[] {
  const { message, hint } = errorFacts(error);
  // A message of several lines lists several problems: each keeps its own.
  const clean = (text: string) => safeLine(redact(text));
  const lines = redact(message)
    .split('\n')
    .flatMap((line, index) =>
      hang(index === 0 ? 'earshot: ' : '  ', safeLine(line), width, index === 0 ? 2 : 4),
    )
    .map((line) => style.error(line));
  for (const cause of causesOf(error, verbose))
    lines.push(...hang('  why: ', clean(cause), width, 4).map(style.dim));
  if (hint !== null) lines.push(...hang('  next: ', clean(hint), width, 4));
  if (verbose && error instanceof Error && !(error instanceof EarshotError)) {
    for (const frame of (error.stack ?? '').split('\n').slice(1))
      lines.push(...hang('  ', clean(frame), width, 4).map(style.dim));
  }
  return lines;
}

export interface ErrorJson {
  error: { code: string; message: string; hint: string | null };
}

/** An error as a program reads it on stderr. */
export function errorJson(error: unknown): ErrorJson {
  return { error: errorFacts(error) };
}

function errorFacts(error: unknown): ErrorJson['error'] {
  if (error instanceof EarshotError) {
    return { code: error.code, message: error.message, hint: error.hint ?? null };
  }
  return {
    code: 'internal',
    message: `Something went wrong inside earshot: ${error instanceof Error ? error.message : String(error)}`,
    hint: 'This is a fault in earshot, not in what you did. Run it again with --verbose and report what it prints.',
  };
}

/** The causes worth a line: those made for users and the system's own; all of them when `verbose`. */
function causesOf(error: unknown, verbose: boolean): string[] {
  const causes: string[] = [];
  let said = error instanceof Error ? error.message : '';
  let cause = error instanceof Error ? error.cause : undefined;
  while (cause instanceof Error && causes.length < MOST_CAUSES) {
    const readable = cause instanceof EarshotError || 'syscall' in cause;
    if ((readable || verbose) && !said.includes(cause.message)) causes.push(cause.message);
    said += cause.message;
    cause = cause.cause;
  }
  return causes;
}

const MOST_CAUSES = 5;
const AS_IT_IS = (text: string) => text;
