import { segmentGraphemes } from '../graphemes.js';

/** A text being written: what stands, and where the cursor is (a UTF-16 index between graphemes). */
export interface Draft {
  text: string;
  cursor: number;
}

export const EMPTY_DRAFT: Draft = { text: '', cursor: 0 };

/** How a cursor moves, or what is taken away. */
export type DraftMove = 'left' | 'right' | 'up' | 'down' | 'word-left' | 'word-right' | 'home' | 'end';

/** A draft with a text and the cursor at its end. */
export function draftOf(text: string): Draft {
  return { text, cursor: text.length };
}

/** Puts text in where the cursor is. Composed letters are kept composed (NFC), whatever the keyboard sends. */
export function insert({ text, cursor }: Draft, added: string): Draft {
  const before = (text.slice(0, cursor) + added).normalize('NFC');
  return { text: before + text.slice(cursor), cursor: before.length };
}

/** Moves the cursor: by graphemes, words, lines as they were written, or to an end of the line it is in. */
export function move(draft: Draft, to: DraftMove): Draft {
  return { ...draft, cursor: target(draft, to) };
}

/** Takes away what lies between the cursor and where a move would bring it. */
export function remove(draft: Draft, to: DraftMove): Draft {
  const { text, cursor } = draft;
  const other = target(draft, to);
  const [from, until] = [Math.min(cursor, other), Math.max(cursor, other)];
  return { text: text.slice(0, from) + text.slice(until), cursor: from };
}

function target({ text, cursor }: Draft, to: DraftMove): number {
  switch (to) {
    case 'left':
      return boundaries(text).findLast((at) => at < cursor) ?? 0;
    case 'right':
      return boundaries(text).find((at) => at > cursor) ?? text.length;
    case 'word-left': {
      const back = /[\p{L}\p{M}\p{N}]+[^\p{L}\p{M}\p{N}]*$/u.exec(text.slice(0, cursor))?.[0].length;
      return atOrBefore(text, cursor - (back ?? cursor));
    }
    case 'word-right': {
      const on = /^[^\p{L}\p{M}\p{N}]*[\p{L}\p{M}\p{N}]+/u.exec(text.slice(cursor))?.[0].length;
      const wanted = on === undefined ? text.length : cursor + on;
      return boundaries(text).find((at) => at >= wanted) ?? text.length;
    }
    case 'up': {
      const start = lineStart(text, cursor);
      return start === 0 ? 0 : across(text, cursor - start, lineStart(text, start - 1));
    }
    case 'down': {
      const end = lineEnd(text, cursor);
      return end === text.length ? end : across(text, cursor - lineStart(text, cursor), end + 1);
    }
    case 'home':
      return lineStart(text, cursor);
    case 'end':
      return lineEnd(text, cursor);
  }
}

function lineStart(text: string, at: number): number {
  return at === 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

/** As far into the line that begins at `start`, but not past its end, nor into a grapheme. */
function across(text: string, offset: number, start: number): number {
  return atOrBefore(text, Math.min(start + offset, lineEnd(text, start)));
}

function atOrBefore(text: string, wanted: number): number {
  return boundaries(text).findLast((at) => at <= wanted) ?? 0;
}

function boundaries(text: string): number[] {
  return [...Array.from(segmentGraphemes(text), ({ index }) => index), text.length];
}
