import { EarshotError } from '../core/errors.js';

const SPACE = /[ \t\r\n]*/y;
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const LITERAL = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.])/y;

class Slip extends Error {
  readonly at: number;
  constructor(at: number, message: string) {
    super(message);
    this.at = at;
  }
}

/** Walks JSON text only to find where it goes wrong: engines word and place that differently, or not at all. */
class Walker {
  private at = 0;
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  document(): void {
    this.value();
    this.space();
    if (this.at < this.text.length) throw this.slip('nothing may follow the last bracket');
  }

  private slip(message: string): Slip {
    const rest = this.text.slice(this.at);
    if (rest === '') return new Slip(this.at, 'the file ends in the middle');
    if (rest.startsWith('//') || rest.startsWith('/*')) return new Slip(this.at, 'comments are not allowed');
    return new Slip(this.at, message);
  }

  private take(pattern: RegExp): boolean {
    pattern.lastIndex = this.at;
    if (!pattern.test(this.text)) return false;
    this.at = pattern.lastIndex;
    return true;
  }

  private space(): void {
    this.take(SPACE);
  }

  private string(message: string): void {
    if (!this.take(STRING))
      throw this.slip(this.text[this.at] === '"' ? 'this text is not closed or escaped rightly' : message);
  }

  private value(): void {
    this.space();
    const sign = this.text[this.at];
    if (sign === '{') this.list('}', () => this.member());
    else if (sign === '[') this.list(']', () => this.value());
    else if (sign === '"') this.string('');
    else if (!this.take(LITERAL)) throw this.slip('a value is expected here; texts stand in double quotes');
  }

  private member(): void {
    this.space();
    this.string('a key in double quotes is expected here');
    this.space();
    if (this.text[this.at] !== ':') throw this.slip('a colon is expected here');
    this.at += 1;
    this.value();
  }

  private list(close: string, item: () => void): void {
    this.at += 1;
    this.space();
    if (this.text[this.at] === close) {
      this.at += 1;
      return;
    }
    for (;;) {
      item();
      this.space();
      const sign = this.text[this.at];
      if (sign !== ',' && sign !== close) throw this.slip(`a comma or ${close} is expected here`);
      this.at += 1;
      if (sign === close) return;
      const comma = this.at - 1;
      this.space();
      if (this.text[this.at] === close) throw new Slip(comma, 'this comma has nothing after it');
    }
  }
}

function slipOf(text: string): Slip {
  try {
    new Walker(text).document();
  } catch (error) {
    if (error instanceof Slip) return error;
    if (error instanceof RangeError) return new Slip(0, 'it is nested too deeply');
    throw error;
  }
  return new Slip(0, 'it cannot be read');
}

/**
 * Parses the text of a JSON file, with or without a byte order mark.
 *
 * @param where the file, for messages
 * @throws EarshotError `json-invalid` (config) that names the line, the column and what is wrong there
 */
export function parseJsonText(text: string, where: string): unknown {
  const body = text.startsWith('\ufeff') ? text.slice(1) : text;
  try {
    return JSON.parse(body);
  } catch {
    // The engine's own message quotes the text, which may hold a secret.
    const { at, message } = slipOf(body);
    const before = body.slice(0, at).split('\n');
    const column = (before.at(-1)?.length ?? 0) + 1;
    throw new EarshotError(
      `${where} is not valid JSON: line ${before.length}, column ${column}: ${message}.`,
      {
        code: 'json-invalid',
        kind: 'config',
        hint: 'Correct that line and run the command again.',
      },
    );
  }
}
