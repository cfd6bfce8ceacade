import { dirname, join, resolve } from 'node:path';
import { evenMinutes, type Schedule } from '../core/crontab.js';
import { parseDuration } from '../core/duration.js';
import { EarshotError } from '../core/errors.js';
import { channelsFor } from '../services/deliver.js';
import type { Desk } from '../services/desk.js';
import type { Context } from './context.js';

export interface ScheduleFlags {
  at: string;
  every?: string;
  log?: string;
  systemd?: boolean;
  dryRun?: boolean;
}

const TIME = /^([01]?\d|2[0-3]):([0-5]\d)$/;

/**
 * What is to run by itself for this desk.
 *
 * @throws EarshotError (usage) where the time is none
 */
export async function scheduleOf(context: Context, desk: Desk, flags: ScheduleFlags): Promise<Schedule> {
  const { path } = await context.config();
  const time = TIME.exec(flags.at);
  if (time === null) {
    throw new EarshotError(`--at wants a time of the day, not '${flags.at}'.`, {
      code: 'time-invalid',
      kind: 'usage',
      hint: 'Write it as --at 07:00.',
    });
  }
  const every = flags.every === undefined ? desk.settings.pollEveryMs : parseDuration(flags.every);
  const elsewhere = context.options.db !== undefined || Boolean(context.env.EARSHOT_DB);
  return {
    program: context.program,
    config: path,
    db: elsewhere ? desk.store.path : null,
    log:
      flags.log === undefined
        ? join(dirname(desk.store.path), 'earshot.log')
        : resolve(context.cwd, flags.log),
    everyMinutes: evenMinutes(every),
    digestAt:
      channelsFor(desk, 'digest').length === 0 ? null : { hour: Number(time[1]), minute: Number(time[2]) },
  };
}

/** What the owner should know before leaving it to itself. */
export function scheduleNotes(context: Context, desk: Desk, schedule: Schedule): string[] {
  const { timeZone } = desk.settings.business;
  const machine = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  // Cron and systemd hand on nothing of this shell's environment.
  const unseen = Object.keys(context.env).filter(
    (name) =>
      /^EARSHOT_./.test(name) && !['EARSHOT_CONFIG', 'EARSHOT_DB'].includes(name) && context.env[name],
  );
  return [
    ...(schedule.digestAt === null
      ? [
          'No channel carries the digest, so it is not scheduled. Add one under delivery.channels and install again.',
        ]
      : []),
    ...(schedule.digestAt !== null && machine !== timeZone
      ? [`The time is this machine's (${machine}); the business is in ${timeZone}.`]
      : []),
    ...(unseen.length > 0
      ? [`Scheduled runs do not see ${unseen.join(', ')}: put the secrets into credentials.json.`]
      : []),
  ];
}
