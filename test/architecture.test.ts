import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { buildOptions } from '../scripts/build-options.js';
import { NETWORKS } from '../src/networks/registry.js';
import { unusedExports } from './helpers/exports.js';
import { lineOf, readSources, type SourceFile, usesOfGlobals, walk } from './helpers/source-tree.js';

// The house rules of docs/architecture.md. Whoever changes the plan changes that page and this table together.

/** Which rooms a room may import, besides itself. `networks/network` is the port: that one file. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  core: [],
  http: ['core'],
  delivery: ['core', 'http'],
  store: ['core'],
  sentiment: ['core'],
  templates: ['core'],
  config: ['core'],
  output: ['core'],
  sandbox: ['core'],
  views: ['core', 'output'],
  'networks/network': ['core'],
  'networks/registry': ['networks/network', 'networks/<id>'],
  'networks/<id>': ['core', 'http', 'networks/network'],
  services: ['core', 'store', 'sentiment', 'templates', 'networks/network'],
  cli: ['core', 'services', 'views', 'output', 'config', 'sandbox'],
  main: [
    'core',
    'http',
    'delivery',
    'store',
    'sentiment',
    'templates',
    'config',
    'output',
    'sandbox',
    'views',
    'services',
    'cli',
  ].concat('networks/network', 'networks/registry', 'networks/<id>'),
};

/** Where each library may be used: a room, or a folder of one. */
const LIBRARIES: Record<string, readonly string[]> = {
  'better-sqlite3': ['src/store/'],
  kysely: ['src/store/'],
  commander: ['src/cli/'],
  chalk: ['src/output/'],
  ora: ['src/output/'],
  inquirer: ['src/output/'],
  '@inquirer/core': ['src/output/'],
  'string-width': ['src/output/'],
  'bidi-js': ['src/output/'],
  'fastest-levenshtein': ['src/config/'],
  'csv-parse': ['src/sandbox/', 'src/services/'],
  liquidjs: ['src/templates/'],
  nodemailer: ['src/delivery/'],
  htmlparser2: ['src/http/', 'src/networks/feeds/'],
  'twitter-api-v2': ['src/networks/x/'],
  'd3-scale': ['src/views/digest/'],
  'd3-shape': ['src/views/digest/'],
  'intl-messageformat': ['src/views/catalogues/'],
  // Whatever comes over a wire or out of a file is checked where it comes in.
  zod: ['src/config/', 'src/networks/', 'src/sandbox/', 'src/cli/commands/'],
};

/** The globals that only the composition root and the streams may touch; everybody else is handed them. */
const GLOBALS = ['process', 'console', 'fetch', 'Date.now', 'new Date()', 'globalThis', 'global'];
const GLOBALS_ALLOWED = ['src/main.ts', 'src/output/streams.ts'];

