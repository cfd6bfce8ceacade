import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const PAGE = readFileSync('docs/adding-a-network.md', 'utf8');

/** All TypeScript under the folders that the page speaks of. */
const SOURCES = ['src/core', 'src/networks', 'src/http', 'test/fakes', 'test/contract']
  .flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
  )
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(name, 'utf8'))
  .join('\n');

it('names only things that are in the code', () => {
  const named = [...PAGE.matchAll(/`([A-Za-z]+)`/g)].flatMap(([, name]) => name ?? []);
  expect(named).toContain('describeContract');
  expect(named.filter((name) => !new RegExp(`\\b${name}\\b`).test(SOURCES))).toEqual([]);
});

it('names only scripts and tests there are', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: object };
  const named = [...PAGE.matchAll(/npm run ([a-z:]+)/g)].flatMap(([, name]) => name ?? []);
  expect(named.filter((name) => !(name in scripts))).toEqual([]);
});
