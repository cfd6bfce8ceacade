import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { resolveScenario, type Sandbox, startSandbox } from '../../src/sandbox/index.js';
import { CAFE } from '../../src/sandbox/scenarios/cafe.js';
import { folder } from './desk.js';
import { BIN, type Ended, run } from './earshot.js';

/** A shop owner at a shell, in an empty folder with her keys, and her X: a sandbox in this process. */
export interface Owner {
  dir: string;
  sandbox: Sandbox;
  /** Runs a line as a shell does, with `earshot` on its path; `init` goes to the sandbox. */
  type(line: string): Promise<Ended>;
}

/** The week of the demo's café up to now, without what comes later: polls that take long hear no more than quick ones. */
export function cafeSoFar() {
  return resolveScenario({ ...CAFE, posts: CAFE.posts.filter(({ at }) => at.startsWith('-')) }, Date.now());
}

/** Makes an owner who goes away with the test. Her sandbox plays the week of the demo's café. */
export async function openShop(): Promise<Owner> {
  const dir = folder();
  const scene = resolveScenario(CAFE, Date.now());
  const sandbox = await startSandbox({ ...scene, clock: Date.now, handle: scene.handle, limits: true });
  onTestFinished(() => sandbox.stop());
  const { apiKey, apiSecret, accessToken, accessTokenSecret } = sandbox.credentials.oauth1;
  writeFileSync(
    join(dir, 'keys.json'),
    JSON.stringify({ apiKey, apiSecret, accessToken, accessTokenSecret }),
  );
  const bin = join(dir, 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'earshot'), `#!/bin/sh\nexec "${process.execPath}" "${BIN}" "$@"\n`);
  chmodSync(join(bin, 'earshot'), 0o755);
  return {
    dir,
    sandbox,
    type: (line) => {
      const typed = line.replace(/^earshot init --/, `earshot init --base-url ${sandbox.url} --`);
      const env = { PATH: `${bin}:${process.env.PATH}`, TMPDIR: dir };
      return run([], { cwd: dir, env, wrap: () => ['sh', '-c', typed] });
    },
  };
}

/** The number of the most urgent mention that can be answered. */
export async function mostUrgent(owner: Owner): Promise<string> {
  const { stdout } = await owner.type('earshot list --needs-reply --json');
  const { mentions } = JSON.parse(stdout) as { mentions: { id: number; canReply: boolean }[] };
  const mention = mentions.find(({ canReply }) => canReply);
  if (!mention) throw new Error('Nothing in the scenario waits for an answer.');
  return String(mention.id);
}
