import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { EarshotError } from '../../core/errors.js';
import { createPrompts } from '../../output/prompts.js';
import { safeLine } from '../../output/sanitise.js';
import { memoryStreams, type Streams } from '../../output/streams.js';
import { hang } from '../../output/width.js';
import type { Sandbox } from '../../sandbox/index.js';
import type { MentionJson } from '../../views/to-json.js';
import { type Context, isInteractive, print } from '../context.js';
import { EXIT, type ExitCode } from '../exit-codes.js';

/** What the café's owner might answer; at a terminal she is offered it, and may write her own. */
const ANSWERS: readonly { to: string; text: string }[] = [
  {
    to: 'mina_k',
    text: 'Mina, I am so sorry, that must never happen. Are you all right? I have written to you privately. Sara, owner',
  },
  {
    to: 'dan_w',
    text: 'Dan, no more waiting: I have just refunded order 4417 myself. I am sorry. Sara, owner',
  },
];

/** `demo`: a small café's week on the sandbox, listened to and answered with earshot's own commands. */
export async function run(context: Context, flags: { dir?: string }): Promise<ExitCode> {
  const { startSandbox } = await import('../../sandbox/index.js');
  const { resolveScenario } = await import('../../sandbox/scenario.js');
  const { CAFE } = await import('../../sandbox/scenarios/cafe.js');
  const dir =
    flags.dir === undefined
      ? await mkdtemp(join(tmpdir(), 'earshot-demo-'))
      : resolve(context.cwd, flags.dir);
  const scene = resolveScenario(CAFE, context.clock());
  const sandbox = await startSandbox({ ...scene, clock: context.clock, handle: scene.handle, limits: true });
  try {
    const stage = createStage(context, dir);
    stage.say(
      `${scene.business} is a small café that does not exist. Its week on X is served on this machine: real API, ` +
        'real client, no account, no network, nothing spent.',
    );
    await setUp(stage, sandbox, scene, dir);
    await stage.show('poll');
    await stage.show('list', '--needs-reply', '--limit', '8');
    await answer(context, stage);
    await stage.show('digest', '--since', '7d');
    stage.say('All of it is yours to look at. Type:');
    print(context.streams.stdout, nextCommands(dir));
    return EXIT.done;
  } finally {
    await sandbox.stop();
  }
}

async function setUp(
  stage: Stage,
  sandbox: Sandbox,
  scene: {
    business: string;
    handle: string;
    watches?: readonly { name: string; kind: string; keywords: string[] }[] | undefined;
  },
  dir: string,
): Promise<void> {
  const { apiKey, apiSecret, accessToken, accessTokenSecret } = sandbox.credentials.oauth1;
  await stage.quietly(
    ['init', '--dir', dir, '--business', scene.business, '--time-zone', 'UTC', '--network', 'x'].concat([
      '--handle',
      scene.handle,
      '--base-url',
      sandbox.url,
      '--secrets-stdin',
      '--no-input',
    ]),
    JSON.stringify({ apiKey, apiSecret, accessToken, accessTokenSecret }),
  );
  for (const watch of scene.watches ?? []) {
    const keywords = watch.keywords.flatMap((keyword) => ['--keyword', keyword]);
    await stage.quietly(['watch', 'add', watch.name, '--kind', watch.kind, ...keywords]);
  }
}

/** Answers two mentions: offers each answer at a terminal, sends it as it stands where nobody is there. */
async function answer(context: Context, stage: Stage): Promise<void> {
  for (const { to, text } of ANSWERS) {
    const found = JSON.parse(await stage.quietly(['list', '--author', to, '--needs-reply', '--json'])) as {
      mentions: MentionJson[];
    };
    const mention = found.mentions.find((candidate) => candidate.canReply && !candidate.private);
    if (!mention) continue;
    await stage.show('show', String(mention.id));
    const prompts = createPrompts(context.streams, isInteractive(context));
    const wanted = prompts.possible
      ? await prompts.input({
          message: `Your answer to @${safeLine(to)}`,
          default: text,
          instead: 'the text',
        })
      : text;
    await stage.show('reply', String(mention.id), wanted, '--yes');
  }
}

function nextCommands(dir: string): string[] {
  return [
    `  export EARSHOT_CONFIG=${join(dir, 'earshot.config.json')}`,
    '  npx earshot list                 everything that was said',
    '  npx earshot list --search cake   in any spelling, any language',
    '  npx earshot sandbox --help       rehearse with a network that stays up',
    '  npx earshot init                 and now with your own account',
  ];
}

/** Runs earshot's commands in front of the audience. */
interface Stage {
  say(...lines: string[]): void;
  show(...argv: string[]): Promise<void>;
  /** @returns what the command printed */
  quietly(argv: readonly string[], stdin?: string): Promise<string>;
}

function createStage(context: Context, dir: string): Stage {
  const { stdout, stderr } = context.streams;
  const env = { EARSHOT_CONFIG: join(dir, 'earshot.config.json'), EARSHOT_DB: '' };
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
  return {
    say: (...lines) => print(stdout, ['', ...lines.flatMap((line) => hang('', line, stdout.columns, 2))]),
    async show(...argv) {
      const style = await context.style();
      const typed = argv.map((word) => (/^[\w.:/-]+$/.test(word) ? word : `"${word}"`)).join(' ');
      print(stdout, ['', style.dim(`$ earshot ${typed}`)]);
      check(await context.run([...colour, ...argv], { streams, env }), argv);
    },
    async quietly(argv, stdin) {
      const own = memoryStreams(stdin === undefined ? {} : { stdin });
      const folder: Record<string, string> = argv[0] === 'init' ? {} : env;
      check(await context.run(argv, { streams: own, env: folder }), argv, own.stderr.text());
      return own.stdout.text();
    },
  };
}
