import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { NETWORKS } from '../../../src/networks/registry.js';
import { FAKES } from '../../fakes/index.js';

describe('the registry', () => {
  it.each([...NETWORKS.values()])('$name has its page, its fake and its contract', ({ id }) => {
    expect(Object.keys(FAKES)).toContain(id);
    const files = [
      `src/networks/${id}/README.md`,
      `test/fakes/${id}/index.ts`,
      `test/contract/${id}.test.ts`,
    ];
    expect(files.filter((file) => !existsSync(file))).toEqual([]);
  });
});
