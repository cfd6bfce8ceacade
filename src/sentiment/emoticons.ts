/** The dozen faces people type, whatever their spelling. */
export const EMOTICON = {
  none: 0,
  smile: 1,
  laugh: 2,
  wink: 3,
  kiss: 4,
  love: 5,
  sad: 6,
  cry: 7,
  tongue: 8,
  doubt: 9,
  surprise: 10,
  blank: 11,
  joy: 12,
  heartbreak: 13,
  pout: 14,
} as const;

/** An emoticon found, and where the text goes on after it. */
export interface EmoticonMatch {
  kind: number;
  end: number;
}

const MOUTHS: Readonly<Record<string, number>> = {
  ')': EMOTICON.smile,
  ']': EMOTICON.smile,
  '>': EMOTICON.smile,
  D: EMOTICON.laugh,
  '(': EMOTICON.sad,
  '[': EMOTICON.sad,
  '<': EMOTICON.sad,
  c: EMOTICON.sad,
  C: EMOTICON.sad,
  P: EMOTICON.tongue,
  p: EMOTICON.tongue,
  '*': EMOTICON.kiss,
  x: EMOTICON.kiss,
  X: EMOTICON.kiss,
  '/': EMOTICON.doubt,
  '\\': EMOTICON.doubt,
  S: EMOTICON.doubt,
  s: EMOTICON.doubt,
  O: EMOTICON.surprise,
  o: EMOTICON.surprise,
  '|': EMOTICON.blank,
  '3': EMOTICON.joy,
  v: EMOTICON.joy,
};
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;

function found(match: EmoticonMatch, kind: number, end: number): boolean {
  match.kind = kind;
  match.end = end;
  return true;
}

function western(text: string, at: number, match: EmoticonMatch): boolean {
  const eyes = text[at];
  let i = at + 1;
  if (text[i] === "'" || text[i] === '’') {
    const mouth = text[i + 1];
    if (mouth === '(' || mouth === '[') return found(match, EMOTICON.cry, runEnd(text, i + 1));
    if (mouth === ')' || mouth === 'D') return found(match, EMOTICON.joy, runEnd(text, i + 1));
    return false;
  }
  if (text[i] === '-' || text[i] === '^' || (text[i] === 'o' && (text[i + 1] === ')' || text[i + 1] === '(')))
    i++;
  const mouth = text[i];
  const kind = mouth === undefined ? undefined : MOUTHS[mouth];
  if (mouth === undefined || kind === undefined) return false;
  const end = runEnd(text, i);
  if (LETTER_OR_DIGIT.test(mouth) && LETTER_OR_DIGIT.test(text[end] ?? '')) return false;
  if (kind === EMOTICON.smile && end - i > 1) return found(match, EMOTICON.laugh, end);
  if (kind === EMOTICON.smile && eyes === ';') return found(match, EMOTICON.wink, end);
  return found(match, kind, end);
}

/** The end of a run of one character: `:))))` is one face. */
function runEnd(text: string, at: number): number {
  let end = at + 1;
  while (text[end] === text[at]) end++;
  return end;
}

function mirrored(text: string, at: number, match: EmoticonMatch): boolean {
  const nose = text[at + 1] === '-' ? 1 : 0;
  const eyes = text[at + 1 + nose];
  if (eyes !== ':' && eyes !== ';' && eyes !== '=') return false;
  const after = text[at + 2 + nose];
  if (after === ')' || after === '(' || after === 'D') return false;
  return found(match, text[at] === '(' ? EMOTICON.smile : EMOTICON.sad, at + 2 + nose);
}

/**
 * Looks for an emoticon that begins at a punctuation mark: `:-)`, `;)`, `=))`, `(:`, `<3`, `^_^`, `-_-`.
 *
 * @param match filled in when one is found, reused by the caller so that nothing is allocated
 */
export function matchEmoticon(text: string, at: number, match: EmoticonMatch): boolean {
  const next = text[at + 1];
  switch (text[at]) {
    case ':':
    case ';':
    case '=':
      return western(text, at, match);
    case '<':
      if (next === '3') return found(match, EMOTICON.love, runEnd(text, at + 1));
      if (next === '/' && text[at + 2] === '3') return found(match, EMOTICON.heartbreak, at + 3);
      return false;
    case '>':
      if (next === ':' && (text[at + 2] === '(' || text[at + 2] === '['))
        return found(match, EMOTICON.pout, at + 3);
      if (next === '.' && text[at + 2] === '<') return found(match, EMOTICON.pout, at + 3);
      return false;
    case '^':
      if (next === '^') return found(match, EMOTICON.joy, runEnd(text, at));
      if ((next === '_' || next === '.') && text[at + 2] === '^') return found(match, EMOTICON.joy, at + 3);
      return false;
    case '-':
      if ((next === '_' || next === '.') && text.startsWith('-', runEnd(text, at + 1)))
        return found(match, EMOTICON.blank, runEnd(text, at + 1) + 1);
      return false;
    case '(':
    case ')':
      return mirrored(text, at, match) || bareParentheses(text, at, match);
    default:
      return false;
  }
}

/** `)))` without eyes is a laugh and `(((` a sigh, as much of the world types them. */
function bareParentheses(text: string, at: number, match: EmoticonMatch): boolean {
  const end = runEnd(text, at);
  if (end - at < 2) return false;
  return found(match, text[at] === ')' ? EMOTICON.laugh : EMOTICON.sad, end);
}
