import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Shape, shapeOf } from '../core/shape.js';
import { configJsonSchema } from './json-schema.js';
import { parseJsonText } from './json-text.js';

/**
 * The shape of a configuration file, valid or not: the keys that earshot knows, and of every value its kind.
 *
 * @throws what node:fs throws; EarshotError `json-invalid`
 */
export async function configShape(path: string): Promise<Shape> {
  const known = new Set<string>();
  collectKeys(configJsonSchema(), known);
  return shapeOf(parseJsonText(await readFile(path, 'utf8'), basename(path)), known);
}

function collectKeys(schema: unknown, known: Set<string>): void {
  if (typeof schema !== 'object' || schema === null) return;
  for (const [key, value] of Object.entries(schema)) {
    if (key === 'properties' && typeof value === 'object' && value !== null) {
      for (const name of Object.keys(value)) known.add(name);
    }
    collectKeys(value, known);
  }
}