const LONGEST = 400;
/** Tables of data in code, and migrations, which are written once and never split. */
const MAY_BE_LONG = [/^src\/sandbox\/scenarios\//, /^src\/store\/migrations\//];

const sources = readSources();
const byPath = new Map(sources.map((source) => [source.path, source]));

describe('the rooms', () => {
  it('import only the rooms they may', () => {
    expect(sources.flatMap(forbiddenImports)).toEqual([]);
  });

  it('are those of docs/architecture.md', () => {
    const page = readFileSync('docs/architecture.md', 'utf8');
    const rows = [...page.matchAll(/^\| `src\/([\w/<>.-]+?)\/?`.*\| ([^|]+) \|$/gm)];
    const documented = rows.map(([, path = '', rooms = '']) => {
      const room = path === 'main.ts' ? 'main' : path.replace(/\.ts$/, '');
      return [room, (rooms === 'all' ? MAY_IMPORT.main : roomsIn(rooms))?.toSorted()];
    });
    const enforced = Object.entries(MAY_IMPORT).map(([room, rooms]) => [room, rooms.toSorted()]);
    expect(Object.fromEntries(documented)).toEqual(Object.fromEntries(enforced));
  });

  it('use every library only where it belongs, and every library listed', () => {
    const used = sources.flatMap(({ path, imports }) =>
      imports
        .filter(({ to, ours }) => !ours && !to.startsWith('node:'))
        .map(({ to, line }) => ({ where: `${path}:${line}`, library: to })),
    );
    const misplaced = used.filter(
      ({ where, library }) => !LIBRARIES[library]?.some((folder) => where.startsWith(folder)),
    );
    expect(misplaced).toEqual([]);
    expect([...new Set(used.map(({ library }) => library))].sort()).toEqual(Object.keys(LIBRARIES).sort());
  });

  it('are bundled with every library but those that a user has to install', () => {
    const { dependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      dependencies: object;
      devDependencies: object;
    };
    const { external } = buildOptions('');
    expect(Object.keys(dependencies)).toEqual(external);
    const bundled = Object.keys(LIBRARIES).filter((library) => !external?.includes(library));
    expect(Object.keys(devDependencies)).toEqual(expect.arrayContaining(bundled));
  });

  it('take the process, the console, the network and the time from their caller', () => {
    const uses = usesOfGlobals(GLOBALS).filter(({ file }) => !GLOBALS_ALLOWED.includes(file));
    const modules = sources
      .filter(({ path }) => !GLOBALS_ALLOWED.includes(path))
      .flatMap(({ path, imports }) =>
        imports
          .filter(({ to }) => to === 'node:process' || to === 'node:console')
          .map(({ to, line }) => ({ file: path, line, name: to })),
      );
    expect([...uses, ...modules]).toEqual([]);
  });

  it('import nothing in a circle', () => {
    expect(cycles()).toEqual([]);
  });
});

describe('the files', () => {
  it(`are at most ${LONGEST} lines, and mostly far shorter`, () => {
    const measured = sources.filter(({ path }) => !MAY_BE_LONG.some((pattern) => pattern.test(path)));
    expect(
      measured.filter(({ lines }) => lines > LONGEST).map(({ path, lines }) => `${path}: ${lines}`),
    ).toEqual([]);
    const sizes = measured.map(({ lines }) => lines).sort((a, b) => a - b);
    expect(sizes[Math.floor(sizes.length / 2)]).toBeLessThan(90);
    expect(sizes.filter((lines) => lines > 250).length / sizes.length).toBeLessThan(0.05);
  });

  it('export nothing that nobody imports', () => {
    expect(unusedExports()).toEqual([]);
  });

  it('have kebab-case names', () => {
    expect(
      sources.filter(({ path }) => !/^(\d{3}-)?[a-z0-9]+(-[a-z0-9]+)*(\.d)?\.ts$/.test(basename(path))),
    ).toEqual([]);
  });
});

describe('the networks', () => {
  it('in the registry are the folders there are', () => {
    const folders = readdirSync('src/networks', { withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    );
    expect([...NETWORKS.keys()].sort()).toEqual(folders.map(({ name }) => name).sort());
    for (const [id, entry] of NETWORKS) expect(entry.id).toBe(id);
  });

  it.each([...NETWORKS.keys()])('say in the README of %s what each of their files does', (id) => {
    const folder = `src/networks/${id}`;
    const rows = readFileSync(`${folder}/README.md`, 'utf8').matchAll(/^\| (`[\w`, .-]+\.ts`)/gm);
    const named = [...rows].flatMap(([, names = '']) => names.match(/[\w-]+\.ts/g) ?? []);
    const there = readdirSync(folder).filter((name) => name.endsWith('.ts'));
    expect(
      there.filter((name) => !readFileSync(`${folder}/README.md`, 'utf8').includes(`\`${name}\``)),
    ).toEqual([]);
    expect(named.filter((name) => !there.includes(name))).toEqual([]);
  });
});

