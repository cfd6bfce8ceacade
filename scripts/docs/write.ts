import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { commandsPage } from './commands-page.js';
import { configurationPage } from './configuration-page.js';
import { licencesPage } from './licences-page.js';
import { manPage } from './man-page.js';
import { networksPage } from './networks-page.js';

/** The pages that are written by the program about itself. */
export const PAGES: Readonly<Record<string, () => string | Promise<string>>> = {
  'docs/commands.md': commandsPage,
  'docs/configuration.md': configurationPage,
  'docs/licences.md': licencesPage,
  'docs/networks.md': networksPage,
  'man/earshot.1': manPage,
};

/** `npm run docs`: writes them. */
export async function main(_args: readonly string[], root: string): Promise<void> {
  for (const [path, page] of Object.entries(PAGES)) {
    mkdirSync(dirname(`${root}${path}`), { recursive: true });
    writeFileSync(`${root}${path}`, await page());
  }
}
