import type { AuthorHistory, StoredMention } from './stored-mention.js';

/** One author of a customer: somebody's name on one network. */
export interface CustomerAuthor {
  id: number;
  network: string;
  /** Without a leading @. */
  handle: string;
  name: string | null;
  followers: number | null;
  url: string | null;
}

export type NoteKind = 'note' | 'contact';

/** What the owner wrote down about a customer: a note, or how to reach them. Times are ms UTC. */
export interface CustomerNote {
  id: number;
  kind: NoteKind;
  text: string;
  at: number;
  /** Who wrote it: user@host. */
  by: string;
}

/** Two authors that may be one person, and why; never more than a suggestion. */
export interface CustomerSuggestion {
  authors: readonly [CustomerAuthor, CustomerAuthor];
  reasons: string[];
}

/** One person: every author that was said to be them, and what is known of them together. */
export interface Customer {
  authors: CustomerAuthor[];
  history: AuthorHistory;
  notes: CustomerNote[];
  /** Their newest mentions, newest first. */
  recent: StoredMention[];
  /** Authors elsewhere who may be the same person. */
  suggestions: CustomerSuggestion[];
}

const SHORTEST_STEM = 3;

/** The part of a handle that people take along to other networks: `mina` of mina.bsky.social and mina@ruby.social. */
export function handleStem(handle: string): string {
  const lower = handle.toLowerCase().replace(/^@/, '');
  return (lower.includes('@') ? lower.split('@')[0] : lower.split('.')[0]) ?? '';
}

/** Why two authors may be one person; empty where nothing says so. Authors of one network never are. */
export function likeness(one: CustomerAuthor, other: CustomerAuthor): string[] {
  if (one.network === other.network) return [];
  const stem = handleStem(one.handle);
  const sameHandle = stem.length >= SHORTEST_STEM && stem === handleStem(other.handle);
  const name = one.name?.trim().toLowerCase() ?? '';
  const sameName = name.includes(' ') && name === other.name?.trim().toLowerCase();
  const sameLink = one.url !== null && one.url === other.url;
  return [
    ...(sameHandle ? ['the same handle'] : []),
    ...(sameName ? ['the same full name'] : []),
    ...(sameLink ? ['the same link'] : []),
  ];
}
