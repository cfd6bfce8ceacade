import { writeJson } from '../../output/json.js';
import { whatWasTaught } from '../../services/teach.js';
import { taughtLines } from '../../views/taught.js';
import { type Context, print } from '../context.js';
import type { ExitCode } from '../exit-codes.js';
import { viewOf } from '../options.js';

/** `corrections list`: what was learnt from what people corrected. */
export async function run(context: Context): Promise<ExitCode | undefined> {
  const desk = await context.desk();
  const taught = await whatWasTaught(desk);
  const { stdout } = context.streams;
  if (context.options.json) writeJson(stdout, taught);
  else print(stdout, taughtLines(taught, await viewOf(context, desk.settings.business.timeZone)));
  return undefined;
}
