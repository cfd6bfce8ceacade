import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Argument, Command, Option } from 'commander';
import { afterAll, describe, expect, it } from 'vitest';
import { completionScript, type Shell } from '../../../src/cli/completion/index.js';
import { buildProgram } from '../../../src/cli/program.js';
import { memoryStreams } from '../../../src/output/streams.js';

const folder = mkdtempSync(join(tmpdir(), 'earshot-completion-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A small tree with everything a script must handle. */
function program(): Command {
  const root = new Command('earshot')
    .option('--config <file>', 'the configuration')
    .option('-q, --quiet', "don't talk");
  root
    .command('list')
    .description('list mentions: "all" of $them')
    .addOption(new Option('--sort <order>', 'order').choices(['priority', 'newest']))
    .option('--json', 'as JSON')
    .option('--limit <n>', 'how many');
  root.command('listen', { hidden: true });
  const account = root.command('account').description("the owner's accounts");
  account.command('add').addArgument(new Argument('<network>').choices(['x', 'bluesky']));
  account.command('list');
  return root;
}

function run(shell: Shell, script: string): string[] {
  const file = join(folder, `try.${shell}`);
  writeFileSync(file, script);
  // In a language that is not installed, shells warn.
  const env = { ...process.env, LC_ALL: 'C' };
  const { stdout, stderr } = spawnSync(shell, [file], { encoding: 'utf8', env });
  expect(stderr).toBe('');
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .sort();
}

function available(shell: Shell): boolean {
  const found = spawnSync(shell, ['--version']).error === undefined;
  if (!found) console.log(`Skipped: ${shell} is not here, its completion script is not run.`);
  return found;
}

/** What bash offers after these words, the last one still being typed. */
function bash(words: readonly string[], tree = program()): string[] {
  const quoted = ['earshot', ...words].map((word) => `'${word}'`).join(' ');
  return run(
    'bash',
    `${completionScript('bash', tree)}
COMP_WORDS=(${quoted}); COMP_CWORD=${words.length}; _earshot; printf '%s\\n' "\${COMPREPLY[@]}"`,
  );
}

describe.runIf(available('bash'))('bash completes', () => {
  it.each([
    [['li'], ['list']],
    [[''], ['account', 'list', 'help'].sort()],
    [
      ['account', ''],
      ['add', 'help', 'list'],
    ],
    [['account', 'add', 'b'], ['bluesky']],
    [['list', '--s'], ['--sort']],
    [['list', '--sort', 'n'], ['newest']],
    [['list', '--sort', '=', 'n'], ['newest']],
    [
      ['list', '--sort', '='],
      ['newest', 'priority'],
    ],
    [['list', '--limit', ''], []],
    [['--config', 'account', 'l'], ['list']],
    [['-q', 'account', 'l'], ['list']],
    [['list', '--q'], ['--quiet']],
    [['account', 'list', '--js'], []],
  ])('%j to %j', (words, expected) => {
    expect(bash(words)).toEqual(expected);
  });

  it.each([
    [['li'], ['like', 'list']],
    [['list', '--sort', 'p'], ['priority']],
    [['account', 'ch'], ['check']],
  ])('%j to %j in the real tree', (words, expected) => {
    const { stdout, stderr } = memoryStreams();
    const real = buildProgram({ version: '0', stdout, stderr, run: async () => {} });
    expect(bash(words, real)).toEqual(expected);
  });

  it('registers itself', () => {
    const script = `${completionScript('bash', program())}\ncomplete -p earshot`;
    expect(run('bash', script)).toEqual(['complete -o default -F _earshot earshot']);
  });
});

describe.runIf(available('zsh'))('zsh', () => {
  it('takes the script as it is', () => {
    expect(spawnSync('zsh', ['-n', '-c', completionScript('zsh', program())]).status).toBe(0);
  });
});

describe.runIf(available('fish'))('fish completes', () => {
  it.each([
    ['earshot li', ['list']],
    ['earshot account add b', ['bluesky']],
    ['earshot list --sort n', ['newest']],
  ])('%s to %j', (line, expected) => {
    const lines = run('fish', `${completionScript('fish', program())}\ncomplete -C '${line}'`);
    expect(lines.map((offer) => offer.split('\t')[0])).toEqual(expected);
  });
});

describe('every script', () => {
  it.each(['bash', 'zsh', 'fish'] as const)('of %s knows each visible command and no hidden one', (shell) => {
    const script = completionScript(shell, program());
    for (const word of ['list', 'account', 'add', 'bluesky', 'priority']) expect(script).toContain(word);
    expect(script).not.toContain('listen');
  });

  it('takes descriptions for words, not for code', () => {
    expect(completionScript('zsh', program())).toContain(`'list:list mentions: "all" of $them'`);
    expect(completionScript('fish', program())).toContain(`-d 'don\\'t talk'`);
  });
});
