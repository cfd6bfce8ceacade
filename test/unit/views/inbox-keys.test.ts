import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { QUEUE_KEYS } from '../../../src/views/inbox/keys.js';

const PAGE = readFileSync('docs/inbox.md', 'utf8');
const ROWS = [
  ...(PAGE.split('## Keys')[1]?.split('\n## ')[0] ?? '').matchAll(/^\| ([^|]+) \| [^|]+ \|/gm),
].map(([, keys = '']) => keys.replaceAll('`', '').split(', '));

describe('the keys of the inbox', () => {
  it('are the ones its page explains', () => {
    const explained = new Set(ROWS.flat());
    const shown = QUEUE_KEYS.flatMap(([key]) => key.split(' '));
    for (const key of shown) expect(explained, key).toContain(key);
    for (const [first = ''] of ROWS.slice(1).filter(([first]) => first !== '---')) {
      expect(shown, `docs/inbox.md explains ${first}`).toContain(first);
    }
  });
});
