import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { PAGES } from '../scripts/docs/write.js';
import { placesOf } from '../src/cli/completion/tree.js';
import { EXIT } from '../src/cli/exit-codes.js';
import { buildProgram } from '../src/cli/program.js';
import { memoryStreams } from '../src/output/streams.js';
import type { Sandbox } from '../src/sandbox/index.js';
import { mostUrgent, type Owner, openShop } from './helpers/cafe.js';
import { type Running, start } from './helpers/earshot.js';
import { codeBlocks, commandOf, inlineCommands } from './helpers/markdown.js';
import { misfits, readShapes } from './helpers/shapes.js';

const README = readFileSync('README.md', 'utf8');
const PAGES_BY_HAND = ['docs', 'src', 'training', 'bench']
  .flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
  )
  .filter((name) => name.endsWith('.md') && !name.includes('node_modules'))
  .concat('README.md', 'CONTRIBUTING.md');

/** What asks a person ends with 2 where nobody is there, and says which option to give instead. */
const ASKS = [/^earshot init$/, /^earshot inbox$/, /^earshot reply 37$/];
/** What runs until it is stopped. */
const GOES_ON = [/--every/, /^earshot sandbox/];
/** The mention that the README speaks of: here it is whichever is most urgent and can be answered. */
const SPOKEN_OF = / 37\b/;

describe('the README', () => {
  it('gives only commands that work, in the order they stand', async () => {
    const owner = await openShop();
    const commands = codeBlocks(README)
      .filter(({ language }) => language === 'sh' || language === 'cron')
      .flatMap(({ lines }) => lines.map(commandOf))
      .filter((command) => command.startsWith('earshot '));
    expect(commands.length).toBeGreaterThan(20);
    const running: Running[] = [];
    onTestFinished(async () => {
      await Promise.all(running.map((each) => each.stop('SIGINT')));
    });
    let urgent: string | undefined;
    for (const command of commands) {
      if (SPOKEN_OF.test(command)) urgent ??= await mostUrgent(owner);
      if (GOES_ON.some((pattern) => pattern.test(command))) running.push(await begin(command, owner));
      else await check(command, owner, urgent);
    }
  });

  it('names only scripts that package.json has', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: object };
    for (const [, script = ''] of README.matchAll(/npm (?:run )?(start|test|[a-z]+:[a-z]+)\b/g)) {
      expect(Object.keys(scripts)).toContain(script);
    }
  });
});

describe('every page', () => {
  it.each(PAGES_BY_HAND)(
    '%s links only to files that are there, and names only commands there are',
    (page) => {
      const markdown = readFileSync(page, 'utf8');
      const commands = codeBlocks(markdown)
        .flatMap(({ lines }) => lines.map(commandOf))
        .filter((line) => line.startsWith('earshot '))
        .concat(inlineCommands(markdown));
      expect(deadLinks(page, markdown)).toEqual([]);
      expect(commands.flatMap(refusal)).toEqual([]);
    },
  );

  it.each(Object.entries(PAGES))(
    '%s is what the program says of itself (else: npm run docs)',
    async (path, page) => {
      expect(readFileSync(path, 'utf8')).toBe(await page());
    },
  );
});

describe('docs/exit-codes.md', () => {
  it('lists the exit codes there are, as the README does', () => {
    const listed = (text: string) => [...text.matchAll(/^\| (\d+) \|/gm)].map(([, code]) => Number(code));
    const there = Object.values(EXIT);
    expect(listed(readFileSync('docs/exit-codes.md', 'utf8'))).toEqual(there);
    expect(listed(README)).toEqual(there);
  });
});

describe('docs/json.md', () => {
  it('documents exactly what the commands print', async () => {
    const owner = await openShop();
    const shapes = readShapes(readFileSync('docs/json.md', 'utf8'));
    const numbers = new Map<string, string>();
    for (const shape of shapes.filter(({ name }) => name.startsWith('earshot '))) {
      if (shape.name.includes('bulk plan rows.csv')) await writeBulkFile(owner);
      if (shape.name.includes('--send')) await openChannel(owner);
      const [, placeholder] = / (ID|HIDABLE|FAILED|SENT)\b/.exec(shape.name) ?? [];
      if (placeholder && !numbers.has(placeholder)) {
        numbers.set(placeholder, await numberFor(placeholder, owner));
      }
      const command = placeholder
        ? shape.name.replace(placeholder, numbers.get(placeholder) ?? '')
        : shape.name.replace('--secrets-stdin', '--secrets-stdin < keys.json');
      const printed = await documentOf(command, owner);
      expect({ command, misfits: misfits(printed, shape, shapes) }).toEqual({ command, misfits: [] });
    }
  });
});

/** The document a command prints: on stderr where it fails, the first line where it goes on. */
async function documentOf(command: string, owner: Owner): Promise<unknown> {
  if (GOES_ON.some((pattern) => pattern.test(command))) {
    const running = await begin(command, owner);
    await running.stop('SIGINT');
    return JSON.parse(running.stdout());
  }
  const { stdout, stderr } = await owner.type(command);
  return JSON.parse(stdout === '' ? stderr : stdout);
}

