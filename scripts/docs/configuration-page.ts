import { configJsonSchema } from '../../src/config/json-schema.js';
import { GENERATED, table } from './markdown.js';

/** The parts of JSON Schema that the configuration's schema uses. */
interface Schema {
  type?: string;
  description?: string;
  default?: unknown;
  enum?: readonly unknown[];
  const?: unknown;
  anyOf?: readonly Schema[];
  items?: Schema;
  properties?: Readonly<Record<string, Schema>>;
  required?: readonly string[];
  minimum?: number;
  maximum?: number;
}

/** docs/configuration.md: every key with its type and default, from the schema that checks the file. */
export function configurationPage(): string {
  const lines = [
    '# Configuration',
    '',
    GENERATED,
    '',
    ...PREFACE,
    ...objectLines('', configJsonSchema() as Schema),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

const PREFACE =
  `\`earshot init\` writes \`earshot.config.json\`, and \`earshot account\` and \`earshot watch\` change it; it may be edited by hand
too. [config.example.json](../config.example.json) shows every key, and [config.schema.json](../config.schema.json) lets an
editor complete and check them. A key earshot does not know is refused, with the nearest one it does.

The configuration is looked for in this order: \`--config\`, \`EARSHOT_CONFIG\`, \`./earshot.config.json\`,
\`$XDG_CONFIG_HOME/earshot/\` (\`~/.config/earshot/\`). The database: \`--db\`, \`EARSHOT_DB\`, \`storage.database\`, else
\`earshot.db\` beside the configuration, or in \`$XDG_DATA_HOME/earshot/\` where the configuration is in the XDG folder.

**Secrets are never in the configuration.** They are read from the environment, \`EARSHOT_<ACCOUNT>_<NAME>\` (account
\`cafe-nar\`, secret \`apiKey\`: \`EARSHOT_CAFE_NAR_API_KEY\`), from a file that the same variable with \`_FILE\` names, or from
\`credentials.json\` beside the configuration, which is refused when other users can read it.

Durations are a number and a unit: \`90s\`, \`5m\`, \`1h30m\`, \`7d\`.
`.split('\n');

/** A table of an object's keys, then the objects among them. */
function objectLines(path: string, { properties = {}, required = [] }: Schema): string[] {
  const keys = Object.entries(properties);
  const rows = keys.map(([key, schema]) => [
    `\`${key}\`${required.includes(key) ? ' (required)' : ''}`,
    typeOf(schema),
    schema.default === undefined || isSettings(schema) ? '' : `\`${JSON.stringify(schema.default)}\``,
    descriptionOf(schema),
  ]);
  return [
    path === '' ? '## The file' : `## ${path}`,
    '',
    ...table(['key', 'type', 'default', 'means'], rows),
    ...keys.flatMap(([key, schema]) => {
      const name = path === '' ? key : `${path}.${key}`;
      if (isSettings(schema)) return objectLines(name, schema);
      return schema.items && isSettings(schema.items) ? objectLines(`${name}[]`, schema.items) : [];
    }),
  ];
}

/** What a key means; one that may be null too says it of its other choice. */
function descriptionOf({ description, anyOf = [] }: Schema): string {
  return description ?? anyOf.map(descriptionOf).find((text) => text !== '') ?? '';
}

function isSettings(schema: Schema): boolean {
  return schema.properties !== undefined;
}

function typeOf(schema: Schema): string {
  if (schema.enum) return schema.enum.map((value) => `\`${String(value)}\``).join(', ');
  if (schema.anyOf) return schema.anyOf.map(typeOf).join(' or ');
  if (schema.items) return isSettings(schema.items) ? 'list of objects' : `list of ${typeOf(schema.items)}`;
  if (schema.type === 'string') return 'text';
  if (schema.type === 'boolean') return '`true`, `false`';
  if (schema.type !== 'number' && schema.type !== 'integer') return schema.type ?? '';
  const kind = schema.type === 'integer' ? 'whole number' : 'number';
  const { minimum, maximum } = schema;
  const top = maximum === undefined || maximum >= Number.MAX_SAFE_INTEGER ? '' : ` to ${maximum}`;
  return minimum === undefined ? kind : `${kind} from ${minimum}${top}`;
}
