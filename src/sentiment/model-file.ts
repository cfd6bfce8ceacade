import { readFileSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { EarshotError } from '../core/errors.js';

/*
 * The model file: little-endian.
 *   0  "EARSHOTM"   8 bytes of magic
 *   8  uint32       format version
 *  12  uint32       CRC-32 of everything after this field
 *  16  uint32       number of sections
 *  20  sections     each: name (16 bytes, NUL-padded ASCII), uint32 offset, uint32 bytes
 *      payload      each section at its offset, on a multiple of 8 bytes
 */
const MAGIC = 'EARSHOTM';
const FORMAT = 1;
const HEAD = 20;
const NAME = 16;
const ENTRY = NAME + 8;

/** The named parts of a model, each a typed array over the file's own bytes. */
export class ModelFile {
  readonly #sections: ReadonlyMap<string, Uint8Array>;
  /** The checksum as eight hexadecimal digits: it names this very model. */
  readonly id: string;

  constructor(sections: ReadonlyMap<string, Uint8Array>, id: string) {
    this.#sections = sections;
    this.id = id;
  }

  int8(name: string): Int8Array {
    const bytes = this.#section(name);
    return new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  int16(name: string): Int16Array {
    const bytes = this.#section(name);
    return new Int16Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 1);
  }

  int32(name: string): Int32Array {
    const bytes = this.#section(name);
    return new Int32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 2);
  }

  float32(name: string): Float32Array {
    const bytes = this.#section(name);
    return new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 2);
  }

  #section(name: string): Uint8Array {
    const bytes = this.#sections.get(name);
    if (bytes === undefined) throw broken('', `it has no part named ${name}`);
    return bytes;
  }
}

function broken(path: string, why: string, cause?: unknown): EarshotError {
  return new EarshotError(`The sentiment model ${path === '' ? '' : `${path} `}cannot be used: ${why}.`, {
    code: 'model-unreadable',
    kind: 'failed',
    hint: 'Install earshot again (npm ci, or npm install -g earshot): the model comes with it.',
    cause,
  });
}

/**
 * Reads a model file and proves it whole.
 *
 * @throws EarshotError `model-unreadable` when it is missing, not a model, of another version, or damaged
 */
export function readModelFile(path: string): ModelFile {
  let file: Buffer;
  try {
    file = readFileSync(path);
  } catch (cause) {
    throw broken(path, 'it is missing or may not be read', cause);
  }
  return parseModel(file, path);
}

/** {@link readModelFile} over bytes already read; `path` only names them in errors. */
export function parseModel(file: Uint8Array, path: string): ModelFile {
  if (file.byteLength < HEAD) throw broken(path, 'it is cut short');
  const aligned = file.byteOffset % 8 === 0 ? file : Uint8Array.from(file);
  const view = new DataView(aligned.buffer, aligned.byteOffset, aligned.byteLength);
  if (ascii(aligned, 0, 8) !== MAGIC) throw broken(path, 'it is not an earshot model');
  const format = view.getUint32(8, true);
  if (format !== FORMAT) throw broken(path, `its format is ${format}, and this earshot reads ${FORMAT}`);
  const sum = view.getUint32(12, true);
  if (crc32(aligned.subarray(16)) !== sum)
    throw broken(path, 'it is damaged or cut short (the checksum differs)');
  const sections = new Map<string, Uint8Array>();
  const count = view.getUint32(16, true);
  if (HEAD + count * ENTRY > aligned.byteLength) throw broken(path, 'it names parts that are not there');
  for (let i = 0; i < count; i++) {
    const at = HEAD + i * ENTRY;
    const offset = view.getUint32(at + NAME, true);
    const end = offset + view.getUint32(at + NAME + 4, true);
    if (offset % 8 !== 0 || end > aligned.byteLength) throw broken(path, 'a part of it lies outside');
    sections.set(ascii(aligned, at, NAME), aligned.subarray(offset, end));
  }
  return new ModelFile(sections, sum.toString(16).padStart(8, '0'));
}

/** Lays sections out as a model file. Names have at most 16 ASCII characters. */
export function packModel(sections: readonly { name: string; data: ArrayBufferView }[]): Uint8Array {
  let size = align(HEAD + sections.length * ENTRY);
  const offsets = sections.map(({ data }) => {
    const offset = size;
    size = align(size + data.byteLength);
    return offset;
  });
  const file = new Uint8Array(size);
  const view = new DataView(file.buffer);
  const text = new TextEncoder();
  file.set(text.encode(MAGIC), 0);
  view.setUint32(8, FORMAT, true);
  view.setUint32(16, sections.length, true);
  sections.forEach(({ name, data }, i) => {
    const at = HEAD + i * ENTRY;
    const offset = offsets[i] ?? 0;
    file.set(text.encode(name), at);
    view.setUint32(at + NAME, offset, true);
    view.setUint32(at + NAME + 4, data.byteLength, true);
    file.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), offset);
  });
  view.setUint32(12, crc32(file.subarray(16)), true);
  return file;
}

function align(offset: number): number {
  return (offset + 7) & ~7;
}

function ascii(bytes: Uint8Array, at: number, length: number): string {
  let text = '';
  for (let i = at; i < at + length && bytes[i] !== 0; i++) text += String.fromCharCode(bytes[i] ?? 0);
  return text;
}
