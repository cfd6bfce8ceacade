import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { withoutBlock } from '../../core/crontab.js';
import { writeJson } from '../../output/json.js';
import { readCrontab, writeCrontab } from '../../services/schedule-programs.js';
import { removeUnits, unitFolder, unitName } from '../../services/schedule-systemd.js';
import { type Context, print } from '../context.js';
import { EXIT, type ExitCode } from '../exit-codes.js';

/** `schedule remove`: nothing runs by itself any more. */
export async function run(context: Context): Promise<ExitCode> {
  const { path } = await context.config();
  const { env } = context;
  const removed: string[] = [];
  const folder = unitFolder(env, env.HOME || homedir());
  if (existsSync(join(folder, `${unitName(path, 'poll')}.timer`))) {
    await removeUnits(env, folder, path);
    removed.push('systemd');
  }
  // Where there is no cron there is nothing of ours in it.
  const before = await readCrontab(env).catch(() => null);
  if (before !== null) {
    const after = withoutBlock(before, Buffer.from(path).toString('latin1'));
    if (after !== before) {
      await writeCrontab(env, after);
      removed.push('crontab');
    }
  }
  if (context.options.json) writeJson(context.streams.stdout, { removed });
  else {
    print(context.streams.stdout, [
      removed.length === 0
        ? 'Nothing of this desk was scheduled.'
        : `Taken out of ${removed.map((place) => (place === 'crontab' ? 'your crontab' : 'systemd')).join(' and ')}.`,
    ]);
  }
  return EXIT.done;
}
