/** Deeper quotes and lists are shown no deeper than this. */
export const MAX_DEPTH = 6;

interface Piece {
  /** Line breaks, marks and spaces that precede it. */
  lead: string;
  text: string;
}

/** Puts text together line by line, as a browser would break it. */
export class TextWriter {
  readonly #pieces: Piece[] = [];
  #depth = 0;
  #preserving = 0;
  #breaks = 0;
  #space = false;
  #bullet = '';
  /** Quote depth of the line being written. */
  #lineDepth = 0;

  /** Text as it stands in the source; its white space is one space, except where it is preserved. */
  write(text: string): void {
    if (this.#preserving > 0) {
      this.#writeLines(text);
      return;
    }
    const words = text.replace(/[ \t\n\r\f]+/g, ' ');
    if (words === '') return;
    const begins = words.startsWith(' ');
    const trimmed = words.slice(begins ? 1 : 0, words.endsWith(' ') ? -1 : undefined);
    this.#space ||= begins;
    if (trimmed === '') return;
    this.#put(trimmed);
    this.#space = words.endsWith(' ');
  }

  newLine(): void {
    this.#breaks += 1;
    this.#space = false;
  }

  breakTo(count: 1 | 2): void {
    this.#breaks = Math.max(this.#breaks, count);
    this.#space = false;
  }

  /** The mark of the next line. */
  bullet(mark: string): void {
    this.#bullet = mark;
  }

  quote(step: 1 | -1): void {
    this.#depth += step;
  }

  preserve(step: 1 | -1): void {
    this.#preserving += step;
  }

  /** A place to come back to. */
  mark(): number {
    return this.#pieces.length;
  }

  /** What was written since a mark, without what led to it. */
  since(mark: number): string {
    const [first, ...rest] = this.#pieces.slice(mark);
    return (first?.text ?? '') + rest.map(joined).join('');
  }

  /** Puts something else in the place of what was written since a mark. */
  replaceSince(mark: number, text: string): void {
    const lead = this.#pieces[mark]?.lead ?? '';
    this.#pieces.length = mark;
    this.#pieces.push({ lead, text });
  }

  text(): string {
    const lines = this.#pieces.map(joined).join('').split('\n');
    return lines
      .map((line) => line.trimEnd())
      .join('\n')
      .trim();
  }

  #writeLines(text: string): void {
    for (const [at, line] of text.split(/\r\n|\r|\n/).entries()) {
      if (at > 0) this.newLine();
      if (line !== '') this.#put(line);
    }
  }

  #put(text: string): void {
    const started = this.#pieces.length > 0;
    const depth = Math.min(this.#depth, MAX_DEPTH);
    let lead = this.#space ? ' ' : '';
    if (!started || this.#breaks > 0) {
      const between = this.#breaks > 1 ? `\n${quoteMark(Math.min(depth, this.#lineDepth))}` : '';
      lead = `${started ? `${between}\n` : ''}${quoteMark(depth)}${this.#bullet}`;
      this.#lineDepth = depth;
      this.#bullet = '';
    }
    this.#pieces.push({ lead, text });
    this.#breaks = 0;
    this.#space = false;
  }
}

function joined({ lead, text }: Piece): string {
  return lead + text;
}

function quoteMark(depth: number): string {
  return '> '.repeat(depth);
}
