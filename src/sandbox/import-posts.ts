import { createHash } from 'node:crypto';
import { CsvError, parse } from 'csv-parse/sync';
import { EarshotError } from '../core/errors.js';
import type { Person, Scene, SceneMessage, ScenePost } from './scene.js';
import { unescapeText } from './text.js';

const REQUIRED = ['id', 'author', 'text', 'createdAt'];

/** One row, with the line it starts on. */
interface Row {
  line: number;
  cells: Record<string, string>;
}

/**
 * Reads posts from CSV: columns id, author, text, createdAt and optionally name, followers, replyTo, private,
 * likes, reposts; other columns are ignored. Every public post counts as somebody's mention of the sandbox's
 * handle, a private one is a message to it. Times are kept as they are. Authors that cannot be handles on X, or
 * have our own, get one made from their name, which is kept as their display name.
 *
 * @param ours the sandbox's handle
 * @throws EarshotError naming the line and column of the first bad cell
 */
export function importPosts(csv: string, ours = ''): Scene {
  const rows = readRows(csv);
  const people = new Map<string, Person>();
  const posts: ScenePost[] = [];
  const messages: SceneMessage[] = [];
  const ids = new Map<string, number>();
  for (const row of rows) {
    const id = readId(row, 'id');
    const earlier = ids.get(id);
    if (earlier !== undefined) throw bad(row, 'id', `'${id}' was used on line ${earlier} already`);
    ids.set(id, row.line);
    const person = readPerson(row, ours);
    people.set(person.handle.toLowerCase(), { ...people.get(person.handle.toLowerCase()), ...person });
    const text = unescapeText(cell(row, 'text'));
    if (text === '') throw bad(row, 'text', 'is empty');
    const createdAt = readTime(row);
    if (readFlag(row, 'private')) {
      messages.push({ id, with: person.handle, fromUs: false, text, createdAt });
      continue;
    }
    const likes = readCount(row, 'likes');
    const reposts = readCount(row, 'reposts');
    posts.push({
      id,
      by: person.handle,
      text,
      createdAt,
      tagsUs: true,
      ...(cell(row, 'replyTo') === '' ? {} : { replyTo: readId(row, 'replyTo') }),
      ...(likes === undefined ? {} : { likes }),
      ...(reposts === undefined ? {} : { reposts }),
    });
  }
  return { people: [...people.values()], posts, messages, watches: [] };
}

function readRows(csv: string): Row[] {
  const lastLines: number[] = [];
  let records: string[][];
  try {
    records = parse(csv, {
      bom: true,
      skip_empty_lines: true,
      on_record: (record, { lines }) => {
        lastLines.push(lines);
        return record;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new EarshotError(`The file is not valid CSV: ${error.message}.`, {
      code: 'import-csv',
      kind: 'usage',
      hint: 'Save it as comma-separated UTF-8, with quotes around texts that hold commas or line breaks.',
      cause: error,
    });
  }
  const header = records[0] ?? [];
  const missing = REQUIRED.filter((name) => !header.includes(name));
  if (missing.length > 0) {
    throw new EarshotError(`The first line must name the columns; missing: ${missing.join(', ')}.`, {
      code: 'import-columns',
      kind: 'usage',
      hint: `Needed: ${REQUIRED.join(', ')}. Optional: name, followers, replyTo, private, likes, reposts.`,
    });
  }
  return records.slice(1).map((record, index) => ({
    line: (lastLines[index + 1] ?? 0) - record.reduce((sum, value) => sum + value.split('\n').length - 1, 0),
    cells: Object.fromEntries(header.map((name, column) => [name, record[column] ?? ''])),
  }));
}

function cell(row: Row, column: string): string {
  return (row.cells[column] ?? '').trim();
}

function bad(row: Row, column: string, problem: string): EarshotError {
  return new EarshotError(`Line ${row.line}, column ${column}: ${problem}.`, {
    code: 'import-row',
    kind: 'usage',
    hint: 'Correct the file and import it again; nothing was taken from it.',
  });
}

function readId(row: Row, column: string): string {
  const value = cell(row, column);
  if (!/^[0-9]{1,19}$/.test(value)) throw bad(row, column, `'${value}' is not an id (1 to 19 digits)`);
  return BigInt(value).toString();
}

/** ISO 8601; a time without a zone is UTC. */
function readTime(row: Row): number {
  const value = cell(row, 'createdAt');
  const parts = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:?\d\d)?)?$/.exec(value);
  const zone = (parts?.[3] ?? 'Z').replace(/^([+-]\d\d):?(\d\d)$/, '$1:$2');
  const ms = parts ? Date.parse(`${parts[1]}T${parts[2] ?? '00:00'}${zone}`) : Number.NaN;
  if (Number.isNaN(ms)) throw bad(row, 'createdAt', `'${value}' is not a time such as 2026-03-01T09:30:00Z`);
  return ms;
}

function readCount(row: Row, column: string): number | undefined {
  const value = cell(row, column);
  if (value === '') return undefined;
  if (!/^\d{1,12}$/.test(value)) throw bad(row, column, `'${value}' is not a whole number`);
  return Number(value);
}

function readFlag(row: Row, column: string): boolean {
  const value = cell(row, column).toLowerCase();
  if (!['', 'true', 'false', '1', '0', 'yes', 'no'].includes(value)) {
    throw bad(row, column, `'${value}' is neither true nor false`);
  }
  return ['true', '1', 'yes'].includes(value);
}

function readPerson(row: Row, ours: string): Person {
  const author = cell(row, 'author').replace(/^@/, '');
  if (author === '') throw bad(row, 'author', 'is empty');
  const handle = asHandle(author, ours);
  const name = cell(row, 'name') || (handle === author ? '' : author);
  const followers = readCount(row, 'followers');
  return { handle, ...(name === '' ? {} : { name }), ...(followers === undefined ? {} : { followers }) };
}

/** The author where X could give somebody else that handle; else one made of its letters and a mark that keeps it apart. */
function asHandle(author: string, ours: string): string {
  const isOurs = author.toLowerCase() === ours.toLowerCase();
  if (/^[A-Za-z0-9_]{1,15}$/.test(author) && !isOurs) return author;
  const mark = createHash('sha256').update(author).digest('hex').slice(0, 5);
  return `${author.replace(/[^A-Za-z0-9]+/g, '_').slice(0, 9)}_${mark}`;
}
