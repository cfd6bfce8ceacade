import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { CONFIG_NAME } from '../../config/paths.js';
import { shellWord } from '../../core/shell.js';
import { writeJson } from '../../output/json.js';
import { createPrompts } from '../../output/prompts.js';
import type { Sandbox } from '../../sandbox/index.js';
import { handleLabel } from '../../views/labels.js';
import type { MentionJson } from '../../views/to-json.js';
import { type Context, isInteractive, print } from '../context.js';
import { createStage, type Stage } from '../demo-stage.js';
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

/**
 * `demo`: a small café's week on the sandbox, listened to and answered with earshot's own commands. With `--json` nobody
 * watches: the same is done, and one document says where it lies.
 */
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
    const config = join(dir, CONFIG_NAME);
    const stage = createStage(context, config);
    stage.say(
      `${scene.business} is a small café that does not exist. Its week on X is served on this machine: real API, ` +
        'real client, no account, no network, nothing spent.',
    );
    await setUp(stage, sandbox, scene, dir);
    await stage.show('poll');
    await stage.show('list', '--needs-reply', '--limit', '8');
    const answers = await answer(context, stage);
    await stage.show('digest', '--since', '7d');
    if (context.options.json) {
      const { mentions } = await listed(stage, '--limit', '0');
      writeJson(context.streams.stdout, { config, mentions: mentions.length, answers });
      return EXIT.done;
    }
    stage.say('All of it is yours to look at. Type:');
    print(context.streams.stdout, nextCommands(config));
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

interface Answer {
  mentionId: number;
  to: string;
  text: string;
}

/** Answers two mentions: offers each answer at a terminal, sends it as it stands where nobody is there. */
async function answer(context: Context, stage: Stage): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (const { to, text } of ANSWERS) {
    const { mentions } = await listed(stage, '--author', to, '--needs-reply');
    const mention = mentions.find((candidate) => candidate.canReply && !candidate.private);
    if (!mention) continue;
    await stage.show('show', String(mention.id));
    const prompts = createPrompts(context.streams, isInteractive(context));
    const wanted = prompts.possible
      ? await prompts.input({
          message: `Your answer to ${handleLabel(to)}`,
          default: text,
          instead: 'the text',
        })
      : text;
    await stage.show('reply', String(mention.id), wanted, '--yes');
    answers.push({ mentionId: mention.id, to, text: wanted });
  }
  return answers;
}

async function listed(stage: Stage, ...filters: string[]): Promise<{ mentions: MentionJson[] }> {
  return JSON.parse(await stage.quietly(['list', ...filters, '--json'])) as { mentions: MentionJson[] };
}

function nextCommands(config: string): string[] {
  return [
    `  export EARSHOT_CONFIG=${shellWord(config)}`,
    '  npx earshot list                 everything that was said',
    '  npx earshot list --search cake   in any spelling, any language',
    '  npx earshot sandbox --help       rehearse with a network that stays up',
    '  npx earshot init                 and now with your own account',
  ];
}
