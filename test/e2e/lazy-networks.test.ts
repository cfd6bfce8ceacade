import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleProgram } from '../../scripts/program-bundle.js';
import { type Desk, makeDesk } from '../helpers/desk.js';
import { jsonOf } from '../helpers/earshot.js';
import { readSources } from '../helpers/source-tree.js';

/** Libraries that only the networks and their HTTP client use. */
const LIBRARIES = librariesOf(readSources());
const ADAPTER = /^src\/networks\/\w+\//;

let desk: Desk;
/** What each file of dist/ was made of, by its name. */
let madeOf: Map<string, string[]>;
beforeAll(async () => {
  desk = await makeDesk({});
  desk.sandbox.arrive({ by: 'ana', text: '@cafenar are you open?' });
  const metafile = await bundleProgram(process.cwd(), { write: false });
  madeOf = new Map(
    Object.entries(metafile.outputs).map(([path, { inputs }]) => [basename(path), Object.keys(inputs)]),
  );
});
afterAll(() => desk.close());

/** The source files that a command loads; V8 lists every script that ran. */
async function loadedBy(...args: string[]): Promise<string[]> {
  const folder = join(desk.dir, `coverage-${args.join('-').replaceAll(/\W/g, '')}`);
  const { code, stderr } = await desk.run(args, { env: { NODE_V8_COVERAGE: folder } });
  expect({ args, code, stderr }).toEqual({ args, code: 0, stderr: '' });
  const scripts = readdirSync(folder).flatMap((name) => {
    const { result } = JSON.parse(readFileSync(join(folder, name), 'utf8')) as { result: { url: string }[] };
    return result.map(({ url }) => basename(url));
  });
  return [...new Set(scripts.flatMap((name) => madeOf.get(name) ?? []))];
}

const librariesIn = (files: readonly string[]) =>
  LIBRARIES.filter((library) => files.some((file) => file.startsWith(`node_modules/${library}/`)));

describe('a command', () => {
  it('loads the library of a network when it speaks to it', async () => {
    const files = await loadedBy('poll', '--quiet');
    expect(files).toContain('src/networks/x/index.ts');
    expect(librariesIn(files)).toEqual(['twitter-api-v2']);
  });

  it.each(['list', 'account list', 'outbox list'])(
    'loads no network at all where it only reads the desk: earshot %s',
    async (command) => {
      const files = await loadedBy(...command.split(' '));
      expect(files.length).toBeGreaterThan(10);
      expect(files.filter((file) => ADAPTER.test(file))).toEqual([]);
      expect(librariesIn(files)).toEqual([]);
    },
  );

  it('loads no library for what a digest says of the networks', async () => {
    expect(librariesIn(await loadedBy('digest'))).toEqual([]);
  });

  it.each([['show'], ['reply', 'Until ten.', '--dry-run']])(
    'loads no library where it asks an adapter what it can: earshot %s',
    async (verb, ...more) => {
      await desk.run(['poll', '--quiet']);
      const { mentions } = jsonOf<{ mentions: { id: number }[] }>(await desk.run(['list', '--json']));
      const files = await loadedBy(verb ?? '', String(mentions[0]?.id), ...more);
      expect(files.some((file) => ADAPTER.test(file))).toBe(true);
      expect(librariesIn(files)).toEqual([]);
    },
  );
});

function librariesOf(sources: ReturnType<typeof readSources>): string[] {
  const used = (inside: boolean) =>
    new Set(
      sources
        .filter(({ path }) => /^src\/(networks|http)\//.test(path) === inside)
        .flatMap(({ imports }) => imports)
        .filter(({ ours, to }) => !ours && !to.startsWith('node:'))
        .map(({ to }) => to),
    );
  const elsewhere = used(false);
  return [...used(true)].filter((library) => !elsewhere.has(library)).sort();
}
