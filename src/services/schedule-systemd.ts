import { createHash } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { commandLine, JOBS, type Schedule } from '../core/crontab.js';
import { type Environment, systemctl } from './schedule-programs.js';

/** Where a user's units lie. */
export function unitFolder(env: Environment, home: string): string {
  return join(env.XDG_CONFIG_HOME || join(home, '.config'), 'systemd', 'user');
}

/** The units of one desk: their file names and what is in them. */
export function unitsOf(schedule: Schedule): Map<string, string> {
  const units = new Map<string, string>();
  const often = schedule.everyMinutes;
  const add = (job: keyof typeof JOBS, when: string) => {
    const name = unitName(schedule.config, job);
    const command = commandLine(schedule, JOBS[job]).map(quoted).join(' ');
    units.set(
      `${name}.service`,
      `[Unit]\nDescription=earshot ${job}\n\n[Service]\nType=oneshot\nExecStart=${command}\nStandardOutput=append:${escaped(schedule.log)}\n`,
    );
    units.set(
      `${name}.timer`,
      `[Unit]\nDescription=earshot ${job}\n\n[Timer]\n${when}\nPersistent=true\n\n[Install]\nWantedBy=timers.target\n`,
    );
  };
  const clock = often < 60 ? `*:0/${often}` : often < 24 * 60 ? `0/${often / 60}:00` : '00:00';
  add('poll', `OnCalendar=${clock}`);
  const { digestAt } = schedule;
  if (digestAt) {
    const [hour, minute] = [digestAt.hour, digestAt.minute].map((part) => String(part).padStart(2, '0'));
    add('digest', `OnCalendar=*-*-* ${hour}:${minute}`);
  }
  return units;
}

/** Writes the units and starts their timers; again, where they are there already. @throws EarshotError */
export async function installUnits(env: Environment, folder: string, schedule: Schedule): Promise<void> {
  // Before anything is written: without a systemd of this user it would lie there and never run.
  await systemctl(env, ['daemon-reload']);
  await mkdir(folder, { recursive: true });
  const units = unitsOf(schedule);
  for (const [name, text] of units) await writeFile(join(folder, name), text);
  await systemctl(env, ['daemon-reload']);
  await systemctl(env, ['enable', '--now', ...[...units.keys()].filter((name) => name.endsWith('.timer'))]);
}

/** Stops the timers of a desk and takes its units away. @throws EarshotError */
export async function removeUnits(env: Environment, folder: string, config: string): Promise<void> {
  const names = (['poll', 'digest'] as const).map((job) => unitName(config, job));
  await systemctl(env, ['disable', '--now', ...names.map((name) => `${name}.timer`)]);
  for (const name of names) {
    await rm(join(folder, `${name}.timer`), { force: true });
    await rm(join(folder, `${name}.service`), { force: true });
  }
  await systemctl(env, ['daemon-reload']);
}

/** Desks are told apart by their configuration. */
export function unitName(config: string, job: keyof typeof JOBS): string {
  return `earshot-${createHash('sha256').update(config).digest('hex').slice(0, 8)}-${job}`;
}

/** systemd.service(5): % begins a specifier, $ a variable, \ an escape. */
function quoted(word: string): string {
  return `"${escaped(word).replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('$', '$$$$')}"`;
}

function escaped(text: string): string {
  return text.replaceAll('%', '%%');
}
