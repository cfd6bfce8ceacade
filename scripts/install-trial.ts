import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** What a new user types first, and what must be seen in the answer. */
const FIRST_COMMANDS: readonly (readonly [args: readonly string[], seen: RegExp])[] = [
  [['--version'], /^\d+\.\d+\.\d+$/m],
  [['--help'], /Listen:/],
  [['score', 'Terrible service, never again'], /negative/],
  [['demo', '--no-input'], /earshot/],
];

/**
 * `npm run trial:install -- 20 22 24`: packs earshot as it would be published, and for each major of Node installs it
 * into an empty prefix with an empty home, by that Node, and tries its first commands; then once more the way npx runs
 * a package. Node itself comes from its npm package.
 *
 * @param majors of Node; the one that runs this where none is given
 */
export async function main(majors: readonly string[], root: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'earshot-install-'));
  try {
    const tarball = pack(root, folder);
    for (const major of majors.length === 0 ? [process.versions.node.split('.')[0] ?? ''] : majors) {
      tryOn(nodeOf(major, folder), tarball, join(folder, `on-${major}`));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Packs the repository. @returns the path of the tarball */
function pack(root: string, folder: string): string {
  const json = execFileSync('npm', ['pack', '--json', '--pack-destination', folder], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const start = json.search(/^[[{]/m);
  const parsed: unknown = JSON.parse(json.slice(start));
  const [packed] = Object.values(
    parsed as Record<string, { filename: string; size: number; unpackedSize: number }>,
  );
  if (!packed) throw new Error('npm pack made nothing');
  const megabytes = (bytes: number) => `${(bytes / 1_000_000).toFixed(1)} MB`;
  console.log(`${packed.filename}: ${megabytes(packed.size)}, ${megabytes(packed.unpackedSize)} unpacked`);
  return join(folder, packed.filename);
}

/** A Node of this major. @returns the folder that holds `bin/node` and, for compiling, `include/node` */
function nodeOf(major: string, folder: string): string {
  if (process.versions.node.startsWith(`${major}.`)) return join(process.execPath, '..', '..');
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const home = join(folder, `node-${major}`);
  mkdirSync(home);
  execFileSync('npm', ['install', '--prefix', home, `${name}@${major}`], { stdio: 'ignore' });
  return join(home, 'node_modules', name);
}

function tryOn(node: string, tarball: string, folder: string): void {
  const home = join(folder, 'home');
  const desk = join(folder, 'desk');
  for (const made of [home, desk]) mkdirSync(made, { recursive: true });
  const env = {
    ...process.env,
    // npm's own settings stay: a proxy or a certificate of this network may be among them.
    npm_config_userconfig: process.env.npm_config_userconfig ?? join(homedir(), '.npmrc'),
    PATH: [join(node, 'bin'), process.env.PATH].join(delimiter),
    HOME: home,
    // The driver is compiled where no built one can be fetched; this Node's own headers serve for it.
    ...(existsSync(join(node, 'include/node/node.h')) ? { npm_config_nodedir: node } : {}),
  };
  const run = (file: string, args: readonly string[]) =>
    execFileSync(file, args, { cwd: desk, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  const prefix = join(folder, 'prefix');
  run('npm', ['install', '--global', '--prefix', prefix, tarball]);
  const modules = join(prefix, 'lib/node_modules/earshot/node_modules');
  for (const [args, seen] of FIRST_COMMANDS) expectIn(run(join(prefix, 'bin/earshot'), args), seen, args);
  const npx = ['exec', '--yes', '--package', tarball, '--', 'earshot', '--version'];
  expectIn(run('npm', npx), /^\d+\.\d+\.\d+$/m, npx);
  expectIn(readFileSync(join(prefix, 'share/man/man1/earshot.1'), 'utf8'), /^\.TH EARSHOT 1/m, [
    'the man page',
  ]);
  const version = run('node', ['--version']).trim();
  console.log(
    `${version}: installed, ${readdirSync(modules).length} packages beside it; all commands answered`,
  );
}

function expectIn(output: string, seen: RegExp, args: readonly string[]): void {
  if (!seen.test(output)) throw new Error(`${args.join(' ')} printed:\n${output}`);
}
