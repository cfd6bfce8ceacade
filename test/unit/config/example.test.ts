import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { configJsonSchema } from '../../../src/config/json-schema.js';
import { NETWORK_IDS } from '../../../src/config/names.js';
import { validateConfig } from '../../../src/config/validate.js';
import { NETWORKS } from '../../../src/networks/registry.js';

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../${name}`, import.meta.url), 'utf8'));

interface Node {
  properties?: Record<string, Node>;
  items?: Node;
  anyOf?: Node[];
}

/** Every place a schema names: `business.hours.mon`, `accounts[].id` ... */
function placesOfSchema(node: Node, path = ''): string[] {
  const own = Object.entries(node.properties ?? {}).flatMap(([key, child]) => {
    const place = path === '' ? key : `${path}.${key}`;
    return [place, ...placesOfSchema(child, place)];
  });
  const items = node.items ? placesOfSchema(node.items, `${path}[]`) : [];
  return [...own, ...items, ...(node.anyOf ?? []).flatMap((child) => placesOfSchema(child, path))];
}

function placesOfValue(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => placesOfValue(item, `${path}[]`));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => {
    const place = path === '' ? key : `${path}.${key}`;
    return [place, ...placesOfValue(child, place)];
  });
}

/** What a condition looks at is the same inside all, any and not: shown once is shown. */
function once(place: string): string {
  return place.replace(/\.when\.(all\[\]|any\[\]|not)\./, '.when.');
}

describe('config.example.json', () => {
  it('is a valid configuration', () => {
    expect(validateConfig(read('config.example.json'), 'config.example.json').accounts).not.toHaveLength(0);
  });

  it('shows an account of every network', () => {
    const { accounts } = validateConfig(read('config.example.json'), 'config.example.json');
    expect([...new Set(accounts.map(({ network }) => network))].sort()).toEqual([...NETWORK_IDS].sort());
  });

  it('shows every option there is', () => {
    const shown = new Set(placesOfValue(read('config.example.json')).map(once));
    const known = placesOfSchema(configJsonSchema()).map(once);
    expect(known).toContain('accounts[].baseUrl');
    expect(known.filter((place) => !shown.has(place))).toEqual([]);
  });
});

describe('config.schema.json', () => {
  it('is what the schema in the code says (npm run schema writes it)', () => {
    expect(read('config.schema.json')).toEqual(configJsonSchema());
  });

  it('accepts the example and refuses an unknown key, read by another hand', () => {
    const schema = z.fromJSONSchema(
      z.custom<Parameters<typeof z.fromJSONSchema>[0]>().parse(read('config.schema.json')),
    );
    const example = z.record(z.string(), z.unknown()).parse(read('config.example.json'));
    expect(schema.safeParse(example).success).toBe(true);
    expect(schema.safeParse({ ...example, extra: 1 }).success).toBe(false);
  });
});

describe('the networks a configuration may name', () => {
  it('are those that are registered, and those that have a folder', () => {
    const folders = readdirSync(new URL('../../../src/networks', import.meta.url), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name);
    expect([...NETWORK_IDS].sort()).toEqual([...NETWORKS.keys()].sort());
    expect([...NETWORK_IDS].sort()).toEqual(folders.sort());
  });
});
