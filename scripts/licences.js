// The licences of what is bundled: their terms ask that their text goes along.
import { readdirSync, readFileSync } from 'node:fs';

/**
 * The packages that went into a bundle.
 *
 * @param {import('esbuild').Metafile} metafile
 * @param {string} root the root of the repository
 * @returns {{ name: string, version: string, licence: string, text: string | null }[]} by name; `text` is null where
 *   the package holds no licence file
 */
export function bundledPackages(metafile, root) {
  const bundled = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.keys(inputs));
  const folders = new Set(bundled.flatMap((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path) ?? []));
  return [...folders]
    .map((folder) => {
      const { name, version, license } = JSON.parse(readFileSync(`${root}${folder}/package.json`, 'utf8'));
      const file = readdirSync(`${root}${folder}`).find((each) => /^licen[cs]e(\.|$|-)/i.test(each));
      const text = file === undefined ? null : readFileSync(`${root}${folder}/${file}`, 'utf8').trim();
      return { name, version, licence: license, text };
    })
    .sort((a, b) => a.name.localeCompare(b.name, 'en') || a.version.localeCompare(b.version, 'en'));
}

/** One document with all of them. */
export function licencesText(packages) {
  const head = 'earshot contains the following packages, each under its own licence.';
  const each = packages.map(
    ({ name, version, licence, text }) =>
      `${'='.repeat(78)}\n${name} ${version} (${licence})\n\n${text ?? `The package names its licence: ${licence}.`}`,
  );
  return `${[head, ...each].join('\n\n')}\n`;
}
