import { build } from 'esbuild';
import { buildOptions } from '../build-options.js';
import { bundledPackages } from '../licences.js';
import { GENERATED, table } from './markdown.js';

/** docs/licences.md: what ships inside earshot, and under which terms. */
export async function licencesPage(): Promise<string> {
  const root = `${process.cwd()}/`;
  const { metafile } = await build({ ...buildOptions(root), write: false });
  const packages = bundledPackages(metafile, root);
  const lines = [
    '# Licences',
    '',
    GENERATED,
    '',
    'earshot is under the MIT licence. These packages are inside what ships; their licences go along in',
    '`dist/licences.txt`. better-sqlite3 (MIT) is installed beside it, with SQLite, which is in the public domain. What',
    'the sentiment model was trained on, and under which terms, is in [model-card.md](model-card.md).',
    '',
    ...table(
      ['package', 'version', 'licence'],
      packages.map(({ name, version, licence }) => [name, version, licence]),
    ),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}