/** A bulk file of one answer that can be sent, and one that cannot. */
async function writeBulkFile(owner: Owner): Promise<void> {
  const rows = `mention,text\n${await mostUrgent(owner)},"Thank you, we are on it."\n999999,"Nobody"\n`;
  writeFileSync(join(owner.dir, 'rows.csv'), rows);
}

/** A channel in the owner's configuration, to a service in this process that takes whatever is sent. */
async function openChannel(owner: Owner): Promise<void> {
  const service = createServer((request, response) => {
    request.resume().once('end', () => response.end('{}'));
  });
  await new Promise<void>((resolve) => {
    service.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    service.closeAllConnections();
    service.close();
  });
  const { port } = service.address() as AddressInfo;
  const path = join(owner.dir, 'earshot.config.json');
  const config = JSON.parse(readFileSync(path, 'utf8')) as object;
  const channel = { id: 'phone', kind: 'ntfy', server: `http://127.0.0.1:${port}`, topic: 'cafenar' };
  writeFileSync(path, JSON.stringify({ ...config, delivery: { channels: [channel] } }));
}

/** A mention or reply in the state a command needs. */
async function numberFor(placeholder: string, owner: Owner): Promise<string> {
  if (placeholder === 'ID') return mostUrgent(owner);
  if (placeholder === 'HIDABLE') return hidable(owner);
  if (placeholder === 'FAILED') {
    owner.sandbox.faults.add([{ method: 'POST', path: '/2/tweets', action: 'status', status: 400 }]);
    await owner.type(`earshot reply ${await mostUrgent(owner)} "Thank you." --yes --again`);
  }
  const wanted = placeholder.toLowerCase();
  const { stdout } = await owner.type('earshot outbox list --all --json');
  const { replies } = JSON.parse(stdout) as { replies: { id: number; state: string }[] };
  return String(replies.find(({ state }) => state === wanted)?.id);
}

async function hidable(owner: Owner): Promise<string> {
  const { stdout } = await owner.type('earshot list --sort oldest --limit 0 --json');
  const { mentions } = JSON.parse(stdout) as { mentions: { id: number; kind: string }[] };
  for (const { id } of mentions.filter(({ kind }) => kind === 'reply')) {
    const card = JSON.parse((await owner.type(`earshot show ${id} --json`)).stdout) as {
      abilities: { action: string; can: boolean }[];
    };
    if (card.abilities.some(({ action, can }) => action === 'hide' && can)) return String(id);
  }
  throw new Error('Nobody in the scenario answers one of our posts.');
}

/** Runs a command to its end: it must do what the README promises. */
async function check(command: string, owner: Owner, urgent: string | undefined): Promise<void> {
  const asks = ASKS.some((pattern) => pattern.test(command));
  const { code, stderr } = await owner.type(command.replace(SPOKEN_OF, ` ${urgent}`));
  expect({ command, code, stderr: asks ? '' : stderr }).toEqual({ command, code: asks ? 2 : 0, stderr: '' });
}

/** Starts a command that goes on, and waits until it works; one that polls is ended there. */
async function begin(command: string, { dir, sandbox }: Owner): Promise<Running> {
  const before = requestsTo(sandbox);
  const running = start(command.split(' ').slice(1), { cwd: dir });
  if (command.startsWith('earshot sandbox')) {
    await running.until((stdout) => stdout.includes('\n'));
    return running;
  }
  await vi.waitFor(() => expect(requestsTo(sandbox)).toBeGreaterThan(before), { timeout: 120_000 });
  expect(await running.stop('SIGINT')).toMatchObject({ code: 130, stderr: '' });
  return running;
}

function requestsTo(sandbox: Sandbox): number {
  return Object.values(sandbox.requests()).reduce((sum, count) => sum + count, 0);
}

/** Every place of the command tree, by the words that lead there. */
const PLACES = new Map(
  placesOf(buildProgram({ version: '', ...memoryStreams(), run: () => Promise.resolve() })).map((place) => [
    place.path,
    place,
  ]),
);

/** What a command line names that is not there: a command, or an option of it. */
function refusal(command: string): string[] {
  const line = command.replace(/ [<>|] .*$/, '').replace(/ --(config|db) \S+/g, '');
  const [root = '', ...words] = line.match(/"[^"]*"|\S+/g) ?? [];
  let path = root;
  for (const word of words) {
    if (!PLACES.has(`${path} ${word}`)) break;
    path = `${path} ${word}`;
  }
  if (PLACES.get(path)?.commands.length !== 0 && /^[a-z]/.test(words[path.split(' ').length - 1] ?? '')) {
    return [`${command}: there is no such command`];
  }
  const known = new Set(PLACES.get(path)?.options.flatMap(({ names }) => names));
  const unknown = words.filter((word) => word.startsWith('-') && !known.has(word));
  return unknown.map((word) => `${command}: there is no ${word}`);
}

/** Relative links of a page that lead nowhere, and files it names that are not there. */
function deadLinks(page: string, markdown: string): string[] {
  const links = [...markdown.matchAll(/\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)/g)];
  const files = [...markdown.matchAll(/`((?:src|test|scripts|docs|training|bench)\/[\w./-]+)`/g)];
  return [
    ...links.flatMap(([, target]) => target ?? []).filter((target) => !existsSync(join(page, '..', target))),
    ...files.flatMap(([, file]) => file ?? []).filter((file) => !existsSync(file)),
  ];
}
