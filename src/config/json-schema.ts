import * as z from 'zod';
import { configSchema } from './schema.js';

/** The JSON Schema of a configuration file as a person writes it: what has a default may be left out. */
export function configJsonSchema(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(configSchema, { io: 'input' });
  return { $schema, title: 'earshot configuration', ...schema };
}
