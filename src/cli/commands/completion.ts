import type { Command } from 'commander';
import { EarshotError } from '../../core/errors.js';
import { completionScript, SHELLS } from '../completion/index.js';
import type { Context } from '../context.js';

/**
 * `earshot completion [SHELL]`: prints the script that completes earshot's commands.
 *
 * @param shell bash, zsh or fish; where it is not given, the shell the person uses (`SHELL`)
 * @param program the whole command tree
 * @throws EarshotError `shell-unknown` (usage)
 */
export async function completion(
  context: Context,
  shell: string | undefined,
  program: Command,
): Promise<void> {
  const name = shell ?? context.env.SHELL?.split('/').at(-1) ?? '';
  const known = SHELLS.find((each) => each === name);
  if (known === undefined) {
    const what = name === '' ? 'Which shell is not known.' : `There is no completion for ${name}.`;
    throw new EarshotError(what, {
      code: 'shell-unknown',
      kind: 'usage',
      hint: `Give one of ${SHELLS.join(', ')}: earshot completion bash`,
    });
  }
  context.streams.stdout.write(completionScript(known, program));
}
