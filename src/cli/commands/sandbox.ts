import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseWhen } from '../../core/duration.js';
import { EarshotError } from '../../core/errors.js';
import { toJsonText } from '../../output/json.js';
import type { Sandbox, Scene } from '../../sandbox/index.js';
import { type Context, print } from '../context.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { wholeNumber } from '../options.js';

interface SandboxFlags {
  port?: string;
  handle?: string;
  import?: string;
  scenario?: string;
  configOut?: string;
  now?: string;
  replay?: string;
  limits: boolean;
  state?: string;
}

/** `sandbox`: serves X's API on this machine until interrupted. */
export async function run(context: Context, flags: SandboxFlags): Promise<ExitCode> {
  const { startSandbox, writeSandboxConfig } = await import('../../sandbox/index.js');
  const now = flags.now === undefined ? undefined : parseWhen(flags.now, context.clock());
  const { scene, handle, name } = await sceneOf(context, flags, now ?? context.clock());
  const sandbox = await startSandbox({
    ...scene,
    clock: context.clock,
    port: flags.port === undefined ? 0 : wholeNumber(flags.port, '--port'),
    handle,
    name,
    limits: flags.limits,
    ...(now === undefined ? {} : { now }),
    ...(flags.replay === undefined ? {} : { replay: speedOf(flags.replay) }),
    ...(flags.state === undefined ? {} : { statePath: resolve(context.cwd, flags.state) }),
    log: (line) => {
      if (context.options.verbose) print(context.streams.stderr, [line]);
    },
  });
  try {
    const config =
      flags.configOut === undefined
        ? null
        : writeSandboxConfig(resolve(context.cwd, flags.configOut), {
            url: sandbox.url,
            handle,
            credentials: sandbox.credentials,
            businessName: name,
            watches: scene.watches ?? [],
          });
    announce(context, sandbox, config);
    await interrupted(context.signal);
    return EXIT.done;
  } finally {
    await sandbox.stop();
  }
}

async function sceneOf(
  context: Context,
  flags: SandboxFlags,
  now: number,
): Promise<{ scene: Partial<Scene>; handle: string; name: string }> {
  if (flags.import !== undefined && flags.scenario !== undefined) {
    throw new EarshotError('--import and --scenario exclude each other.', {
      code: 'flags-exclude',
      kind: 'usage',
      hint: 'The posts come from one of them: a CSV, or a scenario in JSON.',
    });
  }
  if (flags.import !== undefined) {
    const { importPosts } = await import('../../sandbox/index.js');
    const handle = (flags.handle ?? 'me').replace(/^@/, '');
    return {
      scene: importPosts(await read(context, flags.import, '--import'), handle),
      handle,
      name: handle,
    };
  }
  const [{ readScenario, resolveScenario }, { CAFE }] = await Promise.all([
    import('../../sandbox/scenario.js'),
    import('../../sandbox/scenarios/cafe.js'),
  ]);
  const scene =
    flags.scenario === undefined
      ? resolveScenario(CAFE, now)
      : readScenario(await read(context, flags.scenario, '--scenario'), now);
  return { scene, handle: flags.handle?.replace(/^@/, '') ?? scene.handle, name: scene.business };
}

async function read(context: Context, path: string, flag: string): Promise<string> {
  try {
    return await readFile(resolve(context.cwd, path), 'utf8');
  } catch (cause) {
    throw new EarshotError(`${path} cannot be read.`, {
      code: 'file-unreadable',
      kind: 'usage',
      hint: `Check the name given with ${flag}.`,
      cause,
    });
  }
}

function speedOf(text: string): number {
  const speed = Number(text);
  if (Number.isFinite(speed) && speed > 0) return speed;
  throw new EarshotError(`--replay wants a speed, not '${text}'.`, {
    code: 'number-invalid',
    kind: 'usage',
    hint: 'Write how many times faster than life: --replay 3600',
  });
}

/** One JSON line for a script, or the same in words for a person. */
function announce(context: Context, sandbox: Sandbox, config: string | null): void {
  const { stdout, stderr } = context.streams;
  if (!stdout.isTTY || context.options.json) {
    stdout.write(`${toJsonText({ url: sandbox.url, config, pid: context.pid })}\n`);
    return;
  }
  print(stderr, [
    `Serving @${sandbox.account.handle} at ${sandbox.url}. Ctrl-C ends it.`,
    ...(config === null ? [] : [`In another terminal:  earshot --config ${config} poll`]),
  ]);
}

function interrupted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
