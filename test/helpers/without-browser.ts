import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A PATH on which the browser is one that opens nothing: the test visits the page itself. */
export function withoutBrowser(dir: string): { PATH: string } {
  const bin = join(dir, 'bin');
  mkdirSync(bin);
  for (const name of ['xdg-open', 'open']) writeFileSync(join(bin, name), '#!/bin/sh\n', { mode: 0o755 });
  return { PATH: `${bin}:${process.env.PATH}` };
}
