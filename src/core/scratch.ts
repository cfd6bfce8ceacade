import { DAY } from './clock.js';

/** Untouched for longer than this, ms, a scratch file is taken for left behind and removed. */
export const ABANDONED = DAY;

/**
 * Names of the files that are written beside the one they become, or are read from. A run that is killed leaves its
 * own. `mark` is twelve hexadecimal digits, another for each.
 */
export const SCRATCH = {
  /** What takes the place of a file once it is whole. */
  text: (name: string, mark: string) => `.${name}.${mark}.earshot-tmp`,
  /** A copy of the database that is not checked yet. */
  copy: (name: string, mark: string) => `.${name}.${mark}.partial`,
  /** A desk that is read before it is taken in. */
  import: (name: string, mark: string) => `${name}.import-${mark}`,
};

/** SQLite has files of its own beside a database. */
const SHAPES = {
  text: /^\.(.+)\.[0-9a-f]{12}\.earshot-tmp$/,
  copy: /^\.(.+)\.[0-9a-f]{12}\.partial(?:-wal|-shm|-journal)?$/,
  import: /^(.+)\.import-[0-9a-f]{12}(?:-wal|-shm|-journal)?$/,
};

type ScratchKind = keyof typeof SHAPES;

/** The name of the file that a scratch file of one kind is for; null where it is none. */
export function scratchOf(name: string, kind: ScratchKind): string | null {
  return SHAPES[kind].exec(name)?.[1] ?? null;
}

/** Whether a file's name is that of a scratch file of any kind. */
export function isScratch(name: string): boolean {
  return Object.values(SHAPES).some((shape) => shape.test(name));
}
