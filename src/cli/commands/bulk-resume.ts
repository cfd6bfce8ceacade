import { requireBegunPlan } from '../../services/bulk-progress.js';
import type { Context } from '../context.js';
import type { ExitCode } from '../exit-codes.js';
import { hashOfNamed } from './bulk-file.js';
import { type SendFlags, sendPlan } from './bulk-send.js';

/** `bulk resume [PLAN]`: goes on with a plan that was begun; it was agreed to then. */
export async function run(context: Context, flags: SendFlags, args: readonly string[]): Promise<ExitCode> {
  const hash = await hashOfNamed(context, args[0]);
  return sendPlan(context, await requireBegunPlan(await context.desk(), hash), flags);
}
