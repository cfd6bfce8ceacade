import { type FindingGroup, findingLines, findingsTsv } from '../../views/findings.js';
import { type Context, print } from '../context.js';
import { viewOf } from '../options.js';

/** Prints findings for a person at a terminal, or as tab-separated lines in a pipe. */
export async function printFindings(context: Context, groups: readonly FindingGroup[]): Promise<void> {
  const { stdout } = context.streams;
  if (stdout.isTTY) print(stdout, findingLines(groups, await viewOf(context, 'UTC')));
  else for (const line of findingsTsv(groups)) stdout.write(line);
}
