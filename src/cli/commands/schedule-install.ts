import { homedir } from 'node:os';
import { blockOf, crontabLines, withBlock } from '../../core/crontab.js';
import { writeJson } from '../../output/json.js';
import { readCrontab, writeCrontab } from '../../services/schedule-programs.js';
import { installUnits, unitFolder, unitsOf } from '../../services/schedule-systemd.js';
import { type Context, print } from '../context.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { type ScheduleFlags, scheduleNotes, scheduleOf } from '../schedule-plan.js';

/** `schedule install`: poll and send the digest by themselves. */
export async function run(context: Context, flags: ScheduleFlags): Promise<ExitCode> {
  const desk = await context.desk();
  const schedule = await scheduleOf(context, desk, flags);
  const { stdout, stderr } = context.streams;
  const { env } = context;
  const notes = scheduleNotes(context, desk, schedule);
  let lines: string[];
  if (flags.systemd) {
    lines = [...unitsOf(schedule)].flatMap(([name, text]) => [`# ${name}`, ...text.trimEnd().split('\n')]);
    if (!flags.dryRun) await installUnits(env, unitFolder(env, env.HOME || homedir()), schedule);
  } else {
    // One character a byte, as the crontab is read, so that what is not ours stays as it is.
    const [name = '', ...ours] = [schedule.config, ...crontabLines(schedule)].map((text) =>
      Buffer.from(text).toString('latin1'),
    );
    lines = crontabLines(schedule);
    if (!flags.dryRun) {
      const before = await readCrontab(env);
      const after = withBlock(before, name, ours);
      if (after !== before) await writeCrontab(env, after);
      if (blockOf(await readCrontab(env), name) === null) {
        notes.push('crontab took the lines and does not show them: look with `crontab -l`.');
      }
    }
  }
  if (context.options.json) {
    writeJson(stdout, { installed: !flags.dryRun, lines, notes });
    return EXIT.done;
  }
  print(stdout, [
    ...(flags.dryRun ? [] : [`Scheduled${flags.systemd ? ' with systemd' : ' in your crontab'}:`]),
    ...lines,
  ]);
  print(
    stderr,
    notes.map((note) => `note: ${note}`),
  );
  return EXIT.done;
}
