import { readdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { NETWORKS } from '../../../src/networks/registry.js';
import { depsFor } from '../x/support.js';

const folder = fileURLToPath(new URL('../../../src/networks/', import.meta.url));

describe('the registry', () => {
  it('lists exactly the folders beside it', () => {
    const folders = readdirSync(folder).filter((name) => statSync(`${folder}${name}`).isDirectory());
    expect([...NETWORKS.keys()].sort()).toEqual(folders.sort());
  });

  it.each([...NETWORKS.values()])('$name explains everything it cannot do', async (entry) => {
    const network = (await entry.load()).create(depsFor('http://127.0.0.1:9', {}));
    const { length, idempotency, ...abilities } = network.capabilities;
    for (const [name, ability] of Object.entries(abilities)) {
      expect([name, ability.can || (ability.note ?? '') !== '']).toEqual([name, true]);
    }
    if (network.capabilities.reply.can) expect(length.limit).toBeGreaterThan(0);
    expect(idempotency === 'lookup' ? typeof network.findReply : 'function').toBe('function');
    expect(network.capabilities.hide.can).toBe(network.hide !== undefined);
    expect(network.capabilities.delete.can).toBe(network.delete !== undefined);
    expect(network.streams([])).not.toEqual([]);
  });
});
