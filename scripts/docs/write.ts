import { writeFileSync } from 'node:fs';
import { commandsPage } from './commands-page.js';
import { configurationPage } from './configuration-page.js';
import { networksPage } from './networks-page.js';

/** The pages that are written by the program about itself. */
export const PAGES: Readonly<Record<string, () => string | Promise<string>>> = {
  'docs/commands.md': commandsPage,
  'docs/configuration.md': configurationPage,
  'docs/networks.md': networksPage,
};

/** `npm run docs`: writes them. */
export async function main(_args: readonly string[], root: string): Promise<void> {
  for (const [path, page] of Object.entries(PAGES)) writeFileSync(`${root}${path}`, await page());
}
