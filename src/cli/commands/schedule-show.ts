import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { blockOf } from '../../core/crontab.js';
import { writeJson } from '../../output/json.js';
import { readCrontab } from '../../services/schedule-programs.js';
import { unitFolder, unitName } from '../../services/schedule-systemd.js';
import { type ScheduleState, scheduleJson, scheduleLines } from '../../views/schedule.js';
import { type Context, print } from '../context.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { viewOf } from '../options.js';

const DELIVERIES = 5;

/** `schedule show`: what runs by itself, when it last did, and how that ended. */
export async function run(context: Context): Promise<ExitCode> {
  const desk = await context.desk();
  const { path } = await context.config();
  const { env } = context;
  const crontab = await readCrontab(env).catch(() => '');
  const name = Buffer.from(path).toString('latin1');
  const timer = join(unitFolder(env, env.HOME || homedir()), `${unitName(path, 'poll')}.timer`);
  const state: ScheduleState = {
    crontab: (blockOf(crontab, name) ?? []).map((line) => Buffer.from(line, 'latin1').toString()),
    systemd: existsSync(timer),
    runs: {
      poll: await desk.store.runs.last('poll'),
      digest: await desk.store.runs.last('digest'),
    },
    deliveries: await desk.store.deliveries.latest(DELIVERIES),
  };
  if (context.options.json) writeJson(context.streams.stdout, scheduleJson(state));
  else
    print(
      context.streams.stdout,
      scheduleLines(state, await viewOf(context, desk.settings.business.timeZone)),
    );
  return EXIT.done;
}
