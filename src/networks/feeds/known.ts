import type { Entry } from './entry.js';
import { fingerprint } from './fingerprint.js';
import type { Generation, Position } from './position.js';

/** Entries that are remembered although the feed lists them no more: some come back. */
const REMEMBERED = 200;
/** More entries under one id are not told apart: such a feed gives everything the same id. */
const MOST_GENERATIONS = 100;
/** Longer ids are shortened to their fingerprint. */
const LONGEST_ID = 200;

/** What is known of an entry. */
export interface Recognised {
  /** Unique within the feed, and the same whenever the entry comes again. */
  id: string;
  /** Whether it is new, or says something else than before. */
  changed: boolean;
}

/**
 * The entries of a feed as they were seen before. An entry is the same as one before if it has the same id and
 * either the same link or the same title; with both wholly different it is a new one whose publisher used an old id
 * again.
 */
export class Known {
  readonly #before: Map<string, Generation[]>;
  /** In the order of the document that is being read. */
  readonly #now = new Map<string, Generation[]>();

  /** @param anew whether everything counts as changed, because other entries are wanted now */
  constructor(seen: Position['seen'], anew: boolean) {
    const before = seen.map(
      ([key, generations]) => [key, anew ? generations.map(unread) : generations] as const,
    );
    this.#before = new Map(before);
  }

  /** Whether anything was ever seen. */
  get isEmpty(): boolean {
    return this.#before.size === 0;
  }

  /** Whether an entry of that id was seen in an earlier document. */
  has(entry: Entry): boolean {
    return this.#before.has(fingerprint(idOf(entry)));
  }

  /** Recognises an entry, and remembers it as it is now. */
  meet(entry: Entry): Recognised {
    const id = idOf(entry);
    const key = fingerprint(id);
    const generations = this.#now.get(key) ?? this.#before.get(key) ?? [];
    const link = fingerprint(entry.link ?? '');
    const title = fingerprint(entry.title);
    const text = fingerprint(JSON.stringify([entry.link, entry.title, entry.summary, entry.content]));
    const same = generations.find((one) => one.link === link || one.title === title);
    const suffix = same?.suffix ?? (generations.length === 0 ? '' : `~${fingerprint(`${link} ${title}`)}`);
    const others = generations.filter((one) => one !== same);
    this.#now.set(key, [...others, { suffix, link, title, text }].slice(-MOST_GENERATIONS));
    return { id: `${id.length > LONGEST_ID ? key : id}${suffix}`, changed: same?.text !== text };
  }

  /** What is to be remembered. */
  seen(): Position['seen'] {
    const gone = [...this.#before].filter(([key]) => !this.#now.has(key)).slice(0, REMEMBERED);
    return [...this.#now, ...gone];
  }
}

/** The id of an entry: its own, or its link, or what it says. */
function idOf({ id, link, title, summary, content }: Entry): string {
  return id ?? link ?? fingerprint(JSON.stringify([title, summary, content]));
}

function unread(generation: Generation): Generation {
  return { ...generation, text: '' };
}
