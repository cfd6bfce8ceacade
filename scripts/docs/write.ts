import { writeFileSync } from 'node:fs';
import { commandsPage } from './commands-page.js';
import { configurationPage } from './configuration-page.js';

/** The pages that are written by the program about itself. */
export const PAGES: Readonly<Record<string, () => string>> = {
  'docs/commands.md': commandsPage,
  'docs/configuration.md': configurationPage,
};

/** `npm run docs`: writes them. */
export function main(_args: readonly string[], root: string): void {
  for (const [path, page] of Object.entries(PAGES)) writeFileSync(`${root}${path}`, page());
}
