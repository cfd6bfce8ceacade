import { EarshotError } from '../core/errors.js';
import { memoryStreams, type Streams } from '../output/streams.js';
import { hang } from '../output/width.js';
import { type Context, print } from './context.js';
import { EXIT } from './exit-codes.js';

/** Runs earshot's commands in front of the audience, where there is one. */
export interface Stage {
  say(...lines: string[]): void;
  show(...argv: string[]): Promise<void>;
  /** @returns what the command printed */
  quietly(argv: readonly string[], stdin?: string): Promise<string>;
}

/**
 * A stage for the desk of a configuration.
 *
 * @throws EarshotError (from its functions) `demo-failed` where a command fails, `interrupted`
 */
export function createStage(context: Context, config: string): Stage {
  const { stdout, stderr } = context.streams;
  const { json } = context.options;
  const env = { EARSHOT_CONFIG: config, EARSHOT_DB: '' };
  // The screens are the terminal's, whether or not one is there to see them; nothing asks questions.
  const streams: Streams = {
    stdin: memoryStreams().stdin,
    stdout: Object.create(stdout, { isTTY: { value: true } }) as Streams['stdout'],
    stderr,
  };
  const colour = stdout.isTTY ? [] : ['--no-color'];
  const check = (code: number, argv: readonly string[], problem = '') => {
    if (context.signal.aborted)
      throw new EarshotError('Interrupted.', { code: 'interrupted', kind: 'interrupted' });
    if (code === EXIT.done) return;
    throw new EarshotError(`The demo stopped: earshot ${argv[0]} ended with ${code}. ${problem}`.trim(), {
      code: 'demo-failed',
      hint: 'Run it again with --verbose, and report what it prints.',
    });
  };
  const quietly = async (argv: readonly string[], stdin?: string) => {
    const own = memoryStreams(stdin === undefined ? {} : { stdin });
    const folder: Record<string, string> = argv[0] === 'init' ? {} : env;
    check(await context.run(argv, { streams: own, env: folder }), argv, own.stderr.text());
    return own.stdout.text();
  };
  return {
    say(...lines) {
      if (!json) print(stdout, ['', ...lines.flatMap((line) => hang('', line, stdout.columns, 2))]);
    },
    async show(...argv) {
      if (json) {
        await quietly(argv);
        return;
      }
      const style = await context.style();
      const typed = argv.map((word) => (/^[\w.:/-]+$/.test(word) ? word : `"${word}"`)).join(' ');
      print(stdout, ['', style.dim(`$ earshot ${typed}`)]);
      check(await context.run([...colour, ...argv], { streams, env }), argv);
    },
    quietly,
  };
}
