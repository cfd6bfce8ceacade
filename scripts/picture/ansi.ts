/** A piece of one line in one look. */
export interface Run {
  text: string;
  /** 0 to 7, of the terminal's sixteen colours; null for the text's own. */
  colour: number | null;
  bold: boolean;
  dim: boolean;
}

const SGR = /\x1b\[([\d;]*)m/g;

/**
 * Lines of terminal output as runs of equal look. Knows what earshot writes: the eight colours, bold, dim and their
 * resets.
 *
 * @throws Error on any other escape sequence, so that nothing is drawn wrong in silence
 */
export function readAnsi(text: string): Run[][] {
  const look = { colour: null as number | null, bold: false, dim: false };
  return text.split('\n').map((line) => {
    const runs: Run[] = [];
    const add = (part: string) => {
      if (part !== '') runs.push({ text: part, ...look });
    };
    let from = 0;
    for (const { 0: sequence, 1: codes = '', index } of line.matchAll(SGR)) {
      add(line.slice(from, index));
      from = index + sequence.length;
      for (const code of codes.split(';').map(Number)) applyCode(look, code);
    }
    add(line.slice(from));
    if (runs.some((run) => run.text.includes('\x1b'))) throw new Error(`An unknown escape sequence: ${line}`);
    return runs;
  });
}

function applyCode(look: Omit<Run, 'text'>, code: number): void {
  if (code === 0) Object.assign(look, { colour: null, bold: false, dim: false });
  else if (code === 1) look.bold = true;
  else if (code === 2) look.dim = true;
  else if (code === 22) Object.assign(look, { bold: false, dim: false });
  else if (code === 39) look.colour = null;
  else if (code >= 30 && code <= 37) look.colour = code - 30;
  else throw new Error(`An unknown colour: ${code}`);
}
