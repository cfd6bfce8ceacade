import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { resolveScenario, type Sandbox, startSandbox } from '../src/sandbox/index.js';
import { CAFE } from '../src/sandbox/scenarios/cafe.js';
import { folder } from './helpers/desk.js';
import { BIN, type Ended, type Running, start } from './helpers/earshot.js';
import { codeBlocks, commandOf } from './helpers/markdown.js';

const README = readFileSync('README.md', 'utf8');

/** What asks a person ends with 2 where nobody is there, and says which option to give instead. */
const ASKS = [/^earshot init$/, /^earshot reply 37$/];
/** What runs until it is stopped, and what it prints once it works. */
const GOES_ON = [/--every/, /^earshot sandbox/];
/** The mention that the README speaks of: here it is whichever is most urgent and can be answered. */
const SPOKEN_OF = / 37\b/;

describe('the README', () => {
  it('gives only commands that work, in the order they stand', async () => {
    const desk = await readme();
    for (const { language, lines } of codeBlocks(README)) {
      if (language !== 'sh' && language !== 'cron') continue;
      for (const line of lines) await desk.type(commandOf(line));
    }
    expect(desk.typed).toBeGreaterThan(20);
  });

  it('names only scripts that package.json has', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: object };
    for (const [, script = ''] of README.matchAll(/npm (?:run )?(start|test|[a-z]+:[a-z]+)\b/g)) {
      expect(Object.keys(scripts)).toContain(script);
    }
  });

  it('links only to files that are there', () => {
    expect(deadLinks('README.md')).toEqual([]);
  });
});

describe('the pages of docs/', () => {
  it('link only to files that are there', () => {
    const pages = readdirSync('docs', { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.md'))
      .map((name) => join('docs', name));
    expect(pages.flatMap(deadLinks)).toEqual([]);
  });
});

/** A shop owner who types what the README says, against a sandbox in this process. */
async function readme() {
  const dir = folder();
  const scene = resolveScenario(CAFE, Date.now());
  const sandbox = await startSandbox({ ...scene, clock: Date.now, handle: scene.handle, limits: true });
  onTestFinished(() => sandbox.stop());
  const { apiKey, apiSecret, accessToken, accessTokenSecret } = sandbox.credentials.oauth1;
  writeFileSync(
    join(dir, 'keys.json'),
    JSON.stringify({ apiKey, apiSecret, accessToken, accessTokenSecret }),
  );
  const shell = shellIn(dir);
  let urgent: string | null = null;
  const running: Running[] = [];
  onTestFinished(async () => {
    await Promise.all(running.map((each) => each.stop('SIGINT')));
  });
  return {
    typed: 0,
    async type(command: string): Promise<void> {
      if (command.startsWith('npm ')) return;
      this.typed += 1;
      if (GOES_ON.some((pattern) => pattern.test(command))) {
        const before = requestsTo(sandbox);
        const long = start(command.split(' ').slice(1), { cwd: dir });
        running.push(long);
        if (command.startsWith('earshot sandbox')) await long.until((stdout) => stdout.includes('"url"'));
        else {
          await vi.waitFor(() => expect(requestsTo(sandbox)).toBeGreaterThan(before), { timeout: 20_000 });
          expect(await long.stop('SIGINT')).toMatchObject({ code: 130, stderr: '' });
        }
        return;
      }
      if (SPOKEN_OF.test(command)) urgent ??= await mostUrgent(shell);
      // The one thing a reader does not type: his X is the sandbox.
      const here = command.replace(/^earshot init --/, `earshot init --base-url ${sandbox.url} --`);
      const ended = await shell(here.replace(SPOKEN_OF, ` ${urgent}`));
      const asks = ASKS.some((pattern) => pattern.test(command));
      expect({ command, code: ended.code, stderr: asks ? '' : ended.stderr }).toEqual({
        command,
        code: asks ? 2 : 0,
        stderr: '',
      });
    },
  };
}

function requestsTo(sandbox: Sandbox): number {
  return Object.values(sandbox.requests()).reduce((sum, count) => sum + count, 0);
}

async function mostUrgent(shell: (line: string) => Promise<Ended>): Promise<string> {
  const { stdout } = await shell('earshot list --needs-reply --json');
  const { mentions } = JSON.parse(stdout) as { mentions: { id: number; canReply: boolean }[] };
  const mention = mentions.find(({ canReply }) => canReply);
  if (!mention) throw new Error('Nothing in the scenario waits for an answer.');
  return String(mention.id);
}

/** Runs lines as a shell does, with `earshot` on its path. */
function shellIn(dir: string): (line: string) => Promise<Ended> {
  const bin = join(dir, 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'earshot'), `#!/bin/sh\nexec "${process.execPath}" "${BIN}" "$@"\n`);
  chmodSync(join(bin, 'earshot'), 0o755);
  return (line) =>
    new Promise((resolve, reject) => {
      const child = spawn('sh', ['-c', line], {
        cwd: dir,
        env: { PATH: `${bin}:${process.env.PATH}`, HOME: dir, TZ: 'UTC', NO_COLOR: '1' },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let stdout = '';
      let stderr = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
      child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
      child.once('error', reject);
      child.once('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
    });
}

/** Relative links of a page that lead nowhere. */
function deadLinks(page: string): string[] {
  const targets = [...readFileSync(page, 'utf8').matchAll(/\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)/g)];
  return targets
    .flatMap(([, target]) => target ?? [])
    .filter((target) => !existsSync(join(page, '..', target)))
    .map((target) => `${page}: ${target}`);
}
