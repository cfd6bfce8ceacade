import { EarshotError } from '../../core/errors.js';
import { completionScript, SHELLS } from '../completion/index.js';
import type { Context } from '../context.js';
import type { ExitCode } from '../exit-codes.js';
import { buildProgram } from '../program.js';

/** `completion`: the script that completes earshot's commands, options and choices in a shell. */
export async function run(
  context: Context,
  _flags: object,
  args: readonly string[],
): Promise<ExitCode | undefined> {
  const [name = ''] = args;
  const shell = SHELLS.find((each) => each === name);
  if (shell === undefined) {
    throw new EarshotError(`There is no completion for ${name}.`, {
      code: 'shell-unknown',
      kind: 'usage',
      hint: `Give one of ${SHELLS.join(', ')}: earshot completion bash`,
    });
  }
  const { stdout, stderr } = context.streams;
  const program = buildProgram({
    version: context.version,
    stdout,
    stderr,
    run: async () => {},
  });
  stdout.write(completionScript(shell, program));
  return undefined;
}
