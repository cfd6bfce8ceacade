import { type FindingGroup, findingLines, findingsTsv } from '../../views/findings.js';
import { type Context, print } from '../context.js';
import { viewOf } from '../options.js';

/** Prints findings for a person. */
export async function showFindings(context: Context, groups: readonly FindingGroup[]): Promise<void> {
  print(context.streams.stdout, findingLines(groups, await viewOf(context, 'UTC')));
}

/** Prints findings for a person at a terminal, or as tab-separated lines in a pipe. */
export async function printFindings(context: Context, groups: readonly FindingGroup[]): Promise<void> {
  const { stdout } = context.streams;
  if (stdout.isTTY) await showFindings(context, groups);
  else for (const line of findingsTsv(groups)) stdout.write(line);
}