describe('the commands', () => {
  const specs = sources.filter(({ path }) => path.startsWith('src/cli/tree/')).flatMap(commandSpecs);

  it('are found in the file that bears their name', () => {
    expect(specs.length).toBeGreaterThan(0);
    expect(specs.filter(({ name, file }) => file !== `src/cli/commands/${name}.ts`)).toEqual([]);
  });

  it('are all in the tree', () => {
    const files = sources.filter(({ path, ast }) => path.startsWith('src/cli/commands/') && exportsRun(ast));
    expect(files.map(({ path }) => path).sort()).toEqual(specs.map(({ file }) => file).sort());
  });
});

/** `core, http, the port; never another network` as the names of rooms. */
function roomsIn(words: string): string[] {
  if (words === 'nothing of ours') return [];
  return words
    .replace(/;.*/, '')
    .split(', ')
    .map((room) => room.replace('the port', 'networks/network').replace('the networks', 'networks/<id>'));
}

function roomOf(path: string): string {
  const parts = path.replace(/^src\//, '').split('/');
  if (parts.length === 1 || parts[0] === 'wiring') return 'main';
  if (parts[0] !== 'networks') return parts[0] ?? '';
  return parts.length === 2 ? `networks/${basename(parts[1] ?? '', '.ts')}` : 'networks/<id>';
}

function forbiddenImports({ path, imports }: SourceFile): string[] {
  const room = roomOf(path);
  const allowed = MAY_IMPORT[room];
  if (!allowed) return [`${path} is in a room that the table does not know: ${room}`];
  return imports
    .filter(({ ours, to }) => ours && !mayImport(path, to, allowed))
    .map(({ to, line }) => `${path}:${line} imports ${to}`);
}

function mayImport(from: string, to: string, allowed: readonly string[]): boolean {
  if (!byPath.has(to)) return false;
  const room = roomOf(to);
  if (room !== roomOf(from)) return allowed.includes(room);
  // One network never leans on another.
  return room !== 'networks/<id>' || from.split('/')[2] === to.split('/')[2];
}

/** Circles of static imports: each as the files on it. */
function cycles(): string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (path: string, trail: readonly string[]) => {
    if (trail.includes(path)) {
      found.push([...trail.slice(trail.indexOf(path)), path].join(' → '));
      return;
    }
    if (done.has(path)) return;
    for (const { to, ours, static: runs } of byPath.get(path)?.imports ?? []) {
      if (ours && runs) visit(to, [...trail, path]);
    }
    done.add(path);
  };
  for (const { path } of sources) visit(path, []);
  return found;
}

/** The commands that a file of the tree describes: `usage`, `load` and the `group` around them. */
function commandSpecs({ ast, path }: SourceFile): { name: string; file: string; where: string }[] {
  const specs: { name: string; file: string; where: string }[] = [];
  walk(ast, (node) => {
    if (!ts.isObjectLiteralExpression(node)) return;
    const usage = textOf(node, 'usage');
    if (usage === null) return;
    const group = node.parent.parent.parent;
    const noun = ts.isObjectLiteralExpression(group) ? textOf(group, 'group') : null;
    const name = [noun, usage.split(' ')[0]].filter((part) => part !== null).join('-');
    walk(node, (part) => {
      if (!ts.isCallExpression(part) || part.expression.kind !== ts.SyntaxKind.ImportKeyword) return;
      const [target] = part.arguments;
      const file = target && ts.isStringLiteral(target) ? basename(target.text, '.js') : '';
      specs.push({ name, file: `src/cli/commands/${file}.ts`, where: `${path}:${lineOf(part)}` });
    });
  });
  return specs;
}

function textOf(object: ts.ObjectLiteralExpression, name: string): string | null {
  for (const property of object.properties) {
    if (!ts.isPropertyAssignment(property) || property.name.getText() !== name) continue;
    return ts.isStringLiteral(property.initializer) ? property.initializer.text : null;
  }
  return null;
}

function exportsRun(ast: ts.SourceFile): boolean {
  return ast.statements.some(
    (statement) =>
      ts.isFunctionDeclaration(statement) &&
      statement.name?.text === 'run' &&
      statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword),
  );
}
