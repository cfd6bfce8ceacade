/** One field of a documented JSON shape: its path (`author.handle`, `accounts[].id`) and what may stand there. */
interface Field {
  path: string;
  optional: boolean;
  type: string;
}

/** A table of docs/json.md: the shape of one document, or of a part of several. */
export interface Shape {
  name: string;
  fields: Field[];
}

/** The shapes a page documents: one for each heading of the third level, from the table below it. */
export function readShapes(markdown: string): Shape[] {
  return markdown
    .split(/^### /m)
    .slice(1)
    .map((section) => ({
      name: section.slice(0, section.indexOf('\n')).trim(),
      fields: [...section.matchAll(/^\| `([^`]+)` \| (.*?) \|/gm)].map(([, path = '', type = '']) => ({
        path: path.replace(/\?$/, ''),
        optional: path.endsWith('?'),
        type,
      })),
    }));
}

/** Where a value differs from a shape, in words; nothing where it fits. */
export function misfits(value: unknown, shape: Shape, shapes: readonly Shape[], at = ''): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return [`${at || 'it'} is not an object`];
  const fields = childrenOf(shape.fields);
  const undocumented = Object.keys(value).filter((key) => !fields.has(key));
  const problems = undocumented.map((key) => `${at}${key} is not documented`);
  for (const [key, field] of fields) {
    const here = `${at}${key}`;
    const part = (value as Record<string, unknown>)[key];
    if (part === undefined) {
      if (!field.optional) problems.push(`${here} is missing`);
    } else if (field.list) {
      if (!Array.isArray(part)) problems.push(`${here} is not a list`);
      else
        part.forEach(
          (item, index) => void problems.push(...misfits(item, field.inner, shapes, `${here}[${index}].`)),
        );
    } else if (field.inner.fields.length > 0)
      problems.push(...misfits(part, field.inner, shapes, `${here}.`));
    else if (!fits(part, field.type, shapes)) problems.push(...misfitOf(part, field.type, shapes, here));
  }
  return problems;
}

interface Child {
  type: string;
  optional: boolean;
  list: boolean;
  inner: Shape;
}

/** The fields of an object; those of the objects inside it under their own key. */
function childrenOf(fields: readonly Field[]): Map<string, Child> {
  const children = new Map<string, Child>();
  for (const { path, optional, type } of fields) {
    const [, key = '', brackets, rest] = /^([^.[]+)(\[\])?(?:\.(.+))?$/.exec(path) ?? [];
    const list = brackets !== undefined;
    const child = children.get(key) ?? { type, optional, list, inner: { name: key, fields: [] } };
    if (rest !== undefined) {
      child.optional = false;
      child.inner.fields.push({ path: rest, optional, type });
    }
    children.set(key, child);
  }
  return children;
}

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

function fits(value: unknown, type: string, shapes: readonly Shape[]): boolean {
  if (type.endsWith(' or null'))
    return value === null || fits(value, type.slice(0, -' or null'.length), shapes);
  if (type.startsWith('list of ')) {
    return Array.isArray(value) && value.every((item) => fits(item, type.slice('list of '.length), shapes));
  }
  const named = shapeNamed(type, shapes);
  if (named) return misfits(value, named, shapes).length === 0;
  if (type.startsWith('`')) return [...type.matchAll(/`([^`]+)`/g)].some(([, word]) => word === value);
  if (type === 'time') return typeof value === 'string' && TIME.test(value);
  if (type === 'text') return typeof value === 'string';
  if (type === 'account settings') return typeof value === 'object';
  return typeof value === type;
}

/** A misfit told where it is, down into a named shape. */
function misfitOf(value: unknown, type: string, shapes: readonly Shape[], at: string): string[] {
  const [, inner = ''] = /^(?:list of )?(\[[^\]]+\]\([^)]+\))/.exec(type) ?? [];
  const named = shapeNamed(inner, shapes);
  const values = Array.isArray(value) ? value : [value];
  const inside = named ? values.flatMap((item) => misfits(item, named, shapes, `${at}.`)) : [];
  return inside.length > 0 ? inside : [`${at} is ${JSON.stringify(value)?.slice(0, 80)}, not ${type}`];
}

function shapeNamed(type: string, shapes: readonly Shape[]): Shape | undefined {
  const [, name] = /^\[[^\]]+\]\(#([^)]+)\)$/.exec(type) ?? [];
  return name === undefined ? undefined : shapes.find((shape) => shape.name === name);
}
