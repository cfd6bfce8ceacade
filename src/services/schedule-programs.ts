import { spawn } from 'node:child_process';
import { EarshotError } from '../core/errors.js';

export type Environment = Readonly<Record<string, string | undefined>>;

interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs a program of the system to its end. Its output is bytes, one a character, so that nothing is changed by reading it. */
async function runProgram(
  program: string,
  args: readonly string[],
  env: Environment,
  input = '',
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env: { ...env, LC_ALL: 'C' }, stdio: ['pipe', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('latin1').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    // Who reads may leave before the end; its exit code tells.
    child.stdin.on('error', () => undefined);
    child.stdin.end(Buffer.from(input, 'latin1'));
    child.once('error', (cause) =>
      reject(
        new EarshotError(`${program} cannot be run.`, {
          code: 'program-missing',
          hint: `Install it, or use ${program === 'crontab' ? '--systemd' : 'cron: leave --systemd out'}.`,
          cause,
        }),
      ),
    );
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
}

const CRON_HINT = 'Check that you may use it: some systems keep a list in /etc/cron.allow.';
const SYSTEMD_HINT =
  'Without a session of yours, `loginctl enable-linger` lets systemd run for you; or leave --systemd out, for cron.';

function refused(what: string, { stderr, code }: Ended, hint: string): EarshotError {
  return new EarshotError(`${what} (${stderr.trim() || `exit ${code}`}).`, {
    code: 'schedule-refused',
    hint,
  });
}

/** The user's crontab, one character a byte; empty where there is none. @throws EarshotError */
export async function readCrontab(env: Environment): Promise<string> {
  const ended = await runProgram('crontab', ['-l'], env);
  if (ended.code === 0) return ended.stdout;
  if (/no crontab/i.test(ended.stderr)) return '';
  throw refused('crontab could not list your lines', ended, CRON_HINT);
}

/** Replaces the user's crontab. @throws EarshotError */
export async function writeCrontab(env: Environment, text: string): Promise<void> {
  const ended = await runProgram('crontab', ['-'], env, text);
  if (ended.code !== 0) throw refused('crontab did not take the lines; the old ones stand', ended, CRON_HINT);
}

/** Asks the user's systemd. @throws EarshotError */
export async function systemctl(env: Environment, args: readonly string[]): Promise<void> {
  const ended = await runProgram('systemctl', ['--user', ...args], env);
  if (ended.code !== 0) throw refused(`systemctl --user ${args[0] ?? ''} failed`, ended, SYSTEMD_HINT);
}
