import { CsvError, parse } from 'csv-parse/sync';
import { EarshotError } from '../core/errors.js';
import type { RefusedRow } from '../core/plan.js';

/** One row of a bulk file, as it asks. */
export interface BulkRow {
  /** The line it ends on. */
  line: number;
  /** A local number, a network's id, or an address. */
  mention: string;
  text: string | null;
  template: string | null;
  private: boolean;
  again: boolean;
  /** Send it in parts where it is too long. */
  split: boolean;
  /** Further columns: values for a template. */
  values: Readonly<Record<string, string>>;
}

export interface BulkInput {
  rows: BulkRow[];
  refused: RefusedRow[];
}

export type BulkFormat = 'csv' | 'jsonl';

/** Columns with a meaning of their own; every other one is a value for templates. */
const OWN = ['mention', 'text', 'template', 'private', 'again', 'split'];
const YES = ['yes', 'y', 'true', '1', 'x'];
const NO = ['', 'no', 'n', 'false', '0'];
const BOM = /^\uFEFF/;

/** What a file is by its name, else by its first sign. */
export function bulkFormat(name: string, content: string): BulkFormat {
  if (/\.(?:jsonl|ndjson)$/i.test(name)) return 'jsonl';
  if (/\.(?:csv|tsv)$/i.test(name)) return 'csv';
  return content.replace(BOM, '').trimStart().startsWith('{') ? 'jsonl' : 'csv';
}

/**
 * Reads a bulk file: CSV with a header (comma, semicolon or tab), or one JSON object a line, with `mention`, and
 * `text` or `template`; optionally `private`, `again` and values. A row that cannot be meant is refused alone.
 *
 * @throws EarshotError `bulk-input` (usage) where the file as a whole cannot be read, naming the line
 */
export function readBulk(content: string, format: BulkFormat): BulkInput {
  const records = format === 'csv' ? csvRecords(content) : jsonRecords(content);
  const input: BulkInput = { rows: [], refused: [] };
  for (const { line, cells, wrong } of records) {
    const row = wrong ?? toRow(line, cells);
    if ('reason' in row) input.refused.push(row);
    else input.rows.push(row);
  }
  if (input.rows.length + input.refused.length === 0) {
    throw unreadable('There is no row in it', 'Give each reply a row: mention,text');
  }
  return input;
}

interface FileRecord {
  line: number;
  cells: ReadonlyMap<string, string>;
  /** Where the line as a whole is wrong. */
  wrong?: RefusedRow;
}

function csvRecords(content: string): FileRecord[] {
  const [header = '', ...more] = csvLines(content);
  if (header === '') return [];
  const names = header.cells.map((name) => {
    const trimmed = name.trim();
    return OWN.includes(trimmed.toLowerCase()) ? trimmed.toLowerCase() : trimmed;
  });
  const twice = names.find((name, at) => name !== '' && names.indexOf(name) !== at);
  if (twice !== undefined) {
    throw unreadable(`The column '${twice}' is there twice`, 'Name each column once.');
  }
  if (!names.includes('mention') || !(names.includes('text') || names.includes('template'))) {
    throw unreadable(
      `Its first line must name the columns, with mention and text or template; it names ${names.join(', ')}`,
      'For example: mention,text',
    );
  }
  return more.map(({ line, cells }) => {
    if (cells.length !== names.length) {
      throw unreadable(
        `Line ${line} has ${cells.length} cells where the header has ${names.length}`,
        'Put a text that holds the separator or a line break in double quotes.',
      );
    }
    return { line, cells: new Map(names.map((name, at) => [name, cells[at] ?? ''])) };
  });
}

function csvLines(content: string): { line: number; cells: string[] }[] {
  const lines: number[] = [];
  try {
    const rows: string[][] = parse(content, {
      bom: true,
      delimiter: separatorOf(content),
      relax_column_count: true,
      skip_empty_lines: true,
      on_record: (record: string[], context: { lines: number }) => {
        lines.push(context.lines);
        return record;
      },
    });
    return rows.map((cells, at) => ({ line: lines[at] ?? 0, cells }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw unreadable(
      `Line ${String(error.lines ?? '?')} is not CSV (${error.message})`,
      'Double a quote inside quotes: "she said ""yes""".',
    );
  }
}

/** Spreadsheets write the separator of their country: the header, which holds no texts, tells which. */
function separatorOf(content: string): string {
  const [header = ''] = content.split('\n', 1);
  const counts = [',', ';', '\t'].map((sign) => ({ sign, count: header.split(sign).length }));
  return counts.reduce((most, each) => (each.count > most.count ? each : most)).sign;
}

function jsonRecords(content: string): FileRecord[] {
  return content
    .replace(BOM, '')
    .split('\n')
    .map((text, at) => ({ line: at + 1, text: text.trim() }))
    .filter(({ text }) => text !== '')
    .map(({ line, text }) => {
      const cells = cellsOf(text);
      if (cells !== null) return { line, cells };
      const reason = 'the line is not one JSON object of texts, numbers and true or false.';
      return { line, cells: new Map(), wrong: { line, mention: '', code: 'bulk-row', reason } };
    });
}

function cellsOf(text: string): Map<string, string> | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const entries = Object.entries(value).filter(([, cell]) => cell !== null);
  const plain = entries.every(([, cell]) => ['string', 'number', 'boolean'].includes(typeof cell));
  return plain ? new Map(entries.map(([name, cell]) => [name, String(cell)])) : null;
}

function toRow(line: number, cells: ReadonlyMap<string, string>): BulkRow | RefusedRow {
  const cell = (name: string) => (cells.get(name) ?? '').trim();
  const mention = cell('mention');
  const refuse = (reason: string): RefusedRow => ({ line, mention, code: 'bulk-row', reason });
  if (mention === '') return refuse('it names no mention.');
  const [text, template] = [cells.get('text') ?? '', cell('template')];
  if (text.trim() === '' && template === '') return refuse('it has neither a text nor a template.');
  if (text.trim() !== '' && template !== '') return refuse('it has a text and a template; give one of them.');
  const isPrivate = flag(cell('private'));
  const again = flag(cell('again'));
  const split = flag(cell('split'));
  const unclear = (name: string) => refuse(`'${cell(name)}' under ${name} is neither yes nor no.`);
  if (isPrivate === null) return unclear('private');
  if (again === null) return unclear('again');
  if (split === null) return unclear('split');
  const values = [...cells].filter(([name, value]) => !OWN.includes(name) && name !== '' && value !== '');
  return {
    line,
    mention,
    text: template === '' ? text : null,
    template: template === '' ? null : template,
    private: isPrivate,
    again,
    split,
    values: Object.fromEntries(values),
  };
}

function flag(word: string): boolean | null {
  const small = word.toLowerCase();
  if (YES.includes(small)) return true;
  return NO.includes(small) ? false : null;
}

function unreadable(what: string, hint: string): EarshotError {
  return new EarshotError(`The bulk file cannot be read. ${what}.`, {
    code: 'bulk-input',
    kind: 'usage',
    hint,
  });
}
