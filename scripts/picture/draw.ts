import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { readAnsi } from './ansi.js';
import { type Type, withCafe } from './cafe.js';
import { drawTerminal } from './svg.js';

const COLUMNS = 90;
const CUSTOMER = 'mina_k';

/**
 * `npm run picture [FILE]`: draws what the built program prints on the demo's café, at a terminal of 90 columns, into
 * docs/images/terminal.svg or the file given.
 */
export async function main([file]: readonly string[], root: string): Promise<void> {
  await withCafe(root, COLUMNS, async (type) => {
    const shown = [
      ['list', '--needs-reply', '--limit', '12'],
      ['show', await firstOf(type)],
      ['digest', '--since', '7d'],
    ];
    const screens: string[] = [];
    for (const argv of shown) {
      screens.push(`\x1b[2m$\x1b[22m \x1b[1mearshot ${argv.join(' ')}\x1b[22m\n${await type(...argv)}`);
    }
    const lines = readAnsi(screens.join('\n').trimEnd());
    const title = 'earshot at a terminal: what waits for an answer, one message, the digest';
    writeFileSync(resolve(root, file ?? 'docs/images/terminal.svg'), drawTerminal(lines, COLUMNS, title));
  });
}

async function firstOf(type: Type): Promise<string> {
  const list = await type('list', '--needs-reply', '--author', CUSTOMER, '--json');
  const { mentions } = JSON.parse(list) as { mentions: { id: number }[] };
  const [first] = mentions;
  if (!first) throw new Error(`Nothing of @${CUSTOMER} waits for an answer.`);
  return String(first.id);
}
